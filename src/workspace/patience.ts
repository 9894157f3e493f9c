import { codeOf } from './faults.ts';

/** What Windows says of a file that a virus scanner, an indexer or an editor holds for a moment. */
const momentary = new Set(['EPERM', 'EACCES', 'EBUSY']);
const longestWaitMs = 512;
const never = new Int32Array(new SharedArrayBuffer(4));

/** Runs `act` again, after growing waits of a second in all, while it ends in a fault that may pass. Throws its last fault. */
export function patiently<T>(act: () => T, wait: (ms: number) => void = blockFor): T {
  for (let pause = 1; ; pause *= 2) {
    try {
      return act();
    } catch (error) {
      if (pause > longestWaitMs || !momentary.has(codeOf(error) ?? '')) throw error;
    }
    wait(pause);
  }
}

function blockFor(ms: number): void {
  Atomics.wait(never, 0, 0, ms);
}
