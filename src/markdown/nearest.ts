import type { Place } from './model.ts';

/** More places than this help nobody. */
const most = 3;

/** From here on two names are alike: 1 is the same, 0 has nothing in common. */
const alike = 0.45;

/** Two words are one, written otherwise. */
const alikeWords = 0.55;

/** What is much less like than the best is not meant. */
const nearTheBest = 0.6;

/** Rows, items and fields are many: only what is very like an address is worth naming. */
const weightOfParts = 0.75;

/** The places whose ids are most like an address that is none, the best first; none where nothing is near. */
export function nearestPlaces(wanted: string, places: readonly Place[]): readonly Place[] {
  return nearest(wanted, places, ({ id, kind }) => ({
    names: [id, id.slice(id.lastIndexOf('/') + 1)],
    weight: kind === 'row' || kind === 'item' || kind === 'field' ? weightOfParts : 1,
  }));
}

/** The names most like one that is none, in any case, the best first; none where nothing is near. */
export function nearestNames(wanted: string, names: readonly string[]): readonly string[] {
  return nearest(wanted.toLowerCase(), names, (name) => ({ names: [name.toLowerCase()], weight: 1 }));
}

function nearest<Thing>(
  wanted: string,
  things: readonly Thing[],
  called: (thing: Thing) => { readonly names: readonly string[]; readonly weight: number },
): readonly Thing[] {
  const asked = readName(wanted);
  const near = things
    .map((thing) => {
      const { names, weight } = called(thing);
      return { thing, score: weight * Math.max(...names.map((name) => likeness(asked, readName(name)))) };
    })
    .filter(({ score }) => score >= alike)
    .toSorted((a, b) => b.score - a.score);
  const best = near[0]?.score ?? 0;
  return near
    .filter(({ score }) => score >= nearTheBest * best)
    .slice(0, most)
    .map(({ thing }) => thing);
}

/** By letter pairs of the whole, and by words. */
function likeness(asked: Name, name: Name): number {
  return Math.max(dice(asked.pairs, name.pairs), sharedWords(asked, name));
}

interface Name {
  readonly pairs: ReadonlySet<string>;
  readonly words: readonly Word[];
}

interface Word {
  /** Letter pairs, the first and last letter marked. */
  readonly pairs: ReadonlySet<string>;
  /** The first, then the others in alphabetical order: words with the same are one whose letters changed places. */
  readonly letters: string;
}

function readName(text: string): Name {
  const plain = text.slice(0, 200);
  const words = plain.split(/[^\p{L}\p{N}\p{M}]+/u).filter((word) => word !== '');
  return { pairs: pairsOf(plain), words: words.slice(0, 12).map(readWord) };
}

function readWord(text: string): Word {
  return { pairs: pairsOf(`^${text}$`), letters: text.slice(0, 1) + Array.from(text.slice(1)).toSorted().join('') };
}

/** The part of the words that both have. */
function sharedWords(asked: Name, name: Name): number {
  const found = asked.words.map((word) => Math.max(0, ...name.words.map((own) => likenessOf(word, own))));
  const shared = found.filter((score) => score >= alikeWords).reduce((sum, score) => sum + score, 0);
  const all = asked.words.length + name.words.length;
  return all === 0 ? 0 : Math.min(1, (2 * shared) / all);
}

function likenessOf(one: Word, other: Word): number {
  return one.letters === other.letters ? 1 : dice(one.pairs, other.pairs);
}

/** Dice's coefficient. */
function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const pair of a) if (b.has(pair)) shared += 1;
  return a.size + b.size === 0 ? 0 : (2 * shared) / (a.size + b.size);
}

function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>();
  for (let at = 0; at + 1 < text.length; at += 1) pairs.add(text.slice(at, at + 2));
  return pairs;
}
