import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { root } from '../../support/sources.ts';

/** Starts a process that swaps a file and a folder; gives what ends it, with the file in its place. */
export async function startSwapping(file: string): Promise<() => Promise<void>> {
  const script = join(root, 'test', 'reliability', 'support', 'diskSwap.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, file], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const closed = once(child, 'close');
  await once(child.stdout, 'data');
  return async () => {
    child.stdin.end();
    const [code]: unknown[] = await closed;
    if (code !== 0) throw new Error(`The swapping process ended with ${String(code)}.`);
  };
}
