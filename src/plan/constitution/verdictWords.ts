import { codeSpans } from '../../markdown/inline.ts';
import type { FoundWord, Words } from '../words.ts';
import { withoutOpening } from './phrases.ts';

/** What a word in a plan says: a verdict, an unresolved choice between several, or something that is no verdict. */
export type Said = 'pass' | 'violation' | 'justified' | 'not_applicable' | 'deferred' | 'unclear' | 'choice';

export interface Spoken {
  readonly said: Said;
  /** What is said beside the verdict. */
  readonly note: string;
}

/** How much of a text is searched for verdicts. */
const mostRead = 4000;

/** How many verdict words and signs in a row are read. */
const mostWords = 12;

const struck = /~~[^~\n]{1,500}~~/g;

const names = ['pass', 'violation', 'justified', 'not_applicable', 'deferred', 'unclear'] as const;

interface Run {
  readonly said: ReadonlySet<Said>;
  readonly signs: ReadonlySet<Said>;
  readonly to: number;
  /** In capitals, or a sign such as ✅. */
  readonly strong: boolean;
  /** Alternatives joined by a slash or bar. */
  readonly listed: boolean;
}

/** The verdict that opens a text: `PASS: note`, `✅ PASS — note`, `N/A (reason)`. Undefined where the text opens with none. */
export function openingVerdict(text: string, words: Words): Spoken | undefined {
  const bare = text.replace(struck, '').replace(/^[\s*_([{:：–—-]{1,12}/u, '');
  const run = readRun(bare, words);
  if (run === undefined) return undefined;
  const rest = bare.slice(run.to).replace(/^(?:[*_~\])}]|`(?!\w)){1,6}/, '');
  const said = settleRun(run);
  const separated = /^\s*(?:$|[:：.,;，。；、(（|=→]|[–—-]|->)/u.test(rest);
  if (!separated && words.constitution('promised').opens(rest) > 0)
    return { said: 'unclear', note: withoutOpening(rest) };
  if (!run.strong && !separated)
    return said === 'pass' || said === 'unclear' ? undefined : { said: 'unclear', note: text.trim() };
  const note = bracketed(rest) ?? withoutOpening(rest);
  if (words.constitution('condition').opens(note) > 0) return { said: said === 'choice' ? said : 'unclear', note };
  return { said, note };
}

/** A note that stands in one pair of brackets: `PASS (no schema change)`. */
function bracketed(text: string): string | undefined {
  const match = /^\s{0,3}[(（]([^()（）]{0,2000})[)）]\s*(.{0,2000})$/su.exec(text);
  return match === null ? undefined : `${match[1] ?? ''} ${withoutOpening(match[2] ?? '')}`.trim();
}

/** The verdict that ends a text in capitals, or that stands in it in bold, in brackets or as a sign: `Runs locally. **PASS**`. */
export function mentionedVerdict(text: string, words: Words): Spoken | undefined {
  const mentions = strongMentions(text, words).filter((mention) => isProminent(text, mention));
  const said = new Set(mentions.map((mention) => mention.said));
  const only = said.size === 1 ? mentions[0]?.said : weakSigns(said);
  if (mentions.length === 0) return undefined;
  if (only === undefined) return { said: 'unclear', note: text.trim() };
  const last = mentions.at(-1);
  const without = last === undefined ? text : text.slice(0, last.from) + text.slice(last.to);
  return {
    said: only,
    note: without
      .replace(/[*_]{2,}/g, '')
      .replace(/(?<![\s:–—(-])[\s:–—(-]+$/u, '')
      .trim(),
  };
}

/** Whether a text, taken as evidence for a pass, says something else in capitals or by a sign. */
export function speaksAgainst(text: string, words: Words): boolean {
  return strongMentions(text, words).some((mention) => mention.said !== 'pass' && mention.said !== 'not_applicable');
}

function readRun(text: string, words: Words): Run | undefined {
  const said = new Set<Said>();
  const signs = new Set<Said>();
  let at = 0;
  let strong = false;
  let listed = false;
  for (let count = 0; count < mostWords; count += 1) {
    const found = longestOpening(text.slice(at, at + 80), words);
    if (found === undefined) break;
    const raw = text.slice(at, at + found.length);
    const word = raw.replace(/^[\s*_([{:`~/|,-]+/, '');
    listed ||= at > 0 && /[/|]/.test(raw.slice(0, raw.length - word.length));
    strong ||= isStrong(word);
    (isSign(word) ? signs : said).add(found.name);
    at += found.length;
  }
  return at === 0 ? undefined : { said, signs, to: at, strong, listed };
}

