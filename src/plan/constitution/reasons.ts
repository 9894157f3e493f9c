import type { Principle } from './model.ts';
import { wordCount } from './phrases.ts';
import { isSubstance, type Reader } from './reader.ts';

/** 'None', also with words behind it: `None — all six hold`. Behind a comma or colon they may name what is one all the same. */
export function saysNone(text: string, reader: Reader): boolean {
  const { none } = reader.words;
  const opens = (marks: RegExp): boolean => none.is(text.split(marks, 1)[0] ?? '');
  if (none.is(text) || opens(/[.;。；(（]|\s[–—-]\s|——/u)) return true;
  return opens(/[,:，：、]/u) && reader.names.within(text).length === 0;
}

/** One or more names at the start: `Test-Driven Quality and Fast Feedback Loops: reason`. */
export function openingNames(text: string, reader: Reader): { principles: readonly Principle[]; rest: string } {
  const principles: Principle[] = [];
  let rest = text.replace(/^[\s*_"'`-]+/, '');
  for (;;) {
    const opening = reader.names.opening(rest) ?? reader.names.opening(rest.replace(/^\p{L}{1,3}\s+/u, ''));
    if (opening === undefined || principles.includes(opening.principle)) return { principles, rest };
    principles.push(opening.principle);
    rest = opening.rest.replace(/^[,/&+]\s*/, '');
  }
}

/** Words that can be a reason: more than the verdict and its mark, and not a denial that there is one. */
export function substance(text: string, reader: Reader): string | undefined {
  const { words } = reader;
  const length = words.verdict('violation').opens(text);
  const rest = (length === 0 ? text : text.slice(length)).replace(/^[\s:：—–.,;*_-]+/u, '');
  const isDenied =
    words.negations.opens(rest) > 0 && wordCount(rest) <= 4 && words.constitution('reasons').find(rest) !== undefined;
  return isSubstance(rest, words) && !isDenied && words.verdict('unclear').opens(rest) === 0 ? rest : undefined;
}
