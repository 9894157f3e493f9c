import { Changes } from '../../src/mcp/changes/changes.ts';
import type { Shared } from '../../src/mcp/shared.ts';
import { listTools } from '../../src/mcp/calls/listedTool.ts';
import type { Context } from '../../src/tools/context.ts';
import type { Tool } from '../../src/tools/tool.ts';
import { openWorkspace } from '../../src/workspace/workspace.ts';
import { makeWorkspace } from './workspace.ts';

/** The date that contexts made here live on. */
export const testDate = '2026-11-21';

/** A context on a workspace of its own, or on the one at `path`, for calling a tool's `run` without a server. */
export function makeContext(path: string = makeWorkspace().path, more: Partial<Context> = {}): Context {
  return {
    workspace: openWorkspace({ explicit: path, cwd: path }),
    today: testDate,
    packaged: async () => [],
    ask: undefined,
    progress: () => {},
    signal: new AbortController().signal,
    ...more,
  };
}

/** What connections share, with these tools; `told` gathers what goes to stderr. */
export function makeShared(tools: readonly Tool[], told: string[] = []): Shared {
  const { workspace, packaged } = makeContext();
  const reach = { workspace, packaged, report: (line: string) => void told.push(line) };
  return {
    ...reach,
    version: '0.0.0',
    tools: listTools(tools),
    today: () => testDate,
    changes: new Changes(reach),
  };
}
