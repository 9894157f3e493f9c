import { PlanError } from '../../errors.ts';
import { lineAt } from '../../markdown/lines.ts';
import type { Field, Section, Span } from '../../markdown/model.ts';
import { choose, optionsIn, optionsOfField } from './choices.ts';
import { inCode } from './inCode.ts';
import { newList, oneLine, replaceItems } from './lists.ts';
import type { Subject, Value, Write } from './model.ts';
import { readFragment } from './structure.ts';
import { slotWithin } from './slotWithin.ts';

/** Writes a label's value in the form that stands there: behind the label, or the list, code or paragraph below it. */
export function writeField(subject: Subject, section: Section, field: Field, value: Value): Write {
  const where = `${field.label} in ${section.id}`;
  if (field.block !== undefined) return writeBlock(subject, field, field.block, value, where);
  if (typeof value !== 'string')
    return value.length === 1
      ? writeLine(subject, section, field, value[0] ?? '', where)
      : writeBelow(subject, field, value, where);
  if (!/[\r\n]/.test(value.trim())) return writeLine(subject, section, field, value, where);
  return writeBelow(subject, field, value, where);
}

function writeLine(subject: Subject, section: Section, field: Field, value: string, where: string): Write {
  const span = slotWithin(subject, field.value) ?? field.value;
  const line = inCode(subject.document, span, oneLine(value, where), where);
  const here = optionsIn(subject, field.value);
  const text = choose(here.length > 0 ? here : optionsOfField(subject, section, field.label), line, where);
  const needsBlank = span.from === span.to && /\S/.test(subject.document.text.charAt(span.from - 1));
  return { splices: [{ ...span, text: needsBlank ? ` ${text}` : text }], spans: [span] };
}

function writeBlock(subject: Subject, field: Field, block: Span, value: Value, where: string): Write {
  const { document } = subject;
  const texts = typeof value === 'string' ? listTexts(value) : value;
  if (field.items.length > 0 && texts !== undefined) {
    const splice = replaceItems(document, field.items, texts, where);
    return splice === undefined
      ? { splices: [], spans: [] }
      : { splices: [splice], spans: [{ from: splice.from, to: splice.to }] };
  }
  const from = block.from + indentAt(subject, block).length;
  const body =
    typeof value === 'string' ? readFragment(value, 6, document.eol, where).own : newList(value, document.eol, where);
  return {
    splices: [{ from, to: block.to, text: indented(body, indentAt(subject, block), document.eol) }],
    spans: [{ from, to: block.to }],
  };
}

/** One text for a list is one item; several lines that are all items are that many. Undefined for Markdown that is no list. */
function listTexts(value: string): readonly string[] | undefined {
  const lines = value.trim().split(/\r\n|\r|\n/);
  if (lines.length === 1) return [value.trim()];
  return lines.every((line) => /^(?:[-+*]|\d{1,9}[.)])[ \t]+\S/.test(line)) ? lines : undefined;
}

/** A list or several lines below a label that has nothing below it yet. */
function writeBelow(subject: Subject, field: Field, value: Value, where: string): Write {
  const { document } = subject;
  requireRoomBelow(subject, field, where);
  const body =
    typeof value === 'string' ? readFragment(value, 6, document.eol, where).own : newList(value, document.eol, where);
  const indent = field.item === undefined ? '' : ' '.repeat(field.item.indent);
  const span = { from: field.labelSpan.to, to: field.value.to };
  const gap = /^(?:[-+*]|\d{1,9}[.)])[ \t]/.test(body) ? document.eol : document.eol + document.eol;
  return { splices: [{ ...span, text: gap + indent + indented(body, indent, document.eol) }], spans: [field.value] };
}

/** A label in the midst of a run of labels holds one line: a list below it would swallow the next label. */
function requireRoomBelow(subject: Subject, field: Field, where: string): void {
  const { lines, text } = subject.document;
  const next = lines[lineAt(lines, field.span.to) + 1];
  const isFree = next === undefined || field.item !== undefined || text.slice(next.from, next.to).trim() === '';
  if (isFree) return;
  throw new PlanError('breaks_structure', `${where} holds one line: another label follows right below it.`, {
    where,
    fix: 'Send one text.',
  });
}

function indentAt(subject: Subject, block: Span): string {
  return /^[ \t>]*/.exec(subject.document.text.slice(block.from, Math.min(block.to, block.from + 200)))?.[0] ?? '';
}

function indented(body: string, indent: string, ending: string): string {
  return indent === '' ? body : body.split(ending).join(ending + indent);
}
