import type { Splice } from '../../../../markdown/splices.ts';
import type { CheckPlace } from '../../../constitution/places.ts';
import { openChoice, setLabel } from './labels.ts';
import { insertBelow, removals } from './listEdits.ts';
import type { MarkContext, VerdictRecord } from './model.ts';
import { partsOf } from './parts.ts';
import { englishWords } from './runs.ts';
import { tickSplices, writeRecord } from './writeRecord.ts';

/** Writes a gate's state. A box is ticked for a pass alone; a label that holds nothing but the gate's name gets its own labels below. */
export function writeGate(context: MarkContext, place: CheckPlace, record: VerdictRecord): Splice[] {
  const found = context.places.get(place.id);
  if (place.form === 'box' && found?.kind === 'item') {
    return [...tickSplices(found, record.word === 'pass'), ...boxRecord(context, place, record)];
  }
  const isName = place.form === 'field' && place.text !== '' && context.vocabulary.opening(place.text) === undefined;
  if (
    isName &&
    found?.kind === 'field' &&
    found.items.length === 0 &&
    !isOpen(context, found.value) &&
    record.word !== undefined
  ) {
    const { eol } = context.subject.document;
    const lines = [`- Status: ${englishWords[record.word]}`, `- Justification: ${record.note}`];
    return [{ from: found.span.to, to: found.span.to, text: eol + lines.join(eol) }];
  }
  const isValue = found?.kind === 'field' && found.items.length === 0 && !isName;
  // A label is a gate by the state behind it alone.
  if (isValue && record.word === undefined) return setLabel(context, found, openChoice(context));
  return writeRecord(context, place, record);
}

function isOpen({ subject }: MarkContext, span: { readonly from: number; readonly to: number }): boolean {
  return subject.slots.some(({ slot }) => span.from <= slot.span.from && slot.span.to <= span.to);
}

/** The record below a box: the words of the box itself stay as they are. */
function boxRecord(context: MarkContext, place: CheckPlace, record: VerdictRecord): Splice[] {
  const item = context.places.get(place.id);
  if (item?.kind !== 'item') return [];
  const { document } = context.subject;
  const lines = partsOf(context, place).filter(({ kind }) => kind === 'record');
  const text = record.word === undefined ? undefined : `${englishWords[record.word]}: ${record.note}`;
  const [first, ...others] = lines.flatMap(({ place: line }) => {
    const child = context.places.get(line.id);
    return child?.kind === 'item' ? [child] : [];
  });
  if (text === undefined)
    return removals(
      document,
      [first, ...others].flatMap((child) => (child === undefined ? [] : [child.span])),
    );
  if (first === undefined) return [insertBelow(document, item, [text])];
  return [
    { ...first.text, text },
    ...removals(
      document,
      others.map(({ span }) => span),
    ),
  ];
}
