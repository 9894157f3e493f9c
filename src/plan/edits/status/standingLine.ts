import { lineAt } from '../../../markdown/lines.ts';
import type { Document, Field, Row } from '../../../markdown/model.ts';
import { withDescendants } from '../../../markdown/outline.ts';
import type { Splice } from '../../../markdown/splices.ts';
import type { StandingLine } from '../../approval/place.ts';
import type { PlanStatus } from '../../status.ts';
import { cellText } from '../lists.ts';
import { keySplice } from './frontMatterKey.ts';

/** A record beside the status: what it is called on a line and as a key, and what it says; undefined takes it away. */
export interface StandingRecord {
  readonly label: string;
  readonly key: string;
  readonly text: string | undefined;
}

/** Writes a record into the line that has it, else below the status in the status's own form, else into front matter. */
export function standingSplices(
  document: Document,
  status: PlanStatus | undefined,
  existing: StandingLine | undefined,
  record: StandingRecord,
): Splice[] {
  if (existing !== undefined) return overExisting(document, existing, record);
  if (record.text === undefined) return [];
  const at = status === undefined ? undefined : statusLine(document, status);
  return at === undefined
    ? [keySplice(document, record.key, record.text)]
    : belowStatus(document, at, record, record.text);
}

function overExisting(document: Document, existing: StandingLine, record: StandingRecord): Splice[] {
  const line = document.lines[existing.line];
  if (record.text === undefined) {
    const isOwn = line !== undefined && isOwnLine(document.text.slice(line.from, line.to), record, existing);
    if (isOwn) return [{ from: line.from, to: line.next, text: '' }];
    return [{ ...existing.value, text: existing.form === 'frontMatter' ? '""' : 'None' }];
  }
  if (existing.form === 'frontMatter')
    return [{ ...existing.value, text: withBlank(document, existing, JSON.stringify(record.text)) }];
  const text = existing.form === 'row' ? cellText(record.text, record.label) : record.text;
  return [{ ...existing.value, text: withBlank(document, existing, text) }];
}

/** A line that holds nothing but a record of our own. */
function isOwnLine(line: string, { label, key }: StandingRecord, { form }: StandingLine): boolean {
  if (form === 'frontMatter') return line.startsWith(`${key}:`);
  return line.replace(/^[\s>|*_+-]{0,20}/, '').startsWith(label);
}

function withBlank(document: Document, { value }: StandingLine, text: string): string {
  return value.from === value.to && /\S/.test(document.text.charAt(value.from - 1)) ? ` ${text}` : text;
}

/** Where a status stands: a label, a row, or the line of a section that is nothing else. */
type StatusLine =
  | { readonly kind: 'field'; readonly field: Field }
  | { readonly kind: 'row'; readonly row: Row }
  | { readonly kind: 'line' };

/** Undefined for a status in front matter. */
function statusLine(document: Document, status: PlanStatus): (StatusLine & { readonly line: number }) | undefined {
  const line = lineAt(document.lines, status.span.from);
  if (document.frontMatter !== undefined && status.span.to <= document.frontMatter.span.to) return undefined;
  for (const section of document.top.flatMap(withDescendants)) {
    if (status.span.from < section.span.from || status.span.to > section.span.to) continue;
    const field = section.content.fields.find((each) => each.value.from === status.span.from);
    if (field !== undefined) return { kind: 'field', field, line };
    const row = section.content.tables
      .flatMap((table) => table.rows)
      .find((each) => each.cells.some((cell) => cell.span.from === status.span.from));
    if (row !== undefined) return { kind: 'row', row, line };
  }
  return { kind: 'line', line };
}

function belowStatus(
  document: Document,
  at: StatusLine & { readonly line: number },
  { label }: StandingRecord,
  text: string,
): Splice[] {
  const line = document.lines[at.line];
  if (line === undefined) return [];
  const { eol } = document;
  if (at.kind === 'row') {
    const indent = /^[ \t>]*/.exec(document.text.slice(line.from, line.to))?.[0] ?? '';
    return [{ from: line.to, to: line.to, text: `${eol}${indent}| ${label} | ${cellText(text, label)} |` }];
  }
  if (at.kind === 'line') return [{ from: line.to, to: line.to, text: `${eol}${eol}${label}: ${text}` }];
  const { field } = at;
  const mark = document.text.slice(field.labelSpan.from, field.labelSpan.to);
  // Marks and colon as the status has them: `**Status:**`, `**Status**:`, `Status:`.
  const own = mark.replace(/[\p{L}\p{N}][\p{L}\p{N}\p{M}\s]*/u, () => label);
  const lead = document.text.slice(line.from, field.labelSpan.from);
  const prefix = /^[ \t>]*(?:[-+*][ \t]+|\d{1,9}[.)][ \t]+)?/.exec(lead)?.[0] ?? '';
  const source = document.text.slice(line.from, line.to);
  const broken = source.endsWith('  ') || source.endsWith('\\');
  const ending = broken ? (/(?:(?<! ) {2,}|\\)$/.exec(source)?.[0] ?? '') : '';
  const needsBreak = !broken && field.item === undefined && siblingsBreak(document, at.line);
  return [
    ...(needsBreak ? [{ from: line.to, to: line.to, text: '  ' }] : []),
    { from: line.to, to: line.to, text: `${eol}${prefix}${own} ${text}${ending}` },
  ];
}

/** Whether the line before ends in a hard break: then the status's own line, the last of its paragraph, needs one to be followed. */
function siblingsBreak(document: Document, index: number): boolean {
  const before = document.lines[index - 1];
  return before !== undefined && document.text.slice(before.from, before.to).endsWith('  ');
}
