#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { version } from '../package.json';
import { PlanError } from './errors.ts';
import type { Shared } from './mcp/server.ts';
import { serveOverStdio } from './mcp/stdio.ts';
import { listTools } from './mcp/toolCall.ts';
import { tools } from './tools/index.ts';
import { readPackaged } from './workspace/templateSources.ts';
import { openWorkspace, type Workspace } from './workspace/workspace.ts';

const usage = `Plankeeper keeps implementation plans: an MCP server for coding agents.

Usage: plankeeper [--workspace DIR]     serves MCP over stdin and stdout

  --workspace DIR   the folder that holds the plans; without it PLANKEEPER_WORKSPACE, else the nearest
                    folder upward from here that has .plankeeper, .specify or .git
  --version         prints the version
  --help            prints this
`;

const options = {
  workspace: { type: 'string' },
  version: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Beside `dist/` and beside `src/` alike. */
const templates = fileURLToPath(new URL('../templates/', import.meta.url));

main(process.argv.slice(2));

function main(args: string[]): void {
  try {
    const { values } = parseArgs({ args, options });
    if (values.help === true) process.stdout.write(usage);
    else if (values.version === true) process.stdout.write(`${version}\n`);
    else serve(values.workspace);
  } catch (error) {
    if (!isWrongCall(error)) throw error;
    report(error.message);
    process.exitCode = 2;
  }
}

function serve(named: string | undefined): void {
  const env = process.env.PLANKEEPER_WORKSPACE;
  serveOverStdio(sharedBy(openWorkspace({ explicit: named, env, cwd: process.cwd() })));
}

function sharedBy(workspace: Workspace): Shared {
  let packaged: ReturnType<Shared['packaged']> | undefined;
  return {
    version,
    tools: listTools(tools),
    workspace,
    packaged: () => (packaged ??= readPackaged(templates)),
    today: () => localDate(new Date()),
    report,
  };
}

function isWrongCall(error: unknown): error is Error {
  if (error instanceof PlanError) return true;
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

function localDate(now: Date): string {
  const month = String(now.getMonth() + 1).padStart(2, '0');
  const day = String(now.getDate()).padStart(2, '0');
  return `${String(now.getFullYear()).padStart(4, '0')}-${month}-${day}`;
}

function report(line: string): void {
  process.stderr.write(`plankeeper: ${line}\n`);
}
