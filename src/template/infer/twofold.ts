import type { Candidate } from './candidate.ts';

/**
 * Whether a candidate is as often ordinary text as a place: `${port}`, which a program puts in; `【名称】`; `DD.MM.`, which names a
 * form; `N.N.`; `__WICHTIG__`, a word in bold. `isStrong` tells whether it stands where only a slot can stand.
 */
export function isTwofold(candidate: Candidate, isStrong: boolean): boolean {
  const { dialect, inner } = candidate;
  if (dialect === 'looseSign' || dialect === 'lenticular') return true;
  if (dialect === 'mask') return /^\p{Lu}{2}[-./]\p{Lu}{2}\.?$/u.test(inner);
  if (dialect === 'stub') return /^N\.\s?N\.$/.test(inner);
  return isBoldWord(candidate) && !(isStrong && /^[A-Z\d]+$/.test(inner) && !isOwnLine(candidate));
}

function isBoldWord({ dialect, inner, span, stretch }: Candidate): boolean {
  return dialect === 'sign' && stretch.own.startsWith('__', span.from - stretch.from) && !inner.includes('_');
}

/** In a paragraph without labels: a line of nothing but a word in bold is a heading to its reader. */
export function isOwnLine({ stretch }: Candidate): boolean {
  return stretch.place === 'paragraph' && stretch.values.length === 0;
}
