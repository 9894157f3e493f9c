import { listTools } from '../../src/mcp/calls/listedTool.ts';
import { callTool } from '../../src/mcp/calls/toolCall.ts';
import { tools } from '../../src/tools/index.ts';
import type { Context } from '../../src/tools/context.ts';
import { answerOf } from './answers.ts';
import type { Caller } from './approvable.ts';
import { packagedFiles } from './packaged.ts';
import { makeContext } from './toolContext.ts';

const listed = new Map(listTools(tools).map((each) => [each.tool.name, each]));

/** Calls tools as the server does, on a context of a folder, without a process and a transport. */
export function callerIn(folder: string): { readonly call: Caller; readonly context: Context } {
  const context = makeContext(folder, { packaged: async () => packagedFiles });
  const call: Caller = async (name, args) => {
    const tool = listed.get(name);
    if (tool === undefined) throw new Error(`No tool ${name}.`);
    const told: string[] = [];
    const answer = answerOf(await callTool(tool, args, context, (line) => told.push(line)));
    // What went to stderr is told with the answer.
    return told.length === 0 ? answer : { ...answer, text: [answer.text, ...told].join('\n') };
  };
  return { call, context };
}
