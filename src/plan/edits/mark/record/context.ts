import type { Field, Item, Place, Section } from '../../../../markdown/model.ts';
import { placesIn, withDescendants } from '../../../../markdown/outline.ts';
import type { ConstitutionRecords } from '../../../constitution/check.ts';
import type { RecordColumns } from '../../../constitution/model.ts';
import { type CheckPlace, placesBelow } from '../../../constitution/places.ts';
import { recordColumns } from '../../../constitution/recordColumns.ts';
import type { Subject } from '../../model.ts';
import { inlineIn } from './inline.ts';
import type { MarkContext, Vocabulary } from './model.ts';
import { openingRun } from './runs.ts';

/** Reads the sections that hold records, once for each mark. */
export function markContext(
  subject: Subject,
  records: ConstitutionRecords,
  vocabulary: Vocabulary,
  { gateColumns, isOwnList = false }: { readonly gateColumns?: RecordColumns; readonly isOwnList?: boolean } = {},
): MarkContext {
  const sections = [
    ...new Set(
      [...records.sections, ...records.gateSections, ...records.violationSections].flatMap((section) =>
        withDescendants(section),
      ),
    ),
  ];
  const places = new Map<string, Place>();
  const sectionOf = new Map<string, Section>();
  const fieldOf = new Map<Item, Field>();
  for (const section of sections) {
    places.set(section.id, section);
    for (const place of placesIn(section)) {
      places.set(place.id, place);
      sectionOf.set(place.id, section);
    }
    for (const field of section.content.fields) {
      if (field.item !== undefined && !fieldOf.has(field.item)) fieldOf.set(field.item, field);
    }
  }
  const named = [...records.readings.named.values()].flat().map(({ place }) => place);
  const rows = named.filter(({ form }) => form === 'row');
  const columnsOf = (id: string): RecordColumns | undefined => {
    const row = rows.find((each) => each.id === id);
    return row === undefined ? gateColumns : recordColumns(row, rows, records.reader);
  };
  const isListed = records.violations.place !== undefined;
  const bare = {
    subject,
    records,
    vocabulary,
    places,
    sectionOf,
    fieldOf,
    isListed,
    isOwnList,
    siblings: [],
    columnsOf,
  };
  return { ...bare, siblings: named.flatMap((place) => wordOf(bare, place)) };
}

/** The word of a record as its line has it. */
function wordOf(context: MarkContext, place: CheckPlace): readonly string[] {
  if (place.form === 'row') return [];
  const inline = inlineIn(context, place);
  return inline === undefined ? [] : [context.subject.document.text.slice(inline.run.from, inline.run.to)];
}

/** The words with which the cells of a column open. */
export function wordsInColumn(context: MarkContext, cells: readonly string[]): readonly string[] {
  return cells.flatMap((cell) => {
    const run = openingRun(cell, context.vocabulary);
    return run === undefined ? [] : [cell.slice(run.from, run.to)];
  });
}

/** A place of the constitution and gate sections by its id and form, wherever it stands. */
export function findCheckPlace(context: MarkContext, id: string): CheckPlace | undefined {
  const { records, subject } = context;
  const all = [...records.places, ...records.gateSections.flatMap((section) => placesBelow(subject.document, section))];
  return find(all, id);
}

function find(places: readonly CheckPlace[], id: string): CheckPlace | undefined {
  for (const place of places) {
    if (place.id === id && place.form !== 'prose') return place;
    const below = find(place.children, id);
    if (below !== undefined) return below;
  }
  return undefined;
}
