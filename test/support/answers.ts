import { z } from 'zod';

/** What a tool answered, whichever client asked. */
export interface ToolAnswer {
  readonly text: string;
  /** `structuredContent`; undefined where the tool has no output schema, and on refusals. */
  readonly data: Readonly<Record<string, unknown>> | undefined;
  readonly isError: boolean;
  /** The code of a refusal. */
  readonly code: string | undefined;
}

const resultSchema = z.object({
  content: z.array(z.object({ type: z.literal('text'), text: z.string() })).length(1),
  structuredContent: z.record(z.string(), z.unknown()).optional(),
  isError: z.boolean().optional(),
  _meta: z.object({ 'plankeeper/code': z.string().optional() }).optional(),
});

/** Reads a client's tool result; throws on one that is no single text. */
export function answerOf(result: unknown): ToolAnswer {
  const { content, structuredContent, isError, _meta } = resultSchema.parse(result);
  return {
    text: content.map(({ text }) => text).join(''),
    data: structuredContent,
    isError: isError === true,
    code: _meta?.['plankeeper/code'],
  };
}
