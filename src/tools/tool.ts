import type { z } from 'zod';
import { boundedData, boundedRefusal, boundedText } from './bounds.ts';
import type { Context } from './context.ts';

/** What a client may assume of a tool; all four are stated for every tool. */
export interface Hints {
  readonly readOnly: boolean;
  readonly destructive: boolean;
  readonly idempotent: boolean;
  readonly openWorld: boolean;
}

/** A result: `text` and `data` each tell the whole. `data` is there exactly where the tool has an output schema. */
export type Answer<Output> = Output extends z.ZodObject
  ? { readonly text: string; readonly data: z.input<Output> }
  : { readonly text: string; readonly data?: undefined };

/** One tool, free of any protocol: refusals are thrown as PlanError. */
export interface Tool<
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodObject | undefined = z.ZodObject | undefined,
> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly hints: Hints;
  /** A `z.strictObject`: an unknown argument is refused before `run`. */
  readonly input: Input;
  /** Left out where the answer is prose. */
  readonly output?: Output;
  run(input: z.output<Input>, context: Context): Promise<Answer<Output>>;
}

/** The tool with the types of its input and output inferred, and with bounds on what it says: texts of plans may be long and hide things. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject | undefined = undefined>(
  tool: Tool<Input, Output>,
): Tool<Input, Output> {
  return {
    ...tool,
    async run(input, context) {
      try {
        const answer = await tool.run(input, context);
        return { ...answer, text: boundedText(answer.text), data: boundedData(answer.data) };
      } catch (error) {
        throw boundedRefusal(error);
      }
    },
  };
}
