import { parseDocument } from '../../src/markdown/document.ts';
import { listSections } from '../../src/markdown/outline.ts';
import { planSlots } from '../../src/plan/slots.ts';
import type { CollectedFile } from './collection.ts';

/** No file may take longer to be parsed, read in whole and searched for slots, in milliseconds. */
export const mostMilliseconds = 50;

/** The best of five runs, in milliseconds; of thirty where five were too slow, since other work on the machine slows a run, too. */
export function millisecondsFor({ text }: CollectedFile): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 30 && (run < 5 || best > mostMilliseconds); run += 1) best = Math.min(best, timeOnce(text));
  return best;
}

function timeOnce(text: string): number {
  const start = performance.now();
  const document = parseDocument(text);
  for (const section of listSections(document)) void section.content;
  planSlots(document, undefined);
  return performance.now() - start;
}
