/** Puts a folder in the place of a file and the file back again until killed: `diskSwap.ts FILE`. */
import { existsSync, mkdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';

const [file = ''] = process.argv.slice(2);
const aside = `${file}-aside`;
const never = new Int32Array(new SharedArrayBuffer(4));

function pause(longestMs: number): void {
  Atomics.wait(never, 0, 0, Math.random() * longestMs);
}

function putFolder(): boolean {
  renameSync(file, aside);
  try {
    mkdirSync(file);
    return true;
  } catch {
    // Whoever is tested saved the plan just then: the newer one stays.
    rmSync(aside);
    return false;
  }
}

let isStopping = false;
process.stdin.on('end', () => {
  isStopping = true;
});
process.stdin.resume();
process.stdout.write('swapping\n');

/** In turns, so that the end of stdin is seen. */
function swap(): void {
  if (existsSync(file) && putFolder()) {
    pause(4);
    rmdirSync(file);
    renameSync(aside, file);
  }
  // Long enough for some calls, too short for others.
  pause(40);
  if (!isStopping) setImmediate(swap);
}

swap();
