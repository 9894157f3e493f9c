import type { Words, WordSet } from '../words.ts';
import type { Details, QuestionKind } from './entry.ts';
import { oneLine } from './reading.ts';

/** Everything blocks but deferred decisions, required approvals, and what the plan marks as low or not blocking. */
export function isBlocking(kind: QuestionKind, text: string, details: Details, words: Words): boolean {
  if (kind === 'deferred' || kind === 'approval') return false;
  if (details.blocking !== undefined) return details.blocking;
  if (details.impact !== undefined && blockingMark(details.impact, words) === false) return false;
  return !edgesOf(text).some((edge) => blockingMark(edge, words) === false);
}

/** What a mark such as 'Low', 'High, not blocking' or 'High' says; undefined where it says neither. */
export function blockingMark(text: string, words: Words): boolean | undefined {
  const parts = oneLine(text)
    .split(/[.;:,|(。；：，、（]|\s[—–-]{1,2}\s/u)
    .map((part) => part.trim());
  const has = (set: WordSet): boolean => parts.some((part) => part !== '' && set.is(part));
  if (has(words.question('blocks'))) return true;
  if (has(words.notBlocking)) return false;
  return has(words.blocking) ? true : undefined;
}

/** The value of a label that asks whether it blocks: 'no', 'yes', or the same marks as elsewhere. */
export function saysBlocking(value: string, words: Words): boolean | undefined {
  const clause =
    oneLine(value)
      .split(/[.;,—–(。；，、（]|\s-\s/u, 1)[0]
      ?.trim() ?? '';
  if (clause === '') return undefined;
  return words.negations.is(clause) || words.none.is(clause) ? false : blockingMark(value, words);
}

/** Where marks stand in a question: in brackets or bold at its start or end, before its colon, behind its last dash. */
function edgesOf(text: string): string[] {
  const forms = [
    /^[([（【]([^()[\]（）【】]{1,60})[)\]）】]/u,
    /[([（【]([^()[\]（）【】]{1,60})[)\]）】][.。\s]{0,3}$/u,
    /^([^:：?]{1,40})[:：]/,
    /\s[—–-]{1,2}\s([^—–]{1,40})$/,
  ];
  return forms.flatMap((form) => form.exec(text)?.[1] ?? []);
}
