import { closedList } from './choices.ts';
import { bare } from './stretches.ts';
import type { Candidate, Stretch } from './candidate.ts';
import { slotWords } from './words.ts';

/** A parenthesised text that is the whole of its item, cell, paragraph or value. */
export function parenthesesIn(text: string, stretch: Stretch): Candidate[] {
  if (!/[(（]/.test(stretch.own)) return [];
  if (stretch.place === 'heading' || stretch.place === 'head' || stretch.place === 'fence') return [];
  const wholes = [stretch, ...stretch.values];
  return wholes.flatMap((whole) => {
    const span = bare(text, whole);
    const raw = text.slice(span.from, Math.min(span.to, span.from + 402));
    const inner = raw.slice(1, -1);
    if (!/^[(（][^()（）\n\r]{2,400}[)）]$/.test(raw) || !/\p{L}{2}/u.test(inner)) return [];
    if (slotWords.none.has(inner.trim().toLowerCase())) return [];
    const options = /[|｜]/.test(inner) ? closedList(inner.trim()) : [];
    const kind = options.length > 0 ? 'choice' : 'token';
    const dialect = options.length > 0 ? 'list' : 'parenthesis';
    return [{ class: kind, dialect, span, inner: inner.trim(), options, stretch }];
  });
}
