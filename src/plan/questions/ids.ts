import { createHash } from 'node:crypto';
import type { Document } from '../../markdown/model.ts';
import { unique } from '../../markdown/unique.ts';
import type { Entry } from './entry.ts';
import { normal } from './reading.ts';

/**
 * One id for each question, in their order: the plan's own (`Q2`) for the first that has it, else `q-` and 6 hex digits of
 * section and text. Where a question stands has no part in it.
 */
export function questionIds(document: Document, entries: readonly Entry[]): string[] {
  const used = new Set<string>(document.top.map((section) => section.id.toLowerCase()));
  return entries.map((entry) => {
    const own = entry.ownId?.toLowerCase();
    if (own === undefined || used.has(own)) return unique(hashed(entry), used);
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

function hashed(entry: Entry): string {
  const key = `${entry.section.id}\n${normal(entry.text) || entry.text}`;
  return `q-${createHash('sha256').update(key).digest('hex').slice(0, 6)}`;
}
