import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { z } from 'zod';
import type { Launch } from './clients.ts';
import type { Reach } from './reach.ts';

const created = z.object({ path: z.string(), unfilled: z.number() });

/** A plan that was made. */
export interface FirstPlan {
  /** Below the project, with `/`. */
  readonly path: string;
  readonly unfilled: number;
}

/** Starts the server as a client would, in `cwd`, creates a plan, and looks for its file in `project`. Throws where it is not there. */
export async function firstPlan(
  { command, args, env }: Launch,
  { cwd, project, shell }: { readonly cwd: string; readonly project: string; readonly shell: Record<string, string> },
): Promise<FirstPlan> {
  return await createdBy(
    new StdioClientTransport({ command, args: [...args], env: { ...shell, ...env }, cwd }),
    project,
  );
}

/** The same over HTTP, of a server that serves `project`. Throws also where it does not let the client in. */
export async function firstPlanOver({ url, headers }: Reach, project: string): Promise<FirstPlan> {
  return await createdBy(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }), project);
}

async function createdBy(
  transport: StdioClientTransport | StreamableHTTPClientTransport,
  project: string,
): Promise<FirstPlan> {
  const client = new Client({ name: 'first-plan', version: '1.0.0' });
  await client.connect(transport);
  try {
    const answer = await client.callTool({ name: 'create_plan', arguments: { title: 'Parcel lockers' } });
    if (answer.isError === true) throw new Error(JSON.stringify(answer.content));
    const { path, unfilled } = created.parse(answer.structuredContent);
    await access(join(project, path));
    return { path, unfilled };
  } finally {
    await client.close();
  }
}
