import { PlanError } from '../../../errors.ts';
import { resolvePlace } from '../../../markdown/addresses.ts';
import { plainText } from '../../../markdown/inline.ts';
import type { Item, Place } from '../../../markdown/model.ts';
import { reviewBoxes } from '../../approval/finalBox.ts';
import type { ConstitutionRecords } from '../../constitution/check.ts';
import type { GateCheck, Principle } from '../../constitution/model.ts';
import { numeral } from '../../constitution/numerals.ts';
import type { PlanReading } from '../../planReading.ts';
import type { Task } from '../../progress/model.ts';
import type { Question } from '../../questions/questions.ts';
import { refuseMadeUpNumber } from './madeUpNumber.ts';
import { findRule, type RuleOf } from './markRule.ts';

/** What an address of mark_item means. */
export type Marking =
  | { readonly kind: 'principle'; readonly principle: Principle }
  | { readonly kind: 'rule'; readonly of: RuleOf }
  | { readonly kind: 'gate'; readonly gate: GateCheck }
  | { readonly kind: 'task'; readonly task: Task }
  | { readonly kind: 'question'; readonly question: Question }
  | { readonly kind: 'approval'; readonly item: Item }
  | { readonly kind: 'box'; readonly item: Item }
  | { readonly kind: 'other'; readonly place: Place };

/**
 * Finds what a caller means: a principle, question, task or gate by its id, a principle by its title, else the place that the address
 * names, else a principle by its number. Throws PlanError `unknown_address` or `ambiguous_address`.
 */
export function markedPlace(reading: PlanReading, records: ConstitutionRecords, item: string): Marking {
  const wanted = item.trim().normalize('NFC').toLowerCase();
  const named = byId(reading, records, wanted) ?? byTitle(records, wanted);
  if (named !== undefined) return named;
  const place = placeOrNumber(reading, records, item);
  return 'kind' in place && place.kind === 'principle' ? place : byPlace(reading, records, place);
}

function byId(reading: PlanReading, { held }: ConstitutionRecords, wanted: string): Marking | undefined {
  const principle = held.principles.find(({ id }) => id.toLowerCase() === wanted);
  if (principle !== undefined) return { kind: 'principle', principle };
  const { tasks } = reading.progress;
  const names = ({ id, label, entry }: Task): readonly (string | undefined)[] => [label, id, entry];
  const named = tasks.filter((each) => names(each).some((name) => name?.toLowerCase() === wanted));
  const exact = named.find(({ id }) => id.toLowerCase() === wanted);
  if (named.length > 1 && exact === undefined) throw ambiguous(wanted, named);
  const task = exact ?? named[0];
  if (task !== undefined) return { kind: 'task', task };
  const question = reading.questions.find(({ id }) => id.toLowerCase() === wanted);
  if (question !== undefined) return { kind: 'question', question };
  const gate = reading.constitution.gates.find(({ id }) => id.toLowerCase() === wanted);
  return gate === undefined ? undefined : { kind: 'gate', gate };
}

function ambiguous(wanted: string, tasks: readonly Task[]): PlanError {
  const ids = tasks.slice(0, 10).map(({ id }) => id);
  return new PlanError('ambiguous_address', `"${wanted}" names ${tasks.length} tasks: ${ids.join(', ')}.`, {
    where: wanted,
    fix: 'Use one of these ids; give each task an ID of its own.',
  });
}

/** `Small Boats`, `I. Small Boats`. */
function byTitle({ held }: ConstitutionRecords, wanted: string): Marking | undefined {
  const plain = plainText(wanted);
  const principle = held.principles.find(({ number, title }) => {
    const words = plainText(title).normalize('NFC').toLowerCase();
    return plain === words || (number !== undefined && plain === `${number.toLowerCase()}. ${words}`);
  });
  return principle === undefined ? undefined : { kind: 'principle', principle };
}

function placeOrNumber(
  reading: PlanReading,
  records: ConstitutionRecords,
  item: string,
): Place | Extract<Marking, { kind: 'principle' }> {
  const { document, subject, setting } = reading;
  try {
    return resolvePlace(document, item, subject.aliases, setting.path);
  } catch (fault) {
    if (fault instanceof PlanError && fault.code === 'unknown_address') refuseMadeUpNumber(reading, item);
    const principle = fault instanceof PlanError ? byNumber(records, item) : undefined;
    if (principle === undefined) throw fault;
    return { kind: 'principle', principle };
  }
}

/** `III`, `3.`: the number that the constitution gives it; else a name that is near enough to one title alone. */
function byNumber({ held, reader }: ConstitutionRecords, item: string): Principle | undefined {
  const wanted = numeral(item.trim());
  const numbered = held.principles.filter(({ number }) => number !== undefined && numeral(number) === wanted);
  return numbered.length === 1 ? numbered[0] : reader.names.match(item);
}

/** What stands at a place: a verdict outranks a task, a task a question, a question its box. */
function byPlace(reading: PlanReading, records: ConstitutionRecords, place: Place): Marking {
  const { constitution, progress, questions, setting, document } = reading;
  const principle = records.held.principles.find(({ id }) =>
    (records.readings.named.get(id) ?? []).some(
      (named) => named.rule === undefined && named.place.form !== 'prose' && named.place.id === place.id,
    ),
  );
  if (principle !== undefined) return { kind: 'principle', principle };
  const rule = findRule(records, place.id);
  if (rule !== undefined) return { kind: 'rule', of: rule };
  const gate = constitution.gates.find(({ id }) => id === place.id || place.id.startsWith(`${id}/`));
  if (gate !== undefined) return { kind: 'gate', gate };
  const task = progress.tasks.find(({ id, entry }) => id === place.id || entry === place.id);
  if (task !== undefined) return { kind: 'task', task };
  const { final } = reviewBoxes(document, setting);
  if (place.kind === 'item' && final?.id === place.id) return { kind: 'approval', item: place };
  const question = questions.find((each) => each.place === place.id && each.kind !== 'approval');
  if (question !== undefined) return { kind: 'question', question };
  return place.kind === 'item' && place.box !== undefined ? { kind: 'box', item: place } : { kind: 'other', place };
}
