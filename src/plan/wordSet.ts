import { plainText } from '../markdown/inline.ts';
import { isSpacedAt, isWholeWord } from '../markdown/wordEdges.ts';

export interface FoundWord {
  readonly from: number;
  readonly to: number;
}

/** Words that mean one thing, in any letter case and as whole words. */
export interface WordSet {
  readonly words: readonly string[];
  /** Whether a text, marks and punctuation around it left out, is one of the words. */
  is(text: string): boolean;
  /** The rank of the word that a text is (0 is the first, preferred one); undefined where it is none. */
  rank(text: string): number | undefined;
  /** The first of the words that stands anywhere in a text, by offsets into it. */
  find(text: string): FoundWord | undefined;
  /** Every one that stands in a text, in order. */
  findAll(text: string): readonly FoundWord[];
  /** The length of the word that opens a text, marks before it included; 0 where it opens with none. */
  opens(text: string): number;
}

/** `*` at an end of a word stands for any further words: such a one is no word to be found in a text, only a title. */
export function createWordSet(words: readonly string[]): WordSet {
  const unique = [...new Set(words.map((word) => word.trim()))];
  const titles = createTitles(unique);
  const spoken = createSpoken(unique.filter((word) => !word.includes('*')));
  return {
    words: unique,
    rank: titles,
    is: (text) => titles(text) !== undefined,
    find: (text) => spoken.next(text, 0),
    findAll: (text) => {
      const found: FoundWord[] = [];
      for (let next = spoken.next(text, 0); next !== undefined; next = spoken.next(text, next.to)) found.push(next);
      return found;
    },
    opens: (text) => {
      const lead = /^[\s*_([:`~-]{0,8}/.exec(text)?.[0].length ?? 0;
      for (let at = lead; at >= 0; at -= 1) {
        const to = spoken.at(text, at);
        if (to !== undefined) return to;
      }
      return 0;
    },
  };
}

/** Longest text that can be one word or title; longer ones are not compared. */
const longestTitle = 200;

/** Marks that may surround a word that is a whole text. */
const around = /^[^\p{L}\p{N}\p{So}]{1,20}|[^\p{L}\p{N}\p{So}]{1,20}$/gu;

interface Glob {
  readonly rank: number;
  readonly core: string;
  readonly isOpen: boolean;
  readonly isFree: boolean;
}

function createTitles(words: readonly string[]): (text: string) => number | undefined {
  const lower = words.map((word) => word.toLowerCase());
  const exact = new Map(lower.map((word, index) => [word, index] as const).reverse());
  const globs = lower.flatMap((word, rank): Glob[] =>
    word.includes('*')
      ? [{ rank, core: word.replace(/^\*|\*$/g, ''), isOpen: word.startsWith('*'), isFree: word.endsWith('*') }]
      : [],
  );
  const openRanks = new Map<string, number | undefined>();
  const openRank = (title: string, bare: string): number | undefined => {
    if (globs.length === 0) return undefined;
    if (openRanks.has(title)) return openRanks.get(title);
    const rank = globs.find((glob) => fits(title, glob) || fits(bare, glob))?.rank;
    if (openRanks.size >= mostFolded) openRanks.clear();
    openRanks.set(title, rank);
    return rank;
  };
  return (text) => {
    if (lower.length === 0 || text.length > longestTitle * 2) return undefined;
    const { title, bare } = foldTitle(text);
    if (title.length > longestTitle) return undefined;
    const ranks = [exact.get(title), exact.get(bare), openRank(title, bare)];
    return ranks.reduce(
      (best, rank) => (best === undefined || (rank !== undefined && rank < best) ? rank : best),
      undefined,
    );
  };
}

interface FoldedTitle {
  readonly title: string;
  readonly bare: string;
}

/** The same titles are asked about again and again, against one set after another. */
const folded = new Map<string, FoldedTitle>();
const mostFolded = 500;

/** A title as it is compared: plain words in lower case, one blank between them; `bare` without the marks around it. */
function foldTitle(text: string): FoldedTitle {
  const known = folded.get(text);
  if (known !== undefined) return known;
  const title = plainText(text).normalize('NFC').toLowerCase().replace(/’/g, "'").replace(/\s+/g, ' ').trim();
  const made = { title, bare: title.replace(around, '') };
  if (folded.size >= mostFolded) folded.clear();
  folded.set(text, made);
  return made;
}

function fits(title: string, { core, isOpen, isFree }: Glob): boolean {
  for (let at = title.indexOf(core); at !== -1; at = title.indexOf(core, at + 1)) {
    const end = at + core.length;
    const starts = at === 0 || (isOpen && !(isSpacedAt(title, at - 1) && isSpacedAt(core, 0)));
    const ends = end === title.length || (isFree && !(isSpacedAt(title, end) && isSpacedAt(core, core.length - 1)));
    if (starts && ends) return true;
  }
  return false;
}

interface Spoken {
  /** The first word from an offset on. */
  next(text: string, from: number): FoundWord | undefined;
  /** Where the word that stands at an offset ends; the longest counts. */
  at(text: string, from: number): number | undefined;
}

/** One expression finds candidates; whether a candidate is a whole word is looked up beside it. */
function createSpoken(words: readonly string[]): Spoken {
  const sources = words.toSorted((a, b) => b.length - a.length).map(sourceOf);
  if (sources.length === 0) return { next: () => undefined, at: () => undefined };
  let every: RegExp | undefined;
  let any: RegExp | undefined;
  let each: readonly RegExp[] | undefined;
  const at = (text: string, from: number): number | undefined => {
    // Most places hold none of them: one look tells.
    any ??= new RegExp(sources.join('|'), 'iuy');
    any.lastIndex = from;
    if (!any.test(text)) return undefined;
    each ??= sources.map((source) => new RegExp(source, 'iuy'));
    for (const word of each) {
      word.lastIndex = from;
      if (word.test(text) && isWholeWord(text, from, word.lastIndex)) return word.lastIndex;
    }
    return undefined;
  };
  const next = (text: string, from: number): FoundWord | undefined => {
    every ??= new RegExp(sources.join('|'), 'giu');
    const anywhere = every;
    anywhere.lastIndex = from;
    for (let found = anywhere.exec(text); found !== null; found = anywhere.exec(text)) {
      const to = isWholeWord(text, found.index, anywhere.lastIndex) ? anywhere.lastIndex : at(text, found.index);
      if (to !== undefined) return { from: found.index, to };
      anywhere.lastIndex = found.index + 1;
    }
    return undefined;
  };
  return { next, at };
}

function sourceOf(word: string): string {
  const literal = word
    .replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
    .replace(/\s+/g, '\\s{1,3}')
    .replace(/['’]/g, "['’]");
  return /[\p{L}\p{N}]$/u.test(word) ? literal : `${literal}\\uFE0F?`;
}
