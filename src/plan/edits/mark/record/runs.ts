import { codeSpans, isInside } from '../../../../markdown/inline.ts';
import type { Span } from '../../../../markdown/model.ts';
import type { RecordWord, Vocabulary } from './model.ts';

/** How many words and signs in a row are one run. */
const mostWords = 12;

/** The words and signs in a row that open a text, by offsets into it; undefined where it opens with none. */
export function openingRun(text: string, vocabulary: Vocabulary): Span | undefined {
  const from = /^[\s*_([{:：–—-]{0,12}/u.exec(text)?.[0].length ?? 0;
  let to = from;
  for (let count = 0; count < mostWords; count += 1) {
    const lead = to === from ? 0 : (/^[\s*_`]{0,4}[/|,]?[\s*_`]{0,4}/.exec(text.slice(to, to + 80))?.[0].length ?? 0);
    const rest = text.slice(to + lead, to + lead + 80);
    const length = /^[([:~\s-]/.test(rest)
      ? 0
      : Math.max(...vocabulary.names.map((name) => vocabulary.wordsOf(name).opens(rest)));
    if (length === 0) break;
    to += lead + length;
  }
  return to === from ? undefined : { from, to };
}

/** The last word or sign of a meaning that stands out in a text, with those right before it. */
export function mentionRun(text: string, said: string, vocabulary: Vocabulary): Span | undefined {
  const code = codeSpans(text);
  const all = vocabulary.names
    .flatMap((name) =>
      vocabulary
        .wordsOf(name)
        .findAll(text)
        .map((found) => ({ ...found, name })),
    )
    .filter((found) => !isInside(code, found.from) && standsOut(text.slice(found.from, found.to)));
  const last = all.filter((found) => found.name === said).toSorted((a, b) => b.to - a.to || a.from - b.from)[0];
  if (last === undefined) return undefined;
  const before = all.find(
    (found) => found.to <= last.from && /^[\s*_]{0,4}$/.test(text.slice(found.to, last.from)) && found !== last,
  );
  return { from: before?.from ?? last.from, to: last.to };
}

/** A sign, a word in capitals, or a word of a script that has none. */
function standsOut(word: string): boolean {
  return word === word.toUpperCase();
}

/** The word of a record in English, as the tool writes it. */
export const englishWords: Readonly<Record<RecordWord, string>> = {
  pass: 'PASS',
  violation: 'VIOLATION',
  not_applicable: 'N/A',
  deferred: 'DEFERRED',
  fail: 'FAIL',
  conditional: 'CONDITIONAL',
};

/**
 * The word of a record in the style that stands there or in its siblings: `✅ PASS` becomes `❌ VIOLATION`, `通过` stays `通过`.
 * `old` is what it replaces.
 */
export function styledWord(
  word: RecordWord,
  old: string | undefined,
  siblings: readonly string[],
  vocabulary: Vocabulary,
): string {
  const says = (text: string): boolean => vocabulary.opening(text)?.said === word;
  if (old !== undefined && says(old)) return old;
  const alike = siblings.filter((text) => says(text) && !/[*_`]/.test(text) && hasShapeOf(text, old));
  const usual = mostFrequent(alike);
  if (usual !== undefined) return usual;
  const model = old ?? siblings[0];
  if (model === undefined || !/\p{So}|[✓✔✗✘]/u.test(model)) return englishWords[word];
  const sign = vocabulary.wordsOf(word).words.find((each) => !/[\p{L}\p{N}]/u.test(each));
  if (sign === undefined) return englishWords[word];
  const marks = /[*_`]{1,3}/.exec(model)?.[0] ?? '';
  return /[\p{L}\p{N}]/u.test(model) ? `${sign} ${marks}${englishWords[word]}` : sign;
}

/** Signs, words, or both, as in the text that is replaced. */
function hasShapeOf(text: string, old: string | undefined): boolean {
  const isWorded = (one: string): boolean => /[\p{L}\p{N}]/u.test(one);
  const isSigned = (one: string): boolean => /\p{So}|[✓✔✗✘]/u.test(one);
  return old === undefined || (isWorded(text) === isWorded(old) && isSigned(text) === isSigned(old));
}

function mostFrequent(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0];
}

/** Marks that close a word: of bold, of a bracket, of code. */
const closers = /^(?:[*_~\])}]|`(?!\w)){1,6}/;

/** What leads from a word over to its note. */
const bridges = /^\s{0,3}(?:[:：.。;；=]|[–—-]|->|→)\s{0,3}/u;

/** Whether what follows a word gives this note already: alone, in brackets, or before words that stood there. */
function gives(tail: string, note: string): boolean {
  const rest = tail.slice(closers.exec(tail)?.[0].length ?? 0);
  const old = rest
    .replace(/^\s{0,3}[,，]\s{0,3}/u, '')
    .replace(bridges, '')
    .trim();
  return old === note || bracketed(old) === note || old.startsWith(`${note}; `);
}

function bracketed(text: string): string | undefined {
  return /^[(（]([^()（）]{0,2000})[)）]$/u.exec(text)?.[1];
}

/** Whether a text is a choice that nobody has made: `[PASS / VIOLATION]`. */
export function isOpenChoice(text: string, vocabulary: Vocabulary): boolean {
  const said = vocabulary.opening(text)?.said;
  return said === 'choice' || said === 'undecided';
}

/** A text that opens with a verdict, with another word and note in its style. */
export function wordAndNote(
  old: string,
  word: RecordWord,
  note: string,
  siblings: readonly string[],
  vocabulary: Vocabulary,
): string {
  const run = isOpenChoice(old, vocabulary) ? undefined : openingRun(old, vocabulary);
  if (run === undefined) return note === '' ? englishWords[word] : `${englishWords[word]}: ${note}`;
  const raw = old.slice(run.from, run.to);
  const styled = styledWord(word, raw, siblings, vocabulary);
  const tail = old.slice(run.to);
  if (styled === raw && gives(tail, note)) return old;
  const closing = closers.exec(tail)?.[0] ?? '';
  const head = old.slice(0, run.from) + styled + closing;
  if (note === '') return head;
  const bridge = bridges.exec(tail.slice(closing.length))?.[0] ?? '';
  const blank = /[\p{L}\p{N}]/u.test(styled) ? ': ' : ' ';
  const joint = bridge === '' ? blank : /[\s：。；]$/u.test(bridge) ? bridge : `${bridge} `;
  const texts = [`${head}${joint}${note}`, `${head}: ${note}`];
  // A note can turn what leads over to it into something else: then the plain form is safe.
  const reads = (text: string): boolean => {
    const said = vocabulary.opening(text);
    return said?.said === word && said.note === note;
  };
  return texts.find(reads) ?? `${englishWords[word]}: ${note}`;
}
