/** A word of a text in lower case, by offsets into the text. */
export interface Token {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** The words and numbers of a text; marks, emoji and punctuation are left out. */
export function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu)].map((match) => ({
    text: match[0].normalize('NFC').toLowerCase().replace(/['’]/g, ''),
    from: match.index,
    to: match.index + match[0].length,
  }));
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

/** Compares by words alone: case, marks and punctuation do not matter. A single word is no phrase. */
export function createPhrases(texts: Iterable<string>): Phrases {
  const known = new Map<string, string[][]>();
  for (const text of new Set(texts)) {
    const words = tokensOf(text)
      .slice(0, longestPhrase)
      .map((token) => token.text);
    const first = words[0];
    if (first === undefined || words.length < 2) continue;
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
  return sentences.filter((sentence) => tokensOf(sentence).length >= 3);
}
