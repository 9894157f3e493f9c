import MarkdownIt from 'markdown-it';
import { parseDocument } from '../../src/markdown/document.ts';
import { listSections } from '../../src/markdown/outline.ts';
import { planSlots } from '../../src/plan/slots.ts';
import type { CollectedFile } from './collection.ts';

/**
 * No file may take longer to be parsed, read in whole and searched for slots, in milliseconds of a machine on which markdown-it
 * parses `usualSpeed` bytes of our sample a second. On a slower or busier one a millisecond is as much longer.
 */
export const mostMilliseconds = 50;

const usualSpeed = 10_500_000;

/** The best of three runs, in such milliseconds; of thirty, held against the machine's speed, where three were too slow. */
export function millisecondsFor({ text }: CollectedFile): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 30 && (run < 3 || best > mostMilliseconds); run += 1) {
    const time = timeOf(() => readWhole(text));
    best = Math.min(best, time > mostMilliseconds ? time / slowness() : time);
  }
  return best;
}

function readWhole(text: string): void {
  const document = parseDocument(text);
  for (const section of listSections(document)) void section.content;
  planSlots(document, undefined);
}

const parser = new MarkdownIt({ html: true });
const sample = Array.from(
  { length: 800 },
  (_, index) =>
    `## Part ${index}\n\n**Goal**: it works for *every* tenant, see [note](#n${index}).\n\n- [ ] Write \`src/part-${index}.ts\`\n- Test it\n\n| A | B |\n|---|---|\n| one | **two** |\n`,
).join('\n');

/** How much slower than usual the machine is now; at least 1. */
function slowness(): number {
  const milliseconds = timeOf(() => parser.parse(sample, {}));
  return Math.max(1, milliseconds / ((sample.length / usualSpeed) * 1000));
}

function timeOf(act: () => unknown): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}
