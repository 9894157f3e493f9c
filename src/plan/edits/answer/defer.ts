import { PlanError } from '../../../errors.ts';
import type { FoundQuestion } from '../../questions/questions.ts';
import { oneLine } from '../../questions/reading.ts';
import type { FillSetting } from '../subject.ts';
import { carriedOf } from './carry.ts';
import { type Deferral, deferInPlace } from './deferInPlace.ts';
import { deferredEntry } from './deferredEntry.ts';
import { readMoved } from './readBack.ts';
import { questionRemoval } from './removal.ts';
import { type Answering, readAfter, type State, stay, stepOf } from './state.ts';

/** Moved to the deferred decisions where the plan has them and the question may go, else told where it stands. */
export function deferred(state: State, deferral: Deferral, setting: FillSetting): Answering {
  const { reading, question } = state;
  if (question.kind === 'approval') {
    throw new PlanError('invalid_input', `${question.id} is an approval: it blocks nothing, and is had or not.`, {
      where: question.id,
      fix: 'Send due with the date by which it is needed.',
    });
  }
  if (isDeferredSo(question, deferral)) return stepOf(state);
  const moved = question.kind === 'question' ? move(state, deferral, setting) : undefined;
  if (moved !== undefined) return stepOf(moved);
  const next = stay(state, deferInPlace(reading, question, deferral), setting);
  if (next.question.kind === 'deferred') return stepOf(next);
  throw new PlanError('invalid_input', `${question.id} would not be read as deferred where it stands.`, {
    where: question.id,
    fix: 'Answer it with what holds for now, and add what stays open to the deferred decisions.',
  });
}

function isDeferredSo({ kind, due }: FoundQuestion, { until }: Deferral): boolean {
  const plain = (text: string): string =>
    oneLine(text)
      .toLowerCase()
      .replace(/^until\s+/, '')
      .replace(/\.$/, '');
  const [own = ''] = (due ?? '').split('; because ');
  return kind === 'deferred' && plain(own) === plain(until);
}

/** Undefined where the plan has no place for all of it, or would read otherwise afterwards. */
function move(state: State, deferral: Deferral, setting: FillSetting): State | undefined {
  const { reading, question, splices } = state;
  const carried = carriedOf(reading, question);
  const removal = carried === undefined ? undefined : questionRemoval(reading, question);
  const entry = carried === undefined ? undefined : deferredEntry(reading, question, carried, deferral);
  if (removal === undefined || entry === undefined) return undefined;
  const all = [...removal, ...entry];
  const after = readAfter(reading, all, setting);
  const moved = readMoved(reading, after, question);
  return moved === undefined ? undefined : { reading: after, question: moved, splices: [...splices, all] };
}
