/**
 * Swaps what stands in a workspace with ways to the outside, until killed: `swapPaths.ts ROOT OUTSIDE KIND`. `folder`: ROOT/moving
 * and a link to OUTSIDE; `link`: ROOT/files/secret.md and a link to OUTSIDE/secret.md; `hard`: the same with a hard link.
 */
import { linkSync, renameSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';

const [root = '', outside = '', kind = ''] = process.argv.slice(2);
const folder = join(root, 'moving');
const deep = join(root, 'deep/er');
const file = join(root, kind === 'hard' ? 'files/hard.md' : 'files/secret.md');
const target = join(outside, 'secret.md');
const never = new Int32Array(new SharedArrayBuffer(4));

const steps: Readonly<Record<string, readonly (() => void)[]>> = {
  folder: [...swap(folder, outside), ...swap(deep, outside)],
  link: [
    (): void => renameSync(file, `${file}.aside`),
    (): void => symlinkSync(target, file),
    (): void => renameSync(`${file}.aside`, file),
  ],
  hard: [
    (): void => renameSync(file, `${file}.aside`),
    (): void => linkSync(target, file),
    (): void => renameSync(file, `${file}.moved.md`),
    (): void => renameSync(`${file}.moved.md`, file),
    (): void => unlinkSync(file),
    (): void => renameSync(`${file}.aside`, file),
  ],
};

process.stdout.write('swapping\n');
const mine = steps[kind] ?? [];
for (let at = 0; ; ) {
  try {
    mine[at % mine.length]?.();
    at += 1;
    if (Math.random() < 0.3) Atomics.wait(never, 0, 0, Math.random() ** 4 * 3);
  } catch {
    // Whoever is tested put something in the way; after a while it is cleared.
    if (Math.random() < 0.1) clear();
  }
}

function swap(path: string, other: string): (() => void)[] {
  return [
    (): void => renameSync(path, `${path}-aside`),
    (): void => symlinkSync(other, path),
    (): void => unlinkSync(path),
    (): void => renameSync(`${path}-aside`, path),
  ];
}

function clear(): void {
  try {
    for (const path of [folder, deep]) rmSync(path, { recursive: true, force: true });
  } catch {
    // It is still being filled.
  }
}