function longestOpening(text: string, words: Words): { name: (typeof names)[number]; length: number } | undefined {
  const lead = /^[\s*_`]{0,4}[/|,]?[\s*_`]{0,4}/.exec(text)?.[0].length ?? 0;
  if (/^[([:~-]/.test(text.slice(lead))) return undefined;
  return names
    .map((name) => ({ name, length: words.verdict(name).opens(text.slice(lead)) }))
    .filter((found) => found.length > 0)
    .map((found) => ({ name: found.name, length: found.length + lead }))
    .toSorted((a, b) => b.length - a.length)[0];
}

/** A word outranks the sign before it, unless the sign says the opposite. */
function settleRun(run: Run): Said {
  const spoken = [...run.said].filter((one) => one !== 'unclear');
  if (run.listed && run.said.size > 1) return 'choice';
  if (spoken.length === 2 && run.said.has('violation') && run.said.has('justified')) return 'justified';
  if (run.said.size > 1) return 'unclear';
  const word = [...run.said][0];
  const sign = weakSigns(run.signs) ?? (run.signs.size === 0 ? undefined : 'unclear');
  if (word === undefined) return sign ?? 'unclear';
  if (sign === 'pass' && word === 'violation') return 'unclear';
  if (sign === 'violation' && word !== 'violation' && word !== 'justified') return 'unclear';
  return word;
}

/** One of several mentions outranks a warning sign beside it. */
function weakSigns(said: ReadonlySet<Said>): Said | undefined {
  const clear = [...said].filter((one) => one !== 'unclear');
  if (clear.length === 1) return clear[0];
  return said.size === 1 ? [...said][0] : undefined;
}

interface Mention extends FoundWord {
  readonly said: Said;
}

/** Verdict words in capitals and verdict signs, outside code and struck text; a negated one is unclear, a denied violation none. */
function strongMentions(text: string, words: Words): readonly Mention[] {
  const masked = maskCode(text.slice(0, mostRead));
  const wordAt = ({ from, to }: FoundWord): string => masked.slice(from, to);
  return names
    .flatMap((said) =>
      words
        .verdict(said)
        .findAll(masked)
        .map((found) => ({ ...found, said })),
    )
    .filter((one) => isStrong(wordAt(one)) || (isCaseless(wordAt(one)) && isProminent(masked, one)))
    .filter(
      (one, _, all) =>
        !all.some(
          (other) =>
            other !== one && other.from <= one.from && other.to >= one.to && other.to - other.from > one.to - one.from,
        ),
    )
    .flatMap((mention): Mention[] => {
      if (!isNegated(masked, mention, words)) return [mention];
      return mention.said === 'violation' ? [] : [{ ...mention, said: 'unclear' }];
    })
    .toSorted((a, b) => a.from - b.from);
}

/** A denial or condition before a word in the same clause; a sign has none. */
function isNegated(text: string, { from, to }: FoundWord, words: Words): boolean {
  if (isSign(text.slice(from, to))) return false;
  const clause =
    text
      .slice(Math.max(0, from - 40), from)
      .split(/[.;:。；：]/u)
      .at(-1) ?? '';
  const sets = [words.negations, words.conditional, words.constitution('must'), words.constitution('should')];
  return sets.some((set) => set.find(clause) !== undefined);
}

function isProminent(text: string, mention: FoundWord): boolean {
  if (isSign(text.slice(mention.from, mention.to))) return true;
  const before = text.slice(0, mention.from);
  const after = text.slice(mention.to);
  if (/^[\s*_`)\].。!！）]{0,12}$/u.test(after)) return true;
  return (
    (/(?:\*\*|__)$/.test(before) && /^(?:\*\*|__)/.test(after)) ||
    (/[(（]\s?$/u.test(before) && /^\s?[)）]/u.test(after))
  );
}

/** Code and struck text, replaced by as many blanks. */
function maskCode(text: string): string {
  const spans = [
    ...codeSpans(text),
    ...[...text.matchAll(struck)].map((match) => ({ from: match.index, to: match.index + match[0].length })),
  ];
  return spans.reduce((all, { from, to }) => all.slice(0, from) + ' '.repeat(to - from) + all.slice(to), text);
}

function isStrong(word: string): boolean {
  return isSign(word) || (word === word.toUpperCase() && word !== word.toLowerCase());
}

/** A script without capitals (通过, 適合, 준수) can't shout: there a word must stand out by its place. */
function isCaseless(word: string): boolean {
  return word.toUpperCase() === word.toLowerCase();
}

function isSign(word: string): boolean {
  return !/[\p{L}\p{N}]/u.test(word);
}
