import { createHash } from 'node:crypto';
import type { Document } from '../../markdown/model.ts';
import { unique } from '../../markdown/unique.ts';
import type { Entry } from './entry.ts';
import type { Words } from '../words.ts';
import { unmarkedText } from './marks.ts';
import { normal } from './reading.ts';

/**
 * One id for each question, settled ones too, in their order: the plan's own (`Q2`) for the first that has it, else `q-` and 6
 * hex digits of section and text. Where a question stands, and whether one above it is settled, has no part in it.
 */
export function questionIds(document: Document, entries: readonly Entry[], words: Words): string[] {
  const used = new Set<string>(document.top.map((section) => section.id.toLowerCase()));
  return entries.map((entry) => {
    const own = entry.ownId?.toLowerCase();
    if (own === undefined || used.has(own)) return unique(hashedId(entry.section.id, entry.text, words), used);
    used.add(own);
    return entry.ownId ?? own;
  });
}

/** Question id (lower case) → id of its place, so that a question's id is an address. */
export function questionAliases(
  questions: readonly { readonly id: string; readonly place: string }[],
): ReadonlyMap<string, string> {
  return new Map(questions.map((question) => [question.id.toLowerCase(), question.place]));
}

/** The id of the first question of a text in a section, if the plan gives it none. */
export function hashedId(section: string, text: string, words: Words): string {
  // Whether its words stand in a marker's brackets makes no other question.
  const bare = unmarkedText(text, words);
  const key = `${section}\n${normal(bare) || text}`;
  return `q-${createHash('sha256').update(key).digest('hex').slice(0, 6)}`;
}
