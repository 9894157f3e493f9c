import { type ChildProcess, spawn } from 'node:child_process';
import { Agent, request } from 'node:http';
import { onTestFinished } from 'vitest';
import { program } from './program.ts';

export interface HttpServer {
  /** Where it serves MCP. */
  readonly url: string;
  readonly process: ChildProcess;
  /** What the server has told people so far. */
  stderr(): string;
  /** Nothing ever: it is the protocol's on stdio alone. */
  stdout(): string;
  /** Its exit code, once it has ended. */
  readonly exit: Promise<number | null>;
}

export interface HttpOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The built program, where it is not the checkout's own. */
  readonly program?: string;
  /** Options for node, before the program's name. */
  readonly node?: readonly string[];
}

/** Starts the built server on a workspace over HTTP, at a free port of loopback, and waits until it serves. Killed when the test ends. */
export async function startHttpServer(workspace: string, options: HttpOptions = {}): Promise<HttpServer> {
  const { args = [], env = {}, node = [] } = options;
  const child = spawn(
    process.execPath,
    [...node, options.program ?? program, '--workspace', workspace, '--http', '0', ...args],
    { cwd: workspace, env: { ...process.env, HOME: workspace, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const exit = new Promise<number | null>((resolve) => {
    child.on('exit', (code) => resolve(code));
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exit;
  });
  let [told, printed] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      told += text;
      const found = /serving MCP at (\S+)/.exec(told)?.[1];
      if (found !== undefined) resolve(found);
    });
    void exit.then((code) => reject(new Error(`The server ended with ${code}: ${told}`)));
  });
  return { url, process: child, stderr: () => told, stdout: () => printed, exit };
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Without it a client hangs up as soon as it has an answer, in the middle of what it still sends. */
const agent = new Agent({ keepAlive: true });

/** One request as it is, with headers that `fetch` would not let through. */
export function sendHttp(
  url: string,
  {
    method = 'POST',
    headers = {},
    body = '',
  }: { method?: string; headers?: Record<string, string>; body?: string | Buffer },
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
