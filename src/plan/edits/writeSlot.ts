import type { Item, Section, Span } from '../../markdown/model.ts';
import type { PlacedSlot } from '../slots.ts';
import { choose } from './choices.ts';
import { inCode } from './inCode.ts';
import { cellText, newList, oneLine, replaceItems, withoutMarker } from './lists.ts';
import type { Subject, Value, Write } from './model.ts';
import { readFragment } from './structure.ts';

/** Puts a text where a slot stands. A slot that is a whole paragraph takes several lines or a list; any other takes one line. */
export function writeSlot(subject: Subject, placed: PlacedSlot, value: Value): Write {
  const { slot, section } = placed;
  const where = `"${slot.name}" in ${section.id}`;
  const item = wholeItem(section, slot.span);
  if (typeof value !== 'string' && item !== undefined) return runWrite(subject, [item], value, where);
  const isParagraph = isWholeParagraph(subject, section, slot.span);
  const text =
    typeof value === 'string' ? value : isParagraph ? newList(value, subject.document.eol, where) : value.join(', ');
  if (isParagraph && /[\r\n]/.test(text.trim())) {
    const body = readFragment(text, 6, subject.document.eol, where).own;
    return { splices: [{ ...slot.span, text: body }], spans: [slot.span] };
  }
  if (isUnderline(subject, slot.span)) {
    const list = newList(typeof value === 'string' ? [value] : value, subject.document.eol, where);
    return {
      splices: [{ ...slot.span, text: subject.document.eol + subject.document.eol + list }],
      spans: [slot.span],
    };
  }
  const plain = item === undefined ? text : withoutMarker(text);
  const words = slot.fenced ? plain : inCode(subject.document, slot.span, plain, where);
  const written = slot.class === 'choice' ? choose(slot.options, words, where) : words;
  const line = inCell(section, slot.span) ? cellText(written, where) : oneLine(written, where);
  return { splices: [{ ...slot.span, text: spaced(subject, slot.span, line) }], spans: [slot.span] };
}

/** A list for a name that stands several times: fills the list whose items are these slots, whatever its length. Undefined where they are no list. */
export function writeSlots(
  subject: Subject,
  slots: readonly PlacedSlot[],
  values: readonly string[],
): Write | undefined {
  const items = slots.map((placed) => wholeItem(placed.section, placed.slot.span));
  const section = slots[0]?.section;
  if (section === undefined || items.some((item) => item === undefined)) return undefined;
  const run = items.filter((item) => item !== undefined);
  return areSiblings(section, run)
    ? runWrite(subject, run, values, `"${slots[0]?.slot.name}" in ${section.id}`)
    : undefined;
}

/** An empty item that makes a heading of the label above it: its list goes below that heading. */
function isUnderline({ document }: Subject, span: Span): boolean {
  const block = document.blocks.find((each) => each.kind === 'heading' && document.lines[each.end - 1]?.to === span.to);
  return block?.markup === '-' && span.from === span.to;
}

function runWrite(subject: Subject, items: readonly Item[], values: readonly string[], where: string): Write {
  const splice = replaceItems(subject.document, items, values, where);
  return splice === undefined
    ? { splices: [], spans: [] }
    : { splices: [splice], spans: [{ from: splice.from, to: splice.to }] };
}

/** The item whose text is nothing but the slot. */
function wholeItem(section: Section, span: Span): Item | undefined {
  return itemsBelow(section.content.items).find((item) => item.text.from === span.from && item.text.to === span.to);
}

function itemsBelow(items: readonly Item[]): Item[] {
  return items.flatMap((item) => [item, ...itemsBelow(item.children)]);
}

function areSiblings(section: Section, run: readonly Item[]): boolean {
  const lists = [section.content.items, ...itemsBelow(section.content.items).map((item) => item.children)];
  return lists.some((list) => {
    const start = list.findIndex((item) => item === run[0]);
    const marker = run[0]?.form;
    return start !== -1 && run.every((item, index) => list[start + index] === item && item.form === marker);
  });
}

function isWholeParagraph(subject: Subject, section: Section, span: Span): boolean {
  const { lines, text } = subject.document;
  return section.content.blocks.some((block) => {
    const first = lines[block.first];
    const last = lines[block.end - 1];
    if (block.kind !== 'paragraph' || first === undefined || last === undefined) return false;
    return (
      first.from <= span.from &&
      span.to <= last.to &&
      text.slice(first.from, last.to).trim() === text.slice(span.from, span.to).trim()
    );
  });
}

function inCell(section: Section, span: Span): boolean {
  const rows = section.content.tables.flatMap((table) => table.rows);
  return rows.some((row) => row.cells.some((cell) => cell.outer.from <= span.from && span.to <= cell.outer.to));
}

/** Text for an empty place stands off from the mark before it. */
function spaced(subject: Subject, span: Span, text: string): string {
  const before = subject.document.text.charAt(span.from - 1);
  return span.from === span.to && /[:：*\]\-.)]/.test(before) ? ` ${text}` : text;
}
