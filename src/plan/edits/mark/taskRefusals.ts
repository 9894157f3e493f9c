import { PlanError } from '../../../errors.ts';
import { withArticle } from '../article.ts';
import type { TaskState } from '../../progress/model.ts';
import { inThePlan } from '../../quote.ts';
import type { Subject } from '../model.ts';
import type { Mark, MarkState } from './model.ts';
import { noteLine } from './taskNote.ts';

/** What a task can be; `pass` is `done`. */
export const taskStates: readonly MarkState[] = [
  'open',
  'in_progress',
  'blocked',
  'done',
  'pass',
  'not_applicable',
  'deferred',
];

/** A mark as far as a task or a box can have it. */
export interface SoundMark {
  readonly state: TaskState;
  /** One line; undefined where none was given. */
  readonly note: string | undefined;
}

/** What a mark is given to, for refusals. */
export interface MarkedItem {
  readonly id: string;
  readonly text: string;
  /** `task` or `box`. */
  readonly kind: string;
  readonly states: readonly MarkState[];
  /** States that say nothing without a note, with what it should tell. */
  readonly needsNote: Readonly<Partial<Record<MarkState, string>>>;
}

/** Holds a mark against what its item can be; `pass` is `done`. Throws PlanError `invalid_choice`, `invalid_input`, `breaks_structure`. */
export function soundMark(subject: Subject, marked: MarkedItem, mark: Mark): SoundMark {
  const { id, text, kind, states, needsNote } = marked;
  const state = states.includes(mark.state) ? taskState(mark.state) : undefined;
  if (state === undefined) {
    throw new PlanError(
      'invalid_choice',
      `${inThePlan(text, 80)} is ${withArticle(kind)}: it can't be ${mark.state}.`,
      {
        where: id,
        fix: `Use one of: ${states.join(', ')}.`,
      },
    );
  }
  if (mark.justification !== undefined) {
    throw new PlanError(
      'invalid_input',
      `A justification is for a violation; ${inThePlan(text, 80)} is ${withArticle(kind)}.`,
      {
        where: id,
        fix: callWith(subject, id, mark.state, 'the reason'),
      },
    );
  }
  const note = mark.note === undefined ? undefined : noteLine(mark.note, id);
  const wanted = needsNote[mark.state];
  if (wanted !== undefined && note === undefined) {
    throw new PlanError('invalid_input', `State ${mark.state} of ${inThePlan(text, 80)} needs a note: ${wanted}.`, {
      where: id,
      fix: callWith(subject, id, mark.state, wanted),
    });
  }
  return { state, note };
}

/** An entry of a progress list is all that is known of its task: it can't be in none. */
export function onlyListed(id: string, text: string, list: string, states: readonly MarkState[]): PlanError {
  return new PlanError(
    'invalid_choice',
    `${inThePlan(text, 80)} stands in the list ${inThePlan(list, 40)} and nowhere else: it can't be open.`,
    { where: id, fix: `Use one of: ${states.filter((state) => state !== 'open').join(', ')}.` },
  );
}

function taskState(state: MarkState): TaskState | undefined {
  switch (state) {
    case 'pass':
      return 'done';
    case 'fail':
    case 'conditional':
    case 'violation':
      return undefined;
    default:
      return state;
  }
}

function callWith(subject: Subject, item: string, state: MarkState, note: string): string {
  const items = JSON.stringify([{ item, state, note }]);
  return `Call mark_item with {"plan": ${JSON.stringify(subject.path ?? '')}, "items": ${items}}.`;
}
