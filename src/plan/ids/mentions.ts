import type { Span } from '../../markdown/model.ts';
import type { Words } from '../words.ts';

/** The ID of a task, requirement, question …: letters, then a number, perhaps with a letter behind it. */
export const idForm = '[A-Z]{1,8}(?:-[A-Z]{1,10}){0,2}-?\\d{1,5}[a-z]?';

export interface Id {
  /** As written. */
  readonly text: string;
  /** Without hyphens and leading zeros, so that `US-01` and `US1` are one. */
  readonly key: string;
  /** The letters of the key: `FR`. */
  readonly kind: string;
}

export interface Mention extends Id {
  readonly span: Span;
}

/** An ID as it is compared. */
export function idOf(text: string): Id {
  const kind = (/^[A-Za-z-]*/.exec(text)?.[0] ?? '').replace(/-/g, '').toUpperCase();
  const number = text.slice(text.search(/\d/)).replace(/^0+(?=\d)/, '');
  return { text, kind, key: `${kind}${number.toLowerCase()}` };
}

const anywhere = new RegExp(`(?<![\\p{L}\\p{N}_.@#/&=-])${idForm}(?![\\p{L}\\p{N}_]|-[\\p{L}\\p{N}]|\\.\\d)`, 'gu');

/** Every ID that a text names, in order; `offset` is where the text begins in the plan. */
export function mentionsIn(text: string, offset = 0): readonly Mention[] {
  return [...text.matchAll(anywhere)].map((match) => {
    const from = offset + match.index;
    return { ...idOf(match[0]), span: { from, to: from + match[0].length } };
  });
}

/** Longest run of IDs that a range can stand for. */
const longestRange = 300;

/** The keys of all IDs that a text names, those within `FR-001 to FR-008`, `T001-T004` and `FR-001/002` too. */
export function namedKeys(text: string, words: Words): ReadonlySet<string> {
  // Without a blank the two ends of `T001-T004` look like one ID.
  const plain = text.replace(/(\d[a-z]?)(?=(?:-|–|—|~|\.\.)[A-Z]{1,8}-?\d)/g, '$1 ');
  const found = mentionsIn(plain);
  const keys = new Set(found.map(({ key }) => key));
  for (const { kind, key, span } of found) {
    const first = Number(key.slice(kind.length).replace(/\D$/, ''));
    for (const number of behind(plain.slice(span.to, span.to + 80), kind, first, words)) keys.add(`${kind}${number}`);
  }
  return keys;
}

/** The numbers that follow an ID: up to the end of a range, or those of a list that leaves its letters out. */
function behind(rest: string, kind: string, first: number, words: Words): readonly number[] {
  const end = rangeEnd(rest, kind, words);
  if (end !== undefined && end > first && end - first <= longestRange)
    return Array.from({ length: end - first }, (_, index) => first + index + 1);
  const list = /^(?:\s?[,/、]\s?\d{1,5}(?![\p{L}\p{N}]|\.\d))+/u.exec(rest)?.[0] ?? '';
  return (list.match(/\d+/g) ?? []).map(Number);
}

function rangeEnd(rest: string, kind: string, words: Words): number | undefined {
  const between = /^[*`\])]{0,3}\s?(-|–|—|~|〜|～|\.{2,3}|…|→|\p{L}{1,8})\s?[*`[(]{0,3}/u.exec(rest);
  if (between === null) return undefined;
  const word = between[1] ?? '';
  if (/^\p{L}/u.test(word) && !words.label('rangeTo').is(word)) return undefined;
  const end = /^([A-Z]{1,8}(?:-[A-Z]{1,10}){0,2}-?)?(\d{1,5})(?![\p{L}\p{N}]|\.\d)/u.exec(
    rest.slice(between[0].length),
  );
  if (end === null) return undefined;
  // 'T004 - 30 days' is no range.
  const isSame = end[1] === undefined ? !/\s/.test(between[0]) : end[1].replace(/-/g, '') === kind;
  if (!isSame) return undefined;
  return Number(end[2]);
}
