import type { Field } from '../../../../markdown/model.ts';
import { tokensOf } from '../../../constitution/phrases.ts';
import type { CheckPlace } from '../../../constitution/places.ts';
import { isPlaceholder } from '../../../constitution/reader.ts';
import type { MarkContext } from './model.ts';

/** What a place below a principle or gate is to its record. */
export interface Part {
  /** `status`, `notes` and `reason` are labels, `record` a line that opens with a verdict, `mention` one that has it in it. */
  readonly kind: 'status' | 'notes' | 'reason' | 'record' | 'mention' | 'other';
  readonly place: CheckPlace;
  /** The label with its value, where the part is one. */
  readonly field: Field | undefined;
}

/** A Violation / Justification / Mitigation block has as many labels. */
const blockLength = 3;

/** The parts of a record below a place, those of subsections too; the plan's own list of violations is none of them. */
export function partsOf(context: MarkContext, place: CheckPlace): readonly Part[] {
  const below = belowOf(place);
  const at = below.findIndex((child) => child.form !== 'prose' && child.id === context.records.violations.place);
  const { words } = context.subject;
  const isOfList = (child: CheckPlace, index: number): boolean =>
    index === at ||
    (index > at &&
      index < at + blockLength &&
      words.label('violation').is(below[at]?.name ?? '') &&
      ['justification', 'mitigation'].some((label) => words.label(label).is(child.name)));
  const own = at === -1 ? below : below.filter((child, index) => !isOfList(child, index));
  return own.map((child) => partOf(context, child));
}

function belowOf(place: CheckPlace): readonly CheckPlace[] {
  return place.children.flatMap((child) => (child.form === 'heading' ? belowOf(child) : [child]));
}

/** A child of a record that gives its justification. */
export function reasonsBelow(context: MarkContext, place: CheckPlace): readonly Part[] {
  return belowOf(place)
    .map((child) => partOf(context, child))
    .filter(({ kind }) => kind === 'reason');
}

function partOf(context: MarkContext, place: CheckPlace): Part {
  const { words } = context.subject;
  const { vocabulary } = context;
  const field = fieldFor(context, place);
  const isLabel = place.form !== 'box' && field !== undefined && field.block === undefined;
  if (isLabel && words.label('justification').rank(place.name) !== undefined) return { kind: 'reason', place, field };
  if (isLabel && vocabulary.isStatusLabel(place.name) && isStatus(context, place.text))
    return { kind: 'status', place, field };
  const isLine = place.form !== 'box' && place.form !== 'row';
  if (isLine && vocabulary.opening(place.whole) !== undefined) return { kind: 'record', place, field: undefined };
  if (place.form === 'prose' && vocabulary.mention(place.text) !== undefined)
    return { kind: 'mention', place, field: undefined };
  if (isLabel && words.label('evidence').is(place.name)) return { kind: 'notes', place, field };
  return { kind: 'other', place, field: undefined };
}

/** A state, a place for one, or a word or two that can't be read; a longer value is prose under a like label. */
function isStatus(context: MarkContext, text: string): boolean {
  return (
    text === '' || isPlaceholder(text) || context.vocabulary.opening(text) !== undefined || tokensOf(text).length <= 3
  );
}

function fieldFor(context: MarkContext, place: CheckPlace): Field | undefined {
  const found = place.form === 'prose' ? undefined : context.places.get(place.id);
  if (found?.kind === 'field') return found;
  return found?.kind === 'item' ? context.fieldOf.get(found) : undefined;
}
