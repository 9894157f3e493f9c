import type { Tool } from '../../tools/tool.ts';
import { type JsonSchema, jsonSchemaOf } from './schemas.ts';

/** A tool as clients are shown it. */
export interface ShownTool {
  readonly tool: Pick<Tool, 'name' | 'title' | 'description' | 'hints'>;
  readonly input: JsonSchema;
  readonly output: JsonSchema | undefined;
}

/** One tool of the list; made once, used by every connection. */
export interface ListedTool extends ShownTool {
  /** The tool itself; its code is not needed before it is called. */
  readonly load: () => Promise<Tool>;
}

/** What clients are shown of a tool. Throws if a schema of it can not be expressed: half a list helps nobody. */
export function shownOf({ name, title, description, hints, input, output }: Tool): ShownTool {
  return {
    tool: { name, title, description, hints },
    input: jsonSchemaOf(input, 'input'),
    output: output === undefined ? undefined : jsonSchemaOf(output, 'output'),
  };
}

/** The list of tools that are there already. Throws as `shownOf` does. */
export function listTools(tools: readonly Tool[]): readonly ListedTool[] {
  return tools.map((tool) => ({ ...shownOf(tool), load: async () => tool }));
}
