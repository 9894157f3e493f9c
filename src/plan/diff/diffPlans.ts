import { lineAt } from '../../markdown/lines.ts';
import type { Document } from '../../markdown/model.ts';
import { lastUpdatedSpans } from '../edits/lastUpdated.ts';
import { builtInWords, type Words } from '../words.ts';
import { alignSections } from './alignSections.ts';
import { bodyChanges } from './bodyChanges.ts';
import { frontMatterChanges } from './frontMatterChanges.ts';
import type { Found, PlanChange, Side } from './model.ts';
import { joinMovedItems } from './movedItems.ts';
import { sectionChanges } from './sectionChanges.ts';

/**
 * What a plan says otherwise than before, place by place, in the order of the later text. White space between words, line
 * endings and a Last Updated field count as no change. `words` are those that name that field.
 */
export function diffPlans(before: Document, after: Document, words: Words = builtInWords): PlanChange[] {
  const sides = { before: sideOf(before, words), after: sideOf(after, words) };
  const partners = alignSections(before, after);
  const pairs = [...partners.before].map(([later, earlier]) => ({ before: earlier, after: later }));
  const found = [
    ...frontMatterChanges(sides),
    ...sectionChanges(before, after, partners),
    ...pairs.flatMap((pair) => bodyChanges(sides, pair)),
  ];
  return joinMovedItems(found)
    .toSorted((a, b) => a.at - b.at)
    .map((change) => withLine(change, after));
}

function sideOf(document: Document, words: Words): Side {
  return { document, ignored: new Set(lastUpdatedSpans(document, words).map((span) => span.from)) };
}

function withLine({ at, ...change }: Found, { lines }: Document): PlanChange {
  return { ...change, line: lineAt(lines, at) + 1 };
}
