import { PlanError } from '../../../errors.ts';
import type { Standing } from '../../approval/standing.ts';
import type { PlanReading } from '../../planReading.ts';

/** A person's word for an approval. */
export interface Word {
  readonly by: string;
  readonly words: string;
}

/** How the plan's approval stands before the word is given; `status` is the one that it stands for. */
type Before = Pick<Standing, 'record' | 'reopened' | 'status'>;

/** The word as it is recorded: one line each. Throws PlanError `approval_required` where it is missing, `invalid_input` where it says nothing. */
export function requireWord(given: Word | undefined, reading: PlanReading, before: Before): Word {
  if (given === undefined) {
    throw new PlanError('approval_required', `${needFor(before)} Nothing else stands in the way.`, {
      fix: `Show the plan to the person who decides, ask, then call set_status again with approval {"by": "their name", "words": "what they said"}. Never answer for them.`,
    });
  }
  const word = { by: oneLine(given.by), words: oneLine(given.words) };
  const faulty = (['by', 'words'] as const).find((key) => !saysSomething(word[key], reading));
  if (faulty === undefined) return word;
  throw new PlanError('invalid_input', `approval.${faulty} says nothing: "${word[faulty].slice(0, 60)}".`, {
    fix: faulty === 'by' ? 'Name the person who approved.' : 'Quote what the person said.',
  });
}

function needFor({ record, reopened, status }: Before): string {
  if (record === undefined) return `${status} is a person's word, and none is on record.`;
  const what = reopened.slice(0, 8).join(', ');
  return `The approval of ${record.by}, ${record.on}, was not given to what now stands in ${what}: it takes a person's word again.`;
}

function saysSomething(text: string, { setting }: PlanReading): boolean {
  return /\p{L}/u.test(text) && !/^[[{<].*[\]}>]$/.test(text) && !setting.words.none.is(text);
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{C}]+/gu, ' ').trim();
}
