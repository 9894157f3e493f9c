/**
 * A person's editor: reads a file, keeps its text for a while, changes a line of its own and saves, over and over: `raceEditor.ts FILE rename|in-place`.
 * Writes a line of JSON for each save. Ends when its stdin does.
 */
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const [file = '', how = ''] = process.argv.slice(2);
let isOver = false;
process.stdin.on('end', () => {
  isOver = true;
});
process.stdin.resume();

for (let saves = 1; !isOver; saves += 1) {
  const buffer = readFileSync(file, 'utf8');
  await sleep(Math.random() ** 2 * 40);
  const text = buffer.replace(/Saved by hand \d+ times\./, `Saved by hand ${saves} times.`);
  // Only for the record: an editor that looks before it saves still has its old text.
  const seen = hash(readFileSync(file, 'utf8'));
  save(text);
  process.stdout.write(`${JSON.stringify({ seen, saved: hash(text) })}\n`);
  await sleep(20 + Math.random() * 40);
}

function save(text: string): void {
  if (how === 'in-place') return writeFileSync(file, text);
  writeFileSync(`${file}~`, text);
  renameSync(`${file}~`, file);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
