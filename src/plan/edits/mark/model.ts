export const markStates = [
  'open',
  'in_progress',
  'blocked',
  'done',
  'pass',
  'fail',
  'conditional',
  'violation',
  'not_applicable',
  'deferred',
] as const;

export type MarkState = (typeof markStates)[number];

/** One mark of a call, as the caller named it. */
export interface Mark {
  readonly item: string;
  readonly state: MarkState;
  /** The evidence, the reason, or who reviewed. */
  readonly note?: string | undefined;
  /** Of a violation: why it has to be. */
  readonly justification?: string | undefined;
}

/** What one mark did. */
export interface Marked {
  /** The address of the place that now says it. */
  readonly item: string;
}
