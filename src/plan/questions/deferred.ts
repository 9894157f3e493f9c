import type { Words } from '../words.ts';
import { deferredUntil } from './details.ts';
import type { Pair, QuestionKind } from './entry.ts';
import { oneLine } from './reading.ts';

/** 'Deferred Decisions', 'Follow-up items …': what stands below was postponed on purpose. */
export function isDeferredTitle(words: Words, title: string): boolean {
  return words.label('followUps').is(title) || words.role('deferred').is(title) || opensDeferred(words, title);
}

/** A question that was put off where it stands is a deferred decision. */
export function kindAfter(words: Words, kind: QuestionKind, pairs: readonly Pair[]): QuestionKind {
  if (kind === 'approval' || kind === 'deferred') return kind;
  const status = pairs.find((pair) => words.label('status').is(pair.label))?.value ?? '';
  const isDeferred = opensDeferred(words, status) || deferredUntil(pairs, words) !== undefined;
  return isDeferred ? 'deferred' : kind;
}

/** Signs such as an hourglass also stand for 'pending': the words alone tell. */
function opensDeferred(words: Words, text: string): boolean {
  return words.verdict('deferred').opens(oneLine(text).replace(/^[^\p{L}]{1,20}/u, '')) > 0;
}
