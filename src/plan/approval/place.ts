import { plainText } from '../../markdown/inline.ts';
import { resolvePlace } from '../../markdown/addresses.ts';
import type { Document, Field, Row, Section, Span } from '../../markdown/model.ts';
import { PlanError } from '../../errors.ts';
import { isOpenValue, labelOf, statusOf, type StatusSource } from '../status.ts';
import type { WordSet } from '../words.ts';

/** A line of the plan's standing beside its status: the approval on record, or the reason for the status. */
export interface StandingLine {
  readonly value: Span;
  /** The field's or row's own text. */
  readonly span: Span;
  /** 0-based. */
  readonly line: number;
  readonly form: Field['form'] | 'row';
}

/** Where the approval is on record: a label or row in header, footer, the section of the status, else front matter. */
export function approvalPlace(document: Document, source: StatusSource): StandingLine | undefined {
  const lines = standingLines(document, source, source.words.label('approval'));
  return lines.find(({ value }) => saysSomething(document, value, source)) ?? lines[0];
}

/** The approval on record, in the plan's own words; undefined where nobody said anything. */
export function approvalOf(document: Document, source: StatusSource): string | undefined {
  const place = approvalPlace(document, source);
  if (place === undefined || !saysSomething(document, place.value, source)) return undefined;
  return textOf(document, place);
}

/** The line with the reason for the status, where there is one. */
export function reasonPlace(document: Document, source: StatusSource): StandingLine | undefined {
  return standingLines(document, source, source.words.label('statusReason'))[0];
}

/** A standing line's value as it is meant: without the marks of its form. */
export function textOf(document: Document, { value, form }: StandingLine): string {
  const raw = document.text.slice(value.from, value.to).replace(/\s+/g, ' ').trim();
  if (form === 'row') return raw.replace(/\\\|/g, '|');
  if (form !== 'frontMatter') return raw;
  const quote = /^(["'])(.*)\1$/.exec(raw);
  if (quote === null) return raw;
  return quote[1] === '"' ? unquoted(raw) : (quote[2] ?? '').replaceAll("''", "'");
}

function unquoted(raw: string): string {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === 'string' ? value : raw;
  } catch (error) {
    // YAML knows escapes that JSON does not: then the words stay as written.
    if (error instanceof SyntaxError) return raw.slice(1, -1);
    throw error;
  }
}

function standingLines(document: Document, source: StatusSource, labels: WordSet): StandingLine[] {
  const sections = standingSections(document, source);
  const fields = [...sections.flatMap((section) => section.content.fields), ...(document.frontMatter?.fields ?? [])]
    .filter((field) => labels.is(labelOf(field)))
    .map((field): StandingLine => ({ value: field.value, span: field.span, line: field.line, form: field.form }));
  const rows = sections
    .flatMap((section) => section.content.tables.filter((table) => table.columns.length === 2))
    .flatMap((table) => table.rows.flatMap((row) => rowLine(document, row, labels) ?? []));
  return [...fields, ...rows];
}

function rowLine(document: Document, row: Row, labels: WordSet): StandingLine | undefined {
  const [label, value] = row.cells;
  if (label === undefined || value === undefined) return undefined;
  if (!labels.is(document.text.slice(label.span.from, label.span.to))) return undefined;
  return { value: value.span, span: row.span, line: row.line, form: 'row' };
}

/** Header, footer, and the section that says the status. */
function standingSections(document: Document, source: StatusSource): Section[] {
  const edges = document.top.filter((section) => section.kind === 'header' || section.kind === 'footer');
  const status = statusOf(document, source);
  const holder = status === undefined ? undefined : sectionAt(document, status.place);
  return holder === undefined || edges.includes(holder) ? edges : [...edges, holder];
}

function sectionAt(document: Document, address: string): Section | undefined {
  const id = address.split('/').slice(0, -1).join('/') || address;
  try {
    const place = resolvePlace(document, id);
    return place.kind === 'section' && (place.id === id || place.id === address) ? place : undefined;
  } catch (fault) {
    if (fault instanceof PlanError) return undefined;
    throw fault;
  }
}

function saysSomething(document: Document, value: Span, { words }: StatusSource): boolean {
  const said = plainText(document.text.slice(value.from, value.to)).replace(/\s+/g, ' ').trim();
  return !isOpenValue(said, words) && !words.none.is(said);
}
