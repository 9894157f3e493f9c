/** The codes of every refusal, as the tool contract names them. */
export const errorCodes = [
  'invalid_input',
  'unknown_template',
  'unknown_plan',
  'ambiguous_plan',
  'unknown_address',
  'ambiguous_address',
  'plan_exists',
  'unknown_field',
  'invalid_choice',
  'breaks_structure',
  'needs_expect',
  'stale_revision',
  'invalid_transition',
  'gate_closed',
  'approval_required',
  'no_workspace',
  'outside_workspace',
  'unreadable',
  'write_failed',
  'too_large',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** A refusal: what, where, expected against found, and in `fix` the call that would work. */
export class PlanError extends Error {
  override readonly name = 'PlanError';
  readonly code: ErrorCode;
  /** The next call, in words that can be acted on at once. */
  readonly fix: string | undefined;
  /** The place it speaks of: a workspace-relative path, an address, or both. */
  readonly where: string | undefined;

  constructor(code: ErrorCode, message: string, more: { fix?: string; where?: string; cause?: unknown } = {}) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.code = code;
    this.fix = more.fix;
    this.where = more.where;
  }

  /** The text that a caller reads: code in brackets, what is wrong, then what to do. */
  get text(): string {
    return `[${this.code}] ${this.message}${this.fix === undefined ? '' : ` ${this.fix}`}`;
  }
}

/** Keeps a refusal among others, to be told with them by `together`. Throws what is none. */
export function keepRefusal(faults: PlanError[], fault: unknown): void {
  if (!(fault instanceof PlanError)) throw fault;
  faults.push(fault);
}

/** One refusal out of several: the first one's code and place, everybody's words. */
export function together(faults: readonly PlanError[]): PlanError {
  const [first] = faults;
  if (first === undefined || faults.length === 1)
    return first ?? new PlanError('internal', 'A refusal without a reason.');
  const words = faults.map((fault) => `${fault.message}${fault.fix === undefined ? '' : ` ${fault.fix}`}`);
  return new PlanError(first.code, words.join(' '), first.where === undefined ? {} : { where: first.where });
}
