import { randomUUID } from 'node:crypto';
import type { CallToolResult, InputRequiredResult } from '@modelcontextprotocol/server';
import { type ErrorCode, PlanError } from '../../errors.ts';
import type { Context } from '../../tools/context.ts';
import type { Tool } from '../../tools/tool.ts';
import { FormNeeded } from './asking.ts';
import { checkArguments } from './argumentLimits.ts';
import { invalidInput } from './invalidInput.ts';
import type { ListedTool } from './listedTool.ts';
import { turnOfTheLoop } from '../turns.ts';

/** Tells people (on stderr) what callers must not see. */
export type Report = (line: string) => void;

/** Runs one call. Never throws: refusals and our own faults become results with `isError`. */
export async function callTool(
  listed: ListedTool,
  args: unknown,
  context: Context,
  report: Report,
): Promise<CallToolResult | InputRequiredResult> {
  try {
    await turnOfTheLoop();
    context.signal.throwIfAborted();
    checkArguments(args);
    const tool = await listed.load();
    const input = tool.input.safeParse(args);
    if (!input.success) throw invalidInput(tool.name, listed.input, args, input.error.issues);
    return answered(tool, await tool.run(input.data, context));
  } catch (error) {
    if (error instanceof FormNeeded) return error.result;
    // Nobody gets this answer: it says that the call ended where it was told to, not by a fault.
    if (context.signal.aborted && error === context.signal.reason) return refused('internal', '[internal] Cancelled.');
    if (error instanceof PlanError && error.code !== 'internal') return refused(error.code, error.text);
    return refused('internal', faultText(listed.tool.name, error, report));
  }
}

function answered(tool: Tool, answer: { readonly text: string; readonly data?: unknown }): CallToolResult {
  const content: CallToolResult['content'] = [{ type: 'text', text: answer.text }];
  // The listed schema forbids extra keys and clients check it, so what leaves is what the schema lets through.
  return tool.output === undefined ? { content } : { content, structuredContent: tool.output.parse(answer.data) };
}

/** An error has no `structuredContent`: clients that know the output schema would throw on it. */
function refused(code: ErrorCode, text: string): CallToolResult {
  return { isError: true, content: [{ type: 'text', text }], _meta: { 'plankeeper/code': code } };
}

/** The caller gets an id; the stack goes to stderr under the same id. */
function faultText(tool: string, error: unknown, report: Report): string {
  const id = randomUUID().slice(0, 8);
  report(`${tool} failed (${id}): ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return `[internal] ${tool} failed by a fault of the server, noted on its stderr as ${id}. Read the plan before you call again.`;
}
