/**
 * Characters that a person does not see: control and format characters, bidi and zero-width ones, tags, fillers, lone surrogates.
 * Arabic number signs are formats by name alone. Blank, tab and line endings are no hidden ones.
 */
const hiddenOne =
  '(?![\\t\\n\\r\\u0600-\\u0605\\u06DD\\u070F\\u0890\\u0891\\u08E2])[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\p{DI}]';

/** What makes a terminal move, colour or hide text, with the words that belong to it. */
const escape =
  '(?:\\u001B\\[|\\u009B)[0-?]{0,40}[ -/]{0,10}[@-~]|\\u001B\\][^\\u0007\\u001B\\r\\n]{0,200}(?:\\u0007|\\u001B\\\\)';

const hidden = new RegExp(`${escape}|${hiddenOne}`, 'gu');
const anyHidden = new RegExp(hiddenOne, 'u');

/** A run of hidden characters between two of a phrase, as part of an expression. */
export const hiddenRun = `(?:${hiddenOne}){0,20}`;

export interface HiddenCharacter {
  /** Offset into the text. */
  readonly at: number;
  /** One character, or an escape sequence. */
  readonly text: string;
}

/** Whether a text may hold a hidden character: those that belong to a word or an emoji count here too. */
export function mayHide(text: string): boolean {
  return anyHidden.test(text);
}

/** The hidden characters of a text; joiners and variation selectors that belong to a word or an emoji are none. */
export function hiddenIn(text: string): HiddenCharacter[] {
  if (!mayHide(text)) return [];
  return [...text.matchAll(hidden)]
    .filter((match) => !belongs(text, match.index, match[0]))
    .map((match) => ({ at: match.index, text: match[0] }));
}

/** A text as a person sees it: without hidden characters; line and paragraph separators become blanks. */
export function withoutHidden(text: string): string {
  if (!mayHide(text)) return text;
  return text.replace(hidden, (found, at: number) => {
    if (belongs(text, at, found)) return found;
    return found === '\u2028' || found === '\u2029' ? ' ' : '';
  });
}

/** One joiner inside a word of a script that needs it or between two pictures; one selector behind a picture or an ideograph. */
function belongs(text: string, at: number, found: string): boolean {
  const isJoiner = found === '\u200D' || found === '\u200C';
  if (!isJoiner && !/^[\uFE0E\uFE0F\u{E0100}-\u{E01EF}]$/u.test(found)) return false;
  const before = characterBefore(text, at);
  const after = String.fromCodePoint(text.codePointAt(at + found.length) ?? 32);
  if (found === '\uFE0E' || found === '\uFE0F') return /^[\p{Emoji}\p{S}\p{P}]$/u.test(before);
  if (!isJoiner) return /^\p{sc=Han}$/u.test(before);
  if (found === '\u200D' && /^[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F]$/u.test(before))
    return /^[\p{Extended_Pictographic}]$/u.test(after);
  const isLetter = /^[\p{L}\p{M}]$/u;
  return isLetter.test(before) && isLetter.test(after) && !(/^[ -~]$/.test(before) && /^[ -~]$/.test(after));
}

function characterBefore(text: string, at: number): string {
  const low = text.charCodeAt(at - 1);
  const isPair = low >= 0xdc00 && low <= 0xdfff && at > 1;
  return isPair ? text.slice(at - 2, at) : text.charAt(at - 1);
}
