import { PlanError } from '../../../errors.ts';
import type { Row, Section, Table } from '../../../markdown/model.ts';
import { choose, optionsIn } from '../choices.ts';
import { cellText } from '../lists.ts';
import type { Subject, Value } from '../model.ts';
import { modelOf, modelTable, templateSlots } from './models.ts';
import { oneText, sameName, unknownNames } from './names.ts';
import { nextNumber } from './numbers.ts';
import { hasSlot } from './samples.ts';

/** A cell of a new row: what the caller gave, the number that goes on, or what the form has there. */
export interface NewCell {
  readonly text: string;
  readonly from: 'caller' | 'number' | 'form';
}

export interface RowsBeside {
  /** Rows that somebody wrote. */
  readonly body: readonly Row[];
  readonly samples: readonly Row[];
}

/** The cells of one more row. What is not given is a place to fill where the form has one, else empty. Throws PlanError. */
export function newCells(
  subject: Subject,
  { section, table }: { readonly section: Section; readonly table: Table },
  values: Readonly<Record<string, Value>>,
  beside: RowsBeside,
): readonly NewCell[] {
  const given = givenByColumn(table, values, section.id);
  const model = modelTable(modelOf(subject, section), table.columns);
  return table.columns.map((title, column): NewCell => {
    const name = given.get(column);
    if (name === undefined) {
      const number = column === 0 ? nextId(subject, beside) : undefined;
      if (number !== undefined) return { text: number, from: 'number' };
      return { text: openCell(subject, column, beside.samples[0], model), from: 'form' };
    }
    const where = `${title} in ${section.id}`;
    const options = optionsFor(subject, column, beside.samples[0], model);
    const text = choose(options, oneText(name, values[name] ?? '', section.id).trim(), where);
    return { text: cellText(text, where), from: 'caller' };
  });
}

/** Column → the caller's name for it. */
function givenByColumn(
  table: Table,
  values: Readonly<Record<string, Value>>,
  where: string,
): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  const unknown: string[] = [];
  for (const name of Object.keys(values)) {
    const column = table.columns.findIndex((title) => sameName(title, name));
    if (column === -1) unknown.push(name);
    else found.set(column, name);
  }
  if (unknown.length > 0) throw unknownNames(unknown, table.columns, where);
  if (found.size > 0) return found;
  throw new PlanError('invalid_input', `A row in ${where} needs at least one cell.`, {
    where,
    fix: `Send values by column: ${table.columns.join(', ')}.`,
  });
}

const numbering = /^([*_`#[(]{0,3}(?:[A-Z]{1,8}(?:-[A-Z]{1,8})?-?)?|\p{L}[\p{L} ]{0,30} )(\d{1,6})([*_`.)\]]{0,3})$/u;

/** The number or ID behind those in the first cells, where all of them are of one form. */
function nextId({ document }: Subject, { body, samples }: RowsBeside): string | undefined {
  const read = (rows: readonly Row[]): (RegExpExecArray | null)[] =>
    rows.map((row) => {
      const span = row.cells[0]?.span;
      return span === undefined ? null : numbering.exec(document.text.slice(span.from, span.to));
    });
  // A sample's own number is the first; it goes with the sample.
  const found = body.length > 0 ? read(body) : read(samples.slice(0, 1));
  const [first] = found;
  if (first === undefined || first === null) return undefined;
  if (!found.every((match) => match?.[1] === first[1] && match?.[3] === first[3])) return undefined;
  const numbers = found.flatMap((match) => match?.[2] ?? []);
  return `${first[1] ?? ''}${body.length > 0 ? nextNumber(numbers) : (first[2] ?? '1')}${first[3] ?? ''}`;
}

/** The place to fill that a sample, or the template's first row, has in a column; empty where it has none. */
function openCell(subject: Subject, column: number, sample: Row | undefined, model: Table | undefined): string {
  const own = sample?.cells[column];
  if (own !== undefined && hasSlot(subject, own.outer)) return subject.document.text.slice(own.span.from, own.span.to);
  const cell = model?.rows[0]?.cells[column];
  if (cell === undefined || templateSlots(subject.template, cell.outer).length === 0) return '';
  return subject.template?.text.slice(cell.span.from, cell.span.to) ?? '';
}

function optionsFor(
  subject: Subject,
  column: number,
  sample: Row | undefined,
  model: Table | undefined,
): readonly string[] {
  const own = sample?.cells[column];
  const here = own === undefined ? [] : optionsIn(subject, own.outer);
  if (here.length > 0) return here;
  const byRow = (model?.rows ?? []).map((row) => {
    const cell = row.cells[column];
    const slots = cell === undefined ? [] : templateSlots(subject.template, cell.outer);
    return slots.find((slot) => slot.class === 'choice')?.options ?? [];
  });
  // Rows that ask for different things say nothing of a new one.
  const [first = []] = byRow;
  return byRow.every((options) => options.join('/') === first.join('/')) ? first : [];
}

/** The row's line, with pipes and blanks as the table has them. */
export function rowLine({ document }: Subject, table: Table, cells: readonly NewCell[]): string {
  const like = table.rows.at(-1)?.span ?? {
    from: table.span.from,
    to: document.lines[table.line]?.to ?? table.span.to,
  };
  const text = document.text.slice(like.from, like.to).trim();
  const blank = /^\|?[ \t]|[^|][ \t]\|/.test(text) ? ' ' : '';
  const inner = cells.map((cell) => cell.text).join(`${blank}|${blank}`);
  // Without pipes around it a row can't begin or end with an empty cell.
  const isBare = !text.startsWith('|') && cells[0]?.text !== '' && cells.at(-1)?.text !== '';
  return isBare ? inner : `|${blank}${inner}${blank}|`;
}
