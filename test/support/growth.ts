/** Sixteen times the text may take this many times the work: linear work takes 16, quadratic 256. The collector, on a busy machine, has been seen to make 116 of it. */
export const mostGrowth = 128;
const times = 16;
/** Below this many milliseconds work can't be told from noise. */
const noise = 50;
const tries = 6;

/** How many times the work a text takes that is made sixteen times as long, `length` at the longer; 0 where it is too little to be told. */
export function growthOf(textOf: (length: number) => string, length: number, read: (text: string) => void): number {
  let long = Infinity;
  let short = Infinity;
  // What is made of a text may be remembered: no text is read twice.
  const fresh = (size: number, attempt: number): string => `${textOf(size)}${'\n'.repeat(attempt)}`;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    long = Math.min(long, millisecondsFor(fresh(length, attempt), read));
    if (long < noise) return 0;
    short = Math.min(short, millisecondsFor(fresh(length / times, attempt), read));
    if (long / short < mostGrowth) break;
  }
  return long / short;
}

/** Processor time, which a busy machine stretches less than the clock's. */
function millisecondsFor(text: string, read: (text: string) => void): number {
  const start = process.cpuUsage();
  read(text);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
