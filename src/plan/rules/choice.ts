import type { Row, Section, Span } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { optionsOfColumn, optionsOfField } from '../edits/choices.ts';
import { replaceCall } from '../fixCalls.ts';
import { ownPartsOf } from '../ownParts.ts';
import type { PlanReading } from '../planReading.ts';
import { onOneLine } from '../quote.ts';
import { siblingFinder } from '../templateSiblings.ts';
import { writtenReader, type ReadWritten } from '../written.ts';
import type { Found, Rule } from './model.ts';
import { templateUnknown } from './wording.ts';

/** Choices that the template asks for are answered out of their lists. */
export const choice: Rule = {
  id: 'choice',
  wants: 'Where the template has a list of choices, the value is one of them.',
  check({ reading }) {
    const { document, subject } = reading;
    if (subject.template === undefined) return templateUnknown;
    if (!subject.template.slots.some((slot) => slot.class === 'choice')) return 'its template has no choices';
    const written = writtenReader(subject);
    const siblingOf = siblingFinder(subject.template);
    return listSections(document).flatMap((section) => {
      const asked = siblingOf(section);
      return asked === undefined ? [] : inSection(reading, section, asked, written);
    });
  },
};

interface Place {
  readonly id: string;
  readonly line: number;
}

function inSection(reading: PlanReading, section: Section, asked: Section, written: ReadWritten): readonly Found[] {
  const { subject } = reading;
  const { fields, tables } = ownPartsOf(section);
  const status = reading.status?.span;
  const ofFields = fields
    .filter(({ value }) => value.from !== status?.from)
    .flatMap((field) => {
      const options = optionsOfField(subject, asked, field.label);
      return outside(reading, field, field.label, field.value, options, written);
    });
  const ofCells = tables.flatMap((table) => {
    const options = table.columns.map((title) => optionsOfColumn(subject, asked, title));
    return table.rows.flatMap((row) => cellsOf(reading, row, options, written));
  });
  return [...ofFields, ...ofCells].toSorted((a, b) => a.line - b.line);
}

function cellsOf(
  reading: PlanReading,
  row: Row,
  options: readonly (readonly string[])[],
  written: ReadWritten,
): readonly Found[] {
  return row.cells.flatMap((cell, index) =>
    outside(reading, row, row.table.columns[index] ?? '', cell.span, options[index] ?? [], written),
  );
}

function outside(
  reading: PlanReading,
  { id, line }: Place,
  label: string,
  span: Span,
  options: readonly string[],
  written: ReadWritten,
): Found[] {
  const value = options.length === 0 ? undefined : written(span);
  if (value === undefined || value === '' || reading.setting.words.none.is(value)) return [];
  if (options.some((option) => isMeant(option, value))) return [];
  const list = options.join(', ');
  return [
    {
      section: id,
      line: line + 1,
      message: `"${onOneLine(value, 80)}" is no choice for ${onOneLine(label, 60)}.`,
      expected: list,
      fix: replaceCall(reading, id, value, `<one of ${list}>`),
    },
  ];
}

/** 'High', '🔴 High (see below)', 'Medium' for Med and 'M' for Medium: the same choice, whatever stands behind it. */
function isMeant(option: string, value: string): boolean {
  const wanted = option.toLowerCase();
  const given = value.toLowerCase().replace(/^[^\p{L}\p{N}]{1,20}/u, '');
  if (given.startsWith(wanted)) return true;
  const word = /^[\p{L}\p{N}\p{M}]{1,40}/u.exec(given)?.[0] ?? '';
  return word !== '' && word === given && wanted.startsWith(word);
}
