import { addItems } from '../../src/plan/edits/add/addItems.ts';
import type { Addition } from '../../src/plan/edits/add/model.ts';
import type { WriteOutcome } from '../../src/plan/edits/applyFills.ts';
import type { FillSetting } from '../../src/plan/edits/subject.ts';
import { builtInWords } from '../../src/plan/words.ts';
import type { Template } from '../../src/template/model.ts';

export function addSetting(template?: Template): FillSetting {
  return { template, constitution: undefined, path: 'plans/a.md', words: builtInWords, today: '2026-11-21' };
}

/** What adding gives, whether it was done or refused. */
export function tryAdd(text: string, addition: Addition, template?: Template): WriteOutcome {
  return addItems(text, [addition], addSetting(template));
}

/** The plan with something added; throws the refusal's words. */
export function mustAdd(text: string, addition: Addition, template?: Template): WriteOutcome {
  const outcome = tryAdd(text, addition, template);
  const [refusal] = outcome.refused;
  if (refusal !== undefined) throw new Error(`[${refusal.code}] ${refusal.message}`);
  return outcome;
}

/** Code and words of the refusal; throws where there is none. */
export function refusalOf(text: string, addition: Addition, template?: Template): string {
  const outcome = tryAdd(text, addition, template);
  const [refusal] = outcome.refused;
  if (refusal === undefined) throw new Error(`Not refused: ${JSON.stringify(outcome.changed)}`);
  if (outcome.text !== text) throw new Error('A refused addition changed the plan.');
  return `[${refusal.code}] ${refusal.message}`;
}

/** The lines that came to a text at one place, without those before and behind. */
export function addedLines(before: string, after: string): string {
  let from = 0;
  while (from < before.length && before[from] === after[from]) from += 1;
  let back = 0;
  while (back < before.length - from && before[before.length - 1 - back] === after[after.length - 1 - back]) back += 1;
  if (from + back !== before.length) throw new Error(`Not an insertion: ${before.slice(from, before.length - back)}`);
  // Equal text around the place may be counted to either side: begin at a line.
  const start = after.lastIndexOf('\n', from - 1) + 1;
  return after.slice(start, after.length - back - (from - start)).trim();
}
