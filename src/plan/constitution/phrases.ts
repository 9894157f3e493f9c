/** A word of a text in lower case, by offsets into the text. */
export interface Token {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** A sign of a script that puts no blank between words; it stands for itself. */
const sign = '[\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}ー]';
const token = new RegExp(
  `${sign}\\p{M}*|(?:(?!${sign})[\\p{L}\\p{N}\\p{M}])+(?:['’](?:(?!${sign})[\\p{L}\\p{M}])+)*`,
  'gu',
);
const oneSign = new RegExp(`^${sign}\\p{M}*$`, 'u');

/**
 * The words and numbers of a text; marks, emoji and punctuation are left out. Where a script puts no blank between words, each of
 * its signs is one.
 */
export function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(token)].map((match) => ({
    text: match[0].normalize('NFC').toLowerCase().replace(/['’]/g, ''),
    from: match.index,
    to: match.index + match[0].length,
  }));
}

/** Whether a token is one sign of a script that puts no blank between words. */
export function isSign({ text }: Pick<Token, 'text'>): boolean {
  return oneSign.test(text);
}

/** How many words a text has, about: of scripts that put no blank between them two signs are taken for one. */
export function wordCount(text: string): number {
  const tokens = tokensOf(text);
  const signs = tokens.filter(isSign).length;
  return tokens.length - signs + signs / 2;
}

/** Texts that a template or a constitution wrote, not the plan's author. */
export interface Phrases {
  /** What a text says beyond known phrases at its start; empty where it says nothing of its own. */
  beyond(text: string): string;
  /** Whether the text opens with a known phrase. */
  opens(text: string): boolean;
}

/** Longest phrase that is kept; more words than these make no difference. */
const longestPhrase = 400;

/** Compares by words alone: case, marks and punctuation do not matter. A single word, or a single sign, is no phrase. */
export function createPhrases(texts: Iterable<string>): Phrases {
  const known = new Map<string, string[][]>();
  for (const text of new Set(texts)) {
    const words = tokensOf(text)
      .slice(0, longestPhrase)
      .map((each) => each.text);
    const first = words[0];
    if (first === undefined || wordCount(text) < 2) continue;
    const list = known.get(first);
    if (list === undefined) known.set(first, [words]);
    else list.push(words);
  }
  for (const list of known.values()) list.sort((a, b) => b.length - a.length);
  const lengthAt = (tokens: readonly Token[], at: number): number =>
    known.get(tokens[at]?.text ?? '')?.find((words) => words.every((word, index) => tokens[at + index]?.text === word))
      ?.length ?? 0;
  return {
    opens: (text) => lengthAt(tokensOf(text), 0) > 0,
    beyond: (text) => {
      const tokens = tokensOf(text);
      let at = 0;
      for (let length = lengthAt(tokens, 0); length > 0; length = lengthAt(tokens, at)) at += length;
      if (at >= tokens.length) return leftOverMarks(text, tokens[at - 1]?.to ?? 0);
      return at === 0 ? text.trim() : withoutOpening(text.slice(tokens[at - 1]?.to ?? 0));
    },
  };
}

/** Signs such as ✅ behind the last word are still something that the author said. */
function leftOverMarks(text: string, from: number): string {
  return /\p{So}/u.test(text.slice(from)) ? withoutOpening(text.slice(from)) : '';
}

/** A text without the marks that close the words before it, and those that lead over to it. A code span that opens it stays whole. */
export function withoutOpening(text: string): string {
  const isCodeOpen = (text.match(/`/g)?.length ?? 0) % 2 === 1;
  const closed = isCodeOpen ? text.replace(/^[\s*_]{0,4}`/, '') : text;
  return closed.replace(/^[\s?？.!:：;；,，。、)\]）"'”’*_~]*(?:[—–\-→>=|]+\s*)?/u, '').trim();
}

/** Lines and sentences of a prose text of three words or more: what might be quoted from it. */
export function sentencesOf(text: string): readonly string[] {
  const lines = text.split(/[\r\n]+/).map((line) => line.replace(/^[\s>*+-]*(?:\[[ xX]\])?\s*/, ''));
  const sentences = lines.flatMap((line) => [line, ...line.split(/(?<=[.!?。！？])\s*/u)]);
  return sentences.filter((sentence) => wordCount(sentence) >= 3);
}
