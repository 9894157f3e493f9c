import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { root } from '../../support/sources.ts';

/** Starts `test/workspace/support/NAME` in a process of its own; ended with the test. */
export function startChild(name: string, args: readonly string[]): ChildProcess {
  const script = join(root, 'test', 'workspace', 'support', name);
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

/** Waits for a child's first line. */
export async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('The child has no stdout.');
  const chunks: unknown[] = await once(child.stdout, 'data');
  return String(chunks[0]).trim();
}

/** Waits for a child's end; fails where that is no success. */
export async function ended(child: ChildProcess): Promise<void> {
  const [code, signal]: unknown[] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
  if (code !== 0) throw new Error(`The child ended with ${String(code ?? signal)}.`);
}
