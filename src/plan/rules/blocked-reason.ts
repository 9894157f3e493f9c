import { inThePlan } from '../quote.ts';
import { overlapsAny, outermost } from '../../markdown/spans.ts';
import type { Rule } from './model.ts';
import { noTasks } from './wording.ts';

/** A task that is blocked says by what. */
export const blockedReason: Rule = {
  id: 'blocked-reason',
  wants: 'Every blocked task says what blocks it.',
  check({ reading: { progress, subject, setting } }) {
    if (progress.tasks.length === 0) return noTasks;
    const waiting = outermost(subject.slots.map(({ slot }) => slot.span));
    return progress.tasks
      .filter(({ state, reason, span }) => state === 'blocked' && reason === undefined && !overlapsAny(waiting, span))
      .map(({ id, line, text }) => ({
        section: id,
        line,
        message: `${inThePlan(text, 160)} is blocked, and nothing says by what.`,
        fix: `mark_item ${JSON.stringify({ plan: setting.path ?? '<plan>', items: [{ item: id, state: 'blocked', note: '<what blocks it>' }] })}`,
      }));
  },
};
