import { decodeText } from '../../src/markdown/bytes.ts';
import { parseDocument } from '../../src/markdown/document.ts';
import { listSections } from '../../src/markdown/outline.ts';
import { planSlots } from '../../src/plan/slots.ts';
import type { CollectedFile } from './collection.ts';

/** No file may take longer to be parsed, read in whole and searched for slots, in milliseconds. */
export const mostMilliseconds = 50;

/** The best of five, in milliseconds: what a file needs once the program is warm. */
export function millisecondsFor({ bytes }: CollectedFile): number {
  const { text } = decodeText(bytes);
  return Math.min(...Array.from({ length: 5 }, () => timeOnce(text)));
}

function timeOnce(text: string): number {
  const start = performance.now();
  const document = parseDocument(text);
  for (const section of listSections(document)) void section.content;
  planSlots(document, undefined);
  return performance.now() - start;
}
