import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A system call of a process, counted from the moment that it was attached to: the third `openat`. */
export interface CallPoint {
  readonly name: string;
  readonly count: number;
}

export interface Attached {
  /** Settles when nothing is traced any more, with what was traced. */
  done(): Promise<string>;
}

/** What waits and what asks for memory is no call to the file system. */
const idle = new Set(['epoll_pwait', 'epoll_wait', 'mmap', 'ioctl', 'poll']);

/** Why no process can be traced here; undefined where it can. */
export function whyNoStrace(): string | undefined {
  const { error, status, stderr } = spawnSync('strace', ['-qq', '-o', '/dev/null', '-e', 'trace=none', 'true']);
  if (error !== undefined) return 'strace is not installed';
  return status === 0 ? undefined : `strace is not permitted: ${String(stderr).trim()}`;
}

/**
 * Kills a process right before its main thread makes that call; without a point, only writes down what it calls. All file
 * calls of the server are made by its main thread.
 */
export async function attach(pid: number, point?: CallPoint): Promise<Attached> {
  const folder = mkdtempSync(join(tmpdir(), 'plankeeper-strace-'));
  const output = join(folder, 'calls');
  const what =
    point === undefined
      ? ['-e', 'trace=%file,%desc']
      : ['-e', `trace=${point.name}`, '-e', `inject=${point.name}:signal=SIGKILL:when=${point.count}`];
  const tracer = spawn('strace', ['-o', output, ...what, '-p', String(pid)], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(tracer, 'close');
  const attached = saysThatItIsAttached(tracer);
  while (!isTraced(pid)) {
    if (tracer.exitCode !== null) throw new Error(`strace ended with ${tracer.exitCode}.`);
    await sleep(2);
  }
  // From then on the process makes no call that is not seen.
  await Promise.race([attached, ended]);
  return {
    done: async () => {
      await ended;
      const calls = readFileSync(output, 'utf8');
      rmSync(folder, { recursive: true });
      return calls;
    },
  };
}

function saysThatItIsAttached({ stderr }: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    let told = '';
    stderr?.on('data', (chunk: Buffer) => {
      told += chunk.toString('utf8');
      if (told.includes('attached')) resolve();
    });
  });
}

/** Every file-system call that was traced, in order. */
export function callPoints(trace: string): readonly CallPoint[] {
  const counts = new Map<string, number>();
  return trace.split('\n').flatMap((line) => {
    const name = /^([a-z0-9_]{1,40})\(/.exec(line)?.[1];
    if (name === undefined || idle.has(name)) return [];
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return [{ name, count }];
  });
}

/** One that is gone already was killed by a call that it made while the tracer came to it. */
function isTraced(pid: number): boolean {
  const status = `/proc/${pid}/status`;
  try {
    return !/^TracerPid:\s*0$/m.test(readFileSync(status, 'utf8'));
  } catch (error) {
    if (existsSync(status)) throw error;
    return true;
  }
}
