import { plainText } from '../../markdown/inline.ts';
import type { Document } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { bareTitle } from '../roles.ts';
import type { Words } from '../words.ts';
import { definitionsIn } from './definitions.ts';
import { idReader } from './patterns.ts';
import { type Id, mentionsIn, namedKeys } from './mentions.ts';

/** Letters of the IDs that a spec gives: use cases, user stories, requirements. */
export const specKinds: ReadonlySet<string> = new Set(['UC', 'US', 'FR', 'NFR']);

/** How IDs that a plan carries on from its spec are found in a text. */
export interface SpecIds {
  /** What the text gives a name to, in order, each once; struck out ones left out. */
  defined(document: Document): readonly Id[];
  /** What the text names, with the first place of each. */
  named(text: string): readonly (Id & { readonly from: number })[];
  /** The keys of all that it names, those within ranges too. */
  keys(text: string): ReadonlySet<string>;
}

/** `patterns` are the template's own: kind → pattern; the plan's and the issues' IDs are no spec's. */
export function specIds(words: Words, patterns: Readonly<Record<string, string>>): SpecIds {
  const readers = Object.entries(patterns)
    .filter(([kind]) => kind !== 'plan' && kind !== 'issue')
    .map(([kind, pattern]) => ({ kind, reader: idReader(pattern, 'g') }));
  const owned = (text: string): (Id & { readonly from: number })[] =>
    readers.flatMap(({ kind, reader }) =>
      [...text.matchAll(reader)].map(({ 0: id, index }) => ({ text: id, key: id, kind: `{${kind}}`, from: index })),
    );
  const plainIds = (text: string): (Id & { readonly from: number })[] =>
    mentionsIn(text).flatMap(({ span, ...id }) => (specKinds.has(id.kind) ? [{ ...id, from: span.from }] : []));
  return {
    defined: (document) => {
      const given = definitionsIn(document).filter(({ kind, isStruck }) => specKinds.has(kind) && !isStruck);
      const ids = given.map(({ text, key, kind }) => ({ text, key, kind }));
      return unique([
        ...storiesIn(document, words),
        ...ids,
        ...owned(document.text).filter(({ kind }) => kind !== '{spec}'),
      ]);
    },
    named: (text) => unique([...plainIds(text), ...owned(text)].toSorted((a, b) => a.from - b.from)),
    keys: (text) =>
      new Set([
        ...namedKeys(text, words),
        ...owned(text).map(({ key }) => key),
        ...storyNumbers(text, words).map((n) => `US${n}`),
      ]),
  };
}

/** `### User Story 1 - Book a berth` gives US1. */
function storiesIn(document: Document, words: Words): readonly Id[] {
  return listSections(document).flatMap((section) => {
    const title = plainText(bareTitle(section));
    const length = words.unit('story').opens(title);
    const number = length === 0 ? undefined : /^\s{0,2}(\d{1,3})(?!\d)/.exec(title.slice(length))?.[1];
    return number === undefined ? [] : [{ text: `US${Number(number)}`, key: `US${Number(number)}`, kind: 'US' }];
  });
}

function storyNumbers(text: string, words: Words): readonly number[] {
  return words
    .unit('story')
    .findAll(text)
    .flatMap(({ to }) => {
      const list = /^[\s#]{0,3}\d{1,3}(?:\s?[,&+/、–-]\s?\d{1,3}){0,20}/u.exec(text.slice(to, to + 100))?.[0] ?? '';
      return (list.match(/\d+/g) ?? []).map(Number);
    });
}

function unique<T extends Id>(ids: readonly T[]): readonly T[] {
  return [...new Map(ids.toReversed().map((id) => [id.key, id] as const)).values()].toReversed();
}
