import type { Words } from './words.ts';

/** What a status stands for, whatever a team calls it. */
export type Stage =
  | 'draft'
  | 'inReview'
  | 'approved'
  | 'inProgress'
  | 'completed'
  | 'rejected'
  | 'superseded'
  | 'onHold';

const stages: readonly Stage[] = [
  'draft',
  'inReview',
  'approved',
  'inProgress',
  'completed',
  'rejected',
  'superseded',
  'onHold',
];

/** Stages that a life goes through, in order. */
const forward: readonly Stage[] = ['draft', 'inReview', 'approved', 'inProgress', 'completed'];

/** The stage whose words a status is; undefined for a word of the team's own. */
export function stageOf(status: string, words: Words): Stage | undefined {
  return stages.find((stage) => words.status(stage).is(status));
}

/**
 * The status of a life at which a stage's gate stands: the first that has reached it. `beyondFirst` is the gate behind the
 * life's first status, `beyondApproved` the one behind the approval. Undefined where no status of the life has come that far, or none can be told.
 */
export function gateStatus(
  life: readonly string[],
  gate: 'beyondFirst' | 'approved' | 'beyondApproved' | 'completed',
  words: Words,
): string | undefined {
  if (gate === 'beyondFirst') return life[1];
  if (gate === 'beyondApproved') {
    const approved = gateStatus(life, 'approved', words);
    return approved === undefined ? undefined : life[life.indexOf(approved) + 1];
  }
  const rank = forward.indexOf(gate);
  return life.find((status) => {
    const stage = stageOf(status, words);
    return stage !== undefined && forward.indexOf(stage) >= rank;
  });
}

/** The statuses that a step passes, its end included: empty for a step back, to the same, or aside (Rejected, On Hold …). */
export function passedBy(life: readonly string[], from: string | undefined, to: string): readonly string[] {
  const end = indexIn(life, to);
  const start = from === undefined ? 0 : indexIn(life, from);
  // From aside or from an unknown word the whole way counts.
  return end === -1 ? [] : life.slice(start === -1 ? 1 : start + 1, end + 1);
}

/** The status that comes next; undefined at the end of a life. From aside or from an unknown word it is the second. */
export function nextStatus(life: readonly string[], from: string | undefined): string | undefined {
  if (from === undefined) return life[0];
  const at = indexIn(life, from);
  return at === -1 ? life[1] : life[at + 1];
}

function indexIn(life: readonly string[], status: string): number {
  return life.findIndex((each) => each.toLowerCase() === status.toLowerCase());
}
