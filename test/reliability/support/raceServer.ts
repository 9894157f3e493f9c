import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { answerOf, type ToolAnswer } from '../../support/answers.ts';
import { program } from '../../support/program.ts';

/** A server in a process of its own, spoken to without the SDK's client: eight of them are driven by one test on two cores. */
export class RaceServer {
  readonly #findPid: () => number;
  /** Settles with the process's end. */
  readonly ended: Promise<void>;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #open = new Map<number, (line: string | undefined) => void>();
  #id = 0;
  #stderr = '';

  constructor(child: ChildProcessWithoutNullStreams, findPid: () => number) {
    this.#child = child;
    this.#findPid = findPid;
    this.ended = new Promise((done) => {
      child.once('close', () => {
        for (const answer of this.#open.values()) answer(undefined);
        this.#open.clear();
        done();
      });
    });
    createInterface({ input: child.stdout }).on('line', (line) => this.#settle(line));
    child.stdin.on('error', () => {});
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
    });
  }

  /** As this process sees it. */
  get pid(): number {
    return this.#findPid();
  }

  /** What the server has told people so far. */
  get stderr(): string {
    return this.#stderr;
  }

  /** A tool's answer; undefined where the process ended before it gave one. */
  async call(name: string, args: Readonly<Record<string, unknown>>): Promise<ToolAnswer | undefined> {
    const result = await this.request('tools/call', { name, arguments: args });
    return result === undefined ? undefined : answerOf(result);
  }

  /** A method's result; undefined where the process ended before it gave one. Throws on a JSON-RPC error. */
  async request(method: string, params: Readonly<Record<string, unknown>>): Promise<unknown> {
    const id = (this.#id += 1);
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return undefined;
    const line = await new Promise<string | undefined>((resolve) => {
      this.#open.set(id, resolve);
      this.#send({ jsonrpc: '2.0', id, method, params });
    });
    if (line === undefined) return undefined;
    const message: unknown = JSON.parse(line);
    if (typeof message !== 'object' || message === null || !('result' in message)) throw new Error(line);
    return message.result;
  }

  notify(method: string): void {
    this.#send({ jsonrpc: '2.0', method });
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void {
    process.kill(this.pid, signal);
  }

  /** Closes stdin as a client does that goes, and waits for the process's end. */
  async close(): Promise<void> {
    this.#child.stdin.end();
    await this.ended;
  }

  #send(message: Readonly<Record<string, unknown>>): void {
    this.#child.stdin.write(`${JSON.stringify(message)}\n`);
  }

  /** What the server tells of changes answers nothing. */
  #settle(line: string): void {
    if (/^\{[^{}]{0,60}"method":"notifications\//.test(line)) return;
    const id = /"id":(\d+)/.exec(line.startsWith('{"jsonrpc":"2.0","id":') ? line.slice(0, 40) : line.slice(-40))?.[1];
    const key = Number(id);
    const answer = this.#open.get(key);
    if (answer === undefined) throw new Error(`An answer that nobody waits for: ${line.slice(0, 200)}`);
    this.#open.delete(key);
    answer(line);
  }
}

/** Puts a process where those outside do not see it by its pid, as in a container of its own. */
const hiding = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child'] as const;

/** Whether this machine lets us hide processes. */
export function canHide(): boolean {
  const [command, ...args] = hiding;
  return spawnSync(command, [...args, 'true']).status === 0;
}

/** Starts the built server on a workspace and shakes hands; `isHidden` from the other processes. Killed with the test. */
export async function startRaceServer(workspace: string, isHidden = false): Promise<RaceServer> {
  const [command = '', ...args] = [...(isHidden ? hiding : []), process.execPath, program, '--workspace', workspace];
  const child = spawn(command, args, { cwd: workspace, env: { PATH: process.env.PATH ?? '', HOME: workspace } });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('The server could not be started.');
  const server = new RaceServer(child, () => (isHidden ? childOf(pid) : pid));
  await server.request('initialize', {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'plankeeper-races', version: '1.0.0' },
  });
  server.notify('notifications/initialized');
  return server;
}

function childOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]);
}
