#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { version } from '../package.json';
import { PlanError } from './errors.ts';
import { Changes } from './mcp/changes/changes.ts';
import { endInOrder } from './mcp/ending.ts';
import type { Shared } from './mcp/shared.ts';
import { serveOverStdio } from './mcp/stdio/stdio.ts';
import { listing } from './mcp/calls/listing.ts';
import type { Tool } from './tools/tool.ts';
import { readPackaged } from './workspace/templateSources.ts';
import { openWorkspace, type Workspace } from './workspace/workspace.ts';

const usage = `Plankeeper keeps implementation plans: an MCP server for coding agents.

Usage: plankeeper [--workspace DIR]                        serves MCP over stdin and stdout
       plankeeper --http PORT [--host ADDRESS]             serves MCP over HTTP at http://127.0.0.1:PORT/mcp
       plankeeper check [PLAN…] [--for STATUS] [--strict]  checks plans, all without a name: exits with 0 for
                        [--format text|json|sarif|github]  no errors, 1 for errors, 2 for a wrong call

  --workspace DIR   the folder that holds the plans; without it PLANKEEPER_WORKSPACE, else the nearest
                    folder upward from here that has .plankeeper, .specify or .git
  --http PORT       the port to serve, 0 for any that is free
  --host ADDRESS    another address of this machine: then every request must bear the token that PLANKEEPER_TOKEN holds,
                    16 characters or more, as Authorization: Bearer TOKEN
  --for STATUS      the status that the plans are checked for; without it each plan's next
  --strict          warnings fail as errors do
  --version         prints the version
  --help            prints this
`;

const options = {
  workspace: { type: 'string' },
  http: { type: 'string' },
  host: { type: 'string' },
  version: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const checkOptions = {
  workspace: options.workspace,
  help: options.help,
  for: { type: 'string' },
  strict: { type: 'boolean' },
  format: { type: 'string' },
} as const;

/** Beside `dist/` and beside `src/` alike. */
const templates = fileURLToPath(new URL('../templates/', import.meta.url));

/** What waits on stderr at most, in bytes: a client that never reads it, or closes it, loses lines and nothing else. */
const mostUntold = 1024 * 1024;
process.stderr.on('error', () => {});

await main(process.argv.slice(2));

async function main(args: string[]): Promise<void> {
  try {
    if (args[0] === 'check') return await runCheck(args.slice(1));
    const { values } = parseArgs({ args, options });
    if (values.help === true) process.stdout.write(usage);
    else if (values.version === true) process.stdout.write(`${version}\n`);
    else if (values.http !== undefined || values.host !== undefined) await serveHttp(values);
    else {
      endInOrder(serveOverStdio(sharedBy(workspaceNamed(values.workspace))), report);
      warmUp();
    }
  } catch (error) {
    if (!isWrongCall(error)) throw error;
    report(error instanceof PlanError ? error.text : error.message);
    process.exitCode = 2;
  }
}

interface HttpValues {
  readonly workspace?: string | undefined;
  readonly http?: string | undefined;
  readonly host?: string | undefined;
}

async function serveHttp({ workspace, http, host = '127.0.0.1' }: HttpValues): Promise<void> {
  if (http === undefined) throw new PlanError('invalid_input', '--host goes with --http PORT.');
  if (!/^\d{1,5}$/.test(http) || Number(http) > 65_535) {
    throw new PlanError('invalid_input', `--http takes a port from 0 to 65535, found "${http.slice(0, 40)}".`);
  }
  // A server on stdio needs none of it.
  const { serveOverHttp } = await import('./mcp/http/http.ts');
  const token = process.env.PLANKEEPER_TOKEN;
  const opened = workspaceNamed(workspace);
  const serving = await serveOverHttp(sharedBy(opened), { port: Number(http), host, token });
  endInOrder(serving, report);
  warmUp();
  report(`serving MCP at ${serving.url} for ${opened.root ?? 'no workspace: plans can be read by path, none written'}`);
}

async function runCheck(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, options: checkOptions, allowPositionals: true });
  if (values.help === true) {
    process.stdout.write(usage);
    return;
  }
  // A server that is asked for its tools needs no command.
  const { check } = await import('./cli/check.ts');
  const shared = sharedBy(workspaceNamed(values.workspace));
  const request = {
    plans: positionals,
    forStatus: values.for,
    strict: values.strict === true,
    format: values.format,
    version,
  };
  const signal = new AbortController().signal;
  const { workspace, packaged } = shared;
  const context = { workspace, packaged, today: shared.today(), ask: undefined, progress: () => {}, signal };
  const { output, exitCode } = await check(request, context);
  process.stdout.write(output);
  process.exitCode = exitCode;
}

function workspaceNamed(named: string | undefined): Workspace {
  return openWorkspace({ explicit: named, env: process.env.PLANKEEPER_WORKSPACE, cwd: process.cwd() });
}

function sharedBy(workspace: Workspace): Shared {
  let packaged: ReturnType<Shared['packaged']> | undefined;
  const reach = { workspace, packaged: () => (packaged ??= readPackaged(templates)), report };
  return {
    ...reach,
    version,
    tools: listing.map((shown) => ({ ...shown, load: () => toolNamed(shown.tool.name) })),
    today: () => localDate(new Date()),
    changes: new Changes(reach),
  };
}

/**
 * Loads the tools' code once whoever started us has their list. The first call finds it there, and so does one after the program was
 * replaced by a newer one.
 */
function warmUp(): void {
  setTimeout(() => void import('./tools/index.ts'), 1000).unref();
}

async function toolNamed(name: string): Promise<Tool> {
  const { tools } = await import('./tools/index.ts');
  const tool = tools.find((each) => each.name === name);
  if (tool === undefined) throw new PlanError('internal', `There is no tool ${name}.`);
  return tool;
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
  if (process.stderr.writableLength < mostUntold) process.stderr.write(`plankeeper: ${line}\n`);
}
