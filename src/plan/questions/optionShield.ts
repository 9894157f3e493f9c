import { codeSpans } from '../../markdown/inline.ts';

/** The marks that may part options, open or end them. */
const marks = ',，、;；/／|｜.。．?？!！:：()（）[]';
/** Where no text has letters: each mark has a stand-in there. */
const first = 0x10f000;
const standIns = new RegExp(
  String.raw`[\u{${first.toString(16)}}-\u{${(first + marks.length - 1).toString(16)}}]`,
  'gu',
);

/** A text whose code holds no marks: what stands in code parts nothing. */
export function withoutCodeMarks(markdown: string): string {
  if (!markdown.includes('`')) return markdown;
  let [text, from] = ['', 0];
  for (const span of codeSpans(markdown)) {
    text += markdown.slice(from, span.from) + shielded(markdown.slice(span.from, span.to));
    from = span.to;
  }
  return text + markdown.slice(from);
}

/** The marks of a text, once more as they were. */
export function unshielded(text: string): string {
  return text.replace(standIns, (each) => marks[(each.codePointAt(0) ?? first) - first] ?? each);
}

/** A text whose marks between digits part nothing: `1,5`, `2027/01/02`. */
export function withoutDigitMarks(text: string): string {
  return text.replace(/(?<=\d)[,，;；/／](?=\d)/g, shielded);
}

const brackets = new Map(['()', '[]', '{}', '（）', '【】'].map((pair) => [pair[0] ?? '', pair[1] ?? '']));
const quotes = new Map(
  ['""', "''", '“”', '„“”', '«»', '»«', '‹›', '‘’', '「」', '『』'].map((pair) => [pair[0] ?? '', pair.slice(1)]),
);
const closing = new Set(brackets.values());

/** A text whose brackets and quotes hold no marks that part; undefined where one of them doesn't open or close. */
export function withoutInnerMarks(text: string): string | undefined {
  const open: string[] = [];
  let found = '';
  for (let at = 0; at < text.length; at += 1) {
    const each = text[at] ?? '';
    const top = open.at(-1);
    const isQuoted = top !== undefined && !closing.has(top);
    if (top?.includes(each) === true && !(isQuoted && isApostrophe(text, at))) open.pop();
    else if (!isQuoted && opens(text, at)) open.push(brackets.get(each) ?? quotes.get(each) ?? '');
    else if (!isQuoted && closing.has(each)) return undefined;
    found += open.length > 0 && /[^()（）[\]]/.test(each) ? shielded(each) : each;
  }
  return open.length === 0 ? withoutDigitMarks(found) : undefined;
}

/** Where the bracket at a text's place closes; -1 where it doesn't. */
export function closeOf(text: string, at: number): number {
  let depth = 0;
  for (let here = at; here < text.length; here += 1) {
    if (brackets.has(text[here] ?? '')) depth += 1;
    else if (closing.has(text[here] ?? '')) depth -= 1;
    if (depth === 0) return here;
  }
  return -1;
}

function opens(text: string, at: number): boolean {
  const each = text[at] ?? '';
  if (brackets.has(each)) return true;
  // `5"` is a length.
  return quotes.has(each) && !(/["']/.test(each) && /[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, at - 2), at)));
}

/** `Ann's`: a letter follows. */
function isApostrophe(text: string, at: number): boolean {
  return /^['’]\p{L}/u.test(text.slice(at, at + 3));
}

function shielded(text: string): string {
  return [...text]
    .map((each) => (marks.includes(each) ? String.fromCodePoint(first + marks.indexOf(each)) : each))
    .join('');
}
