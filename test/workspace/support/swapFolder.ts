/** Swaps a folder and a link to another in its place until killed: `swapFolder.ts FOLDER OTHER`. */
import { renameSync, rmSync, symlinkSync } from 'node:fs';

const [folder = '', other = ''] = process.argv.slice(2);
const steps = [
  (): void => renameSync(folder, `${folder}-aside`),
  (): void => symlinkSync(other, folder),
  (): void => rmSync(folder, { recursive: true }),
  (): void => renameSync(`${folder}-aside`, folder),
];
const never = new Int32Array(new SharedArrayBuffer(4));

/** Longer than a call of the tested process now and then, shorter at other times. */
function pause(): void {
  Atomics.wait(never, 0, 0, Math.random() ** 4 * 20);
}

process.stdout.write('swapping\n');
for (let at = 0; ; ) {
  try {
    steps[at % 4]?.();
    at += 1;
    if (at % 2 === 0) pause();
  } catch {
    // Whoever is tested made a folder in between: out of the way with it.
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // It is still being filled; next time.
    }
  }
}
