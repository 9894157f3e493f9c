import type { Context } from '../../tools/context.ts';

/** What an argument names, where it can be completed. */
export type ArgumentKind = 'plan' | 'template' | 'words';

export interface PromptArgument {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  readonly kind: ArgumentKind;
  /** Longest value, in characters: what the tool that it goes to takes. */
  readonly longest: number;
}

/** One prompt, free of any protocol. */
export interface Prompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly PromptArgument[];
  /** What the user says to the model: which tools to call, in which order. Throws PlanError where an argument names nothing. */
  write(given: Readonly<Record<string, string>>, context: Context): Promise<string>;
}

/** The argument of every prompt that is about one plan. */
export const planArgument: PromptArgument = {
  name: 'plan',
  description: 'Path, id, slug or number',
  required: true,
  kind: 'plan',
  longest: 1000,
};
