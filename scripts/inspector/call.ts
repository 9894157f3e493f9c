import { spawn } from 'node:child_process';
import { z } from 'zod';
import { shellEnvironment } from '../package/run.ts';
import type { Peers } from '../peers/installation.ts';

/** What the Inspector says of a request. */
export interface Outcome {
  /** 0; 5 where a tool answers with an error; 6 where `--strict` finds fault with schemas; 1 where there is no answer. */
  readonly code: number | null;
  /** What the server answered. */
  readonly result?: unknown;
  /** What it makes of the schemas, with `--strict`. */
  readonly schemaFindings?: readonly unknown[] | undefined;
  /** Why its exit code is not 0. */
  readonly error?: { readonly message: string };
  /** What else stands on stderr: its warnings, and the server's own words. */
  readonly complaints: readonly string[];
}

/** Makes one request by the Inspector's command-line mode. Throws where what it prints is not what it is known to print. */
export type Inspect = (...request: readonly string[]) => Promise<Outcome>;

const program = '@modelcontextprotocol/inspector/clients/launcher/build/index.js';
/** Longest time that a request may take, in milliseconds: it takes two seconds. */
const patience = 60_000;

/** The Inspector at `target`, the arguments that name a server, started in `cwd` by someone whose home is `home`; both absolute. */
export function inspectorAt(
  target: readonly string[],
  { node, file }: Peers,
  { cwd, home }: { readonly cwd: string; readonly home: string },
): Inspect {
  const env = {
    ...shellEnvironment(),
    PLANKEEPER_WORKSPACE: undefined,
    HOME: home,
    USERPROFILE: home,
    MCP_INSPECTOR_SECRET_STORE: 'memory',
  };
  return async (...request) => {
    const args = [file(program), '--cli', ...target, '--format', 'json', ...request];
    const child = spawn(node, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: patience });
    const said = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.stderr += text;
    });
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject).on('close', resolve);
    });
    return outcomeOf({ code, ...said });
  };
}

const answer = z.object({ result: z.unknown(), schemaFindings: z.array(z.unknown()).optional() });
const failure = z.object({ error: z.object({ message: z.string() }) });
/** What it says at every start about where it keeps secrets. */
const everyStart = /^\[mcp-inspector\] (?:Secrets are not written anywhere|How the secret store is chosen)/;

/** What is told by what the Inspector printed. Throws where stdout is not one answer. */
export function outcomeOf(printed: {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}): Outcome {
  const { code, stdout, stderr } = printed;
  const lines = stderr.split('\n').filter((line) => line.trim() !== '' && !everyStart.test(line));
  const last = code === 0 ? undefined : lines.pop();
  return {
    code,
    ...(stdout === '' ? {} : answer.parse(JSON.parse(stdout))),
    ...(last === undefined ? {} : errorIn(last)),
    complaints: lines,
  };
}

function errorIn(line: string): z.output<typeof failure> {
  return line.startsWith('{"error":') ? failure.parse(JSON.parse(line)) : { error: { message: line } };
}
