import type { Words } from '../words.ts';

/** Whether text around a marker only speaks of markers: 'All [marker] resolved', 'no [marker] markers remain'. */
export function isMention(words: Words, before: string, behind: string): boolean {
  return isCounted(words, before) || isToldOf(words, behind);
}

/** 'all', 'no', 'scan for' right before it. */
function isCounted(words: Words, before: string): boolean {
  const near = before.slice(-60).replace(/[\s*_`"'“(]{1,8}$/, '');
  const last = words.question('mentioned').findAll(near).at(-1);
  if (last === undefined) return false;
  const between = near.slice(last.to).trim();
  return between === '' || words.question('filler').is(between);
}

/** 'markers remain', 'are resolved' right behind it, in the same sentence; 'is not resolved yet' tells that it is open. */
function isToldOf(words: Words, behind: string): boolean {
  const sentence =
    behind
      .slice(0, 80)
      .replace(/^[\s*_`"'”)]{1,8}/, '')
      .split(/[.;:!?。；：！？\n\r]/u, 1)[0] ?? '';
  const counted = words.question('countedAfter').find(sentence);
  if (counted !== undefined && counted.from === 0) return true;
  const resolved = words.resolved.find(sentence);
  if (resolved === undefined) return false;
  const between = sentence.slice(0, resolved.from);
  const isNear = between.trim().split(/\s+/).length <= 3 && !/[,→(—–-]/.test(between);
  return isNear && words.negations.find(between) === undefined && words.question('ahead').find(between) === undefined;
}
