import type { QuestionKind } from '../../questions/entry.ts';
import { questionColumn } from '../../questions/tables.ts';
import { findTargets } from '../targets.ts';
import type { Subject, Value } from '../model.ts';
import type { Section, Table } from '../../../markdown/model.ts';
import { addEntry } from './addEntry.ts';
import { addRow } from './addRow.ts';
import { addUnit } from './addUnit.ts';
import { type Entry, itemText } from './entryText.ts';
import type { Holding } from './holdings.ts';
import type { Made } from './model.ts';
import { sameName, unknownNames } from './names.ts';
import { beginList } from './newList.ts';
import { type AskedValues, asksFor, type Detail, labelFor } from './questionNames.ts';

/** A question as it is to be written. */
export interface Asked extends AskedValues {
  readonly kind: QuestionKind;
  readonly text: string;
  readonly after: string | undefined;
}

/** Writes a question in the form of a holding; `below` puts its details below its line rather than into it. Throws PlanError. */
export function writeQuestion(subject: Subject, holding: Holding, asked: Asked, below: boolean): Made {
  switch (holding.kind) {
    case 'unit':
      return writeUnit(subject, holding, asked);
    case 'row':
      return addRow(subject, holding.target, rowValues(subject, holding.target.table, asked), asked.after);
    case 'item':
      return addEntry(subject, holding.target, entryOf(asked, holding.where, below), asked.after);
    case 'first':
      return beginList(subject, holding.target, entryOf(asked, holding.where, below));
  }
}

/** Labels of the unit take the details; one that it has no label for gets one of its own. */
function writeUnit(subject: Subject, { group }: Extract<Holding, { kind: 'unit' }>, asked: Asked): Made {
  const labelled = (labels: readonly string[], detail: Detail): string | undefined =>
    labels.find((label) => sameName(label, detail.name)) ??
    labels.find((label) => asksFor(label, detail.kind, subject.words));
  return addUnit(subject, {
    group,
    after: asked.after,
    more: (labels) =>
      asked.details
        .filter((detail) => labelled(labels, detail) === undefined)
        .map((detail) => ({ label: labelFor(detail), value: detail.value })),
    valuesFor: (open, unit) => {
      const labels = unit.content.fields.map((field) => field.label);
      const details = asked.details.flatMap((detail): [string, Value][] => {
        const label = labelled(labels, detail);
        return label === undefined || (sameName(label, labelFor(detail)) && hasValue(open, unit, label))
          ? []
          : [[label, detail.value]];
      });
      return Object.fromEntries([
        [mainName(open, unit, subject), asked.text],
        ...details,
        ...Object.entries(asked.rest),
      ]);
    },
  });
}

/** A label that was added with its value has no place to fill any more. */
function hasValue(subject: Subject, unit: Section, label: string): boolean {
  const field = unit.content.fields.find((each) => sameName(each.label, label));
  if (field === undefined || field.value.from === field.value.to) return false;
  return !subject.slots.some(({ slot }) => field.value.from <= slot.span.from && slot.span.to <= field.value.to);
}

/** A unit with a label for the question (a research task) asks there, any other with its heading. */
function mainName(open: Subject, unit: Section, { words }: Subject): string {
  const field = unit.content.fields.find((each) => words.label('question').is(each.label));
  return field !== undefined && findTargets(open, unit, field.label).length > 0 ? field.label : 'heading';
}

function rowValues(subject: Subject, table: Table, asked: Asked): Readonly<Record<string, Value>> {
  const { document, words, template } = subject;
  const source = { document, words, template, slots: subject.slots.map(({ slot }) => slot.span) };
  const main = table.columns[questionColumn(source, table)] ?? '';
  const columnOf = (detail: Detail): string | undefined =>
    table.columns.find((column) => sameName(column, detail.name)) ??
    table.columns.find((column) => column !== main && asksFor(column, detail.kind, words));
  const beside = asked.details.filter((detail) => columnOf(detail) === undefined);
  const cells = asked.details.flatMap((detail): [string, Value][] => {
    const column = columnOf(detail);
    return column === undefined ? [] : [[column, detail.value]];
  });
  return Object.fromEntries([
    [main, asked.text + lettered(beside) + inBrackets(beside)],
    ...cells,
    ...Object.entries(asked.rest),
  ]);
}

/** `A) … B) …`: options inside a line. */
function lettered(details: readonly Detail[]): string {
  const options = details.flatMap((detail) => detail.options);
  return options.map((option, index) => ` ${String.fromCharCode(65 + index)}) ${option}`).join('');
}

function inBrackets(details: readonly Detail[]): string {
  const said = details.filter((detail) => detail.options.length === 0);
  return said.length === 0
    ? ''
    : ` (${said.map(({ name, value }) => `${name.trim().toLowerCase()}: ${value}`).join(', ')})`;
}

/** A line with owner, impact and date in brackets; what a line can't say stands below it. */
function entryOf(asked: Asked, where: string, below: boolean): Entry {
  const rest = Object.keys(asked.rest);
  if (rest.length > 0)
    throw unknownNames(rest, ['question', 'owner', 'impact', 'due', 'options', 'rationale', 'revisit'], where);
  const fitsLine = (detail: Detail): boolean =>
    !below && asked.kind !== 'deferred' && detail.kind !== 'options' && detail.kind !== 'rationale';
  const inside = asked.details.filter(fitsLine);
  const children = asked.details
    .filter((detail) => !fitsLine(detail))
    .map((detail) => `${labelFor(detail)}: ${detail.value}`);
  return {
    text: itemText(asked.text, where) + inBrackets(inside),
    hasFormLead: false,
    children: children.map((child) => itemText(child, where)),
  };
}
