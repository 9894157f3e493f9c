import { onOneLine } from '../quote.ts';
import { builtInWords } from '../words.ts';
import type { PlanReading } from '../planReading.ts';
import type { Rule } from './model.ts';
import { callTo, statusPlace } from './wording.ts';

/** A status that no status of the plan's life is. */
export const statusChoice: Rule = {
  id: 'status-choice',
  wants: 'The status is one that the life of the plan has.',
  check({ reading }) {
    const { status, statuses } = reading;
    if (status?.value === undefined) return 'it says no status';
    if (!hasOwnLife(reading)) return 'nothing declares which statuses it can have';
    if (status.status !== undefined) return [];
    return [
      {
        ...statusPlace(reading),
        message: `"${onOneLine(status.value, 80)}" is no status of this plan's life.`,
        expected: onOneLine(statuses.join(', '), 300),
        fix: callTo('set_status', reading, { status: `<one of ${statuses.join(', ')}>` }),
      },
    ];
  },
};

/** Declared by the template or the team; the usual life is only what we know nothing better than. */
function hasOwnLife({ statuses, setting }: PlanReading): boolean {
  const usual = builtInWords.status('life').words.join('/');
  return setting.template?.meta.statuses !== undefined || statuses.join('/') !== usual;
}
