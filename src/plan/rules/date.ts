import type { Field, Span } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { falseDatesIn } from '../falseDates.ts';
import { replaceCall } from '../fixCalls.ts';
import { ownPartsOf } from '../ownParts.ts';
import type { PlanReading } from '../planReading.ts';
import { onOneLine } from '../quote.ts';
import { labelOf } from '../status.ts';
import type { Words } from '../words.ts';
import { type ReadWritten, writtenReader } from '../written.ts';
import type { Found, Rule } from './model.ts';

/** Labels and columns that ask for a date, by their names in the word lists. */
const dated = ['created', 'lastUpdated', 'due', 'start', 'end'] as const;

/** Dates that are in no calendar. */
export const date: Rule = {
  id: 'date',
  wants: 'Every date is one that the calendar has.',
  check({ reading }) {
    const places = datedPlaces(reading);
    if (places.length === 0) return 'it has no label or column for a date';
    const written = writtenReader(reading.subject);
    return places.flatMap((place) => falseDates(reading, place, written));
  },
};

/** A label's value that is nothing but a day is a date, whatever the label asks for; a cell may be a sample of one. */
const wholeDay = /^[\s*_`~]{0,4}\d{4}-\d{2}-\d{2}[\s*_`~.,;]{0,4}$/;
const longestDay = 20;

interface DatedPlace {
  readonly id: string;
  readonly line: number;
  readonly label: string;
  readonly span: Span;
}

function datedPlaces({ document, setting: { words } }: PlanReading): readonly DatedPlace[] {
  const keys = (document.frontMatter?.fields ?? []).filter((field) => asksForDate(labelOf(field), words));
  const isDay = ({ from, to }: Span): boolean =>
    to - from <= longestDay && wholeDay.test(document.text.slice(from, to));
  const home = document.title?.id ?? document.top[0]?.id;
  const inKeys = home === undefined ? [] : keys.map((field) => ({ ...placeOf(field), id: home }));
  const below = listSections(document).flatMap((section) => {
    const { fields, tables } = ownPartsOf(section);
    const ofFields = fields.filter(({ label, value }) => asksForDate(label, words) || isDay(value)).map(placeOf);
    const ofCells = tables.flatMap((table) => {
      const asked = table.columns.map((title) => asksForDate(title, words));
      if (!asked.includes(true)) return [];
      return table.rows.flatMap((row) =>
        row.cells.flatMap(({ span }, index) =>
          asked[index] === true ? [{ id: row.id, line: row.line, label: table.columns[index] ?? '', span }] : [],
        ),
      );
    });
    return [...ofFields, ...ofCells].toSorted((a, b) => a.line - b.line);
  });
  return [...inKeys, ...below];
}

function placeOf({ id, line, label, value: span }: Field): DatedPlace {
  return { id, line, label, span };
}

function asksForDate(label: string, words: Words): boolean {
  return dated.some((name) => words.label(name).is(label));
}

function falseDates(
  reading: PlanReading,
  { id, line, label, span }: DatedPlace,
  written: ReadWritten,
): readonly Found[] {
  const value = written(span) ?? '';
  return falseDatesIn(value, reading.setting.words).map((found) => ({
    section: id,
    line: line + 1,
    message: `${onOneLine(label, 60)} says "${found}", which is no day of any calendar.`,
    fix: replaceCall(reading, id, found, '<date>'),
  }));
}
