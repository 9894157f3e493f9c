import type { Words } from '../words.ts';
import type { Offered } from './entry.ts';
import { unshielded } from './optionShield.ts';

const none: Offered = { options: [] };

/** A sentence ends, and another follows. */
export const saysMore = /[.?!]\s|[。？！]/u;

const remark = /\s[—–-]{1,2}\s|—|→|[:：](?:\s|$)/u;

/** Whether something stands behind a dash, arrow or colon in the last part alone: it may be said of the whole list. */
export function hasRemark(last: string, parts: readonly string[]): boolean {
  return remark.test(last) && !parts.slice(0, -1).every((part) => remark.test(part));
}

/** Parts of a list without what joins them; a list with an empty place offers nothing: letters and numbers would count wrong. */
export function whole(parts: readonly string[], words: Words, optionRow?: string): Offered {
  const options = parts.map((part) => withoutJoin(bareOption(part), words));
  // What a single word joins are no options: 'a) and b)'.
  const isOption = (option: string): boolean =>
    /[\p{L}\p{N}\p{S}]/u.test(unshielded(option)) && !words.question('or').is(option);
  return !options.every(isOption) ? none : { options, ...(optionRow === undefined ? {} : { optionRow }) };
}

/** An option without the marks around it that part it from the others. */
export function bareOption(part: string): string {
  const text = part.replace(/^[\s,;，；、/|／｜]{1,4}/u, '');
  const rest = text.replace(/[\s,;.)?，；、。）？/|／｜]{1,4}$/u, '');
  // A bracket that closes one of the option's own is part of it.
  const close = /[(（][^()（）]*$/u.test(rest) ? /^[)）]/u.exec(text.slice(rest.length)) : null;
  return rest + (close?.[0] ?? '');
}

/** 'Postgres or' before the next letter is 'Postgres', 'or SQLite' behind the last comma 'SQLite'. */
function withoutJoin(option: string, words: Words): string {
  const joins = words.question('or').findAll(option);
  const first = joins.find((join) => join.from === 0 && /^\s/.test(option.slice(join.to)));
  const last = joins.findLast((join) => join.to === option.length && join.from > 0);
  const to = last?.from ?? option.length;
  return option
    .slice(Math.min(first?.to ?? 0, to), to)
    .replace(/^\s+/, '')
    .replace(/[\s,;]{1,4}$/, '');
}
