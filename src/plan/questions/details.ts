import type { Words } from '../words.ts';
import { blockingMark, saysBlocking } from './blocking.ts';
import type { Details, Pair, QuestionKind } from './entry.ts';
import { optionsOf } from './options.ts';
import type { Below } from './optionsBelow.ts';
import { isOpenPlace } from './openPlaces.ts';
import { valueOf } from './pairs.ts';
import { oneLine } from './reading.ts';

export const noDetails: Details = { options: [] };

/** What labels say of a question; what they leave open is taken from what stands above it. */
export function detailsOf(
  words: Words,
  text: string,
  pairs: readonly Pair[],
  above: Details,
  kind: QuestionKind,
  below?: Below,
): Details {
  const said = (name: string): string | undefined => {
    const value = valueOf(pairs, words, name);
    return value === undefined || words.none.is(value) ? undefined : oneLine(value);
  };
  const known = (name: string): string | undefined => {
    const value = said(name);
    return value === undefined || isOpenPlace(value, words) ? undefined : value;
  };
  const blocks = valueOf(pairs, words, 'blocking');
  // What a deferred one waits for stands over the date that it had before.
  const due = (kind === 'deferred' ? deferredUntil(pairs, words) : undefined) ?? known('due') ?? said('revisit');
  return {
    owner: withoutStop(known('owner')) ?? above.owner,
    impact: said('impact') ?? impactOf(blocks, words) ?? above.impact,
    due: withoutStop(due) ?? above.due,
    blocking: (blocks === undefined ? undefined : saysBlocking(blocks, words)) ?? above.blocking,
    ...optionsOf(text, pairs, words, below),
  };
}

/** What a label or heading says for all questions below it. */
export function detailsAbove(words: Words, title: string, pairs: readonly Pair[], above: Details): Details {
  const own = detailsOf(words, '', pairs, above, 'question');
  return { ...own, options: [], optionRow: undefined, blocking: blockingMark(title, words) ?? own.blocking };
}

/** ` → **Deferred**: until the beta`, a child `- Revisit when: …`. */
export function deferredUntil(pairs: readonly Pair[], words: Words): string | undefined {
  const pair = pairs.find((each) => words.verdict('deferred').is(each.label) || words.label('revisit').is(each.label));
  return pair === undefined || pair.value === '' ? undefined : oneLine(pair.value);
}

/** 'Blocks: Phase 2' says what hangs on it; a bare yes or no doesn't. */
function impactOf(blocks: string | undefined, words: Words): string | undefined {
  if (blocks === undefined || saysBlocking(blocks, words) !== undefined || !/\s/.test(blocks.trim())) return undefined;
  return oneLine(blocks);
}

/** `Owner: Ann.`: the full stop ends the sentence; behind a single letter it is part of the name. */
function withoutStop(value: string | undefined): string | undefined {
  return value?.replace(/(?<=[^\s.][^\s.])\.$|。$/u, '');
}
