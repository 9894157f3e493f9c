import { PlanError } from '../../errors.ts';
import { isSection } from '../../markdown/addresses.ts';
import { withEnding } from '../../markdown/lines.ts';
import type { Block, Field, Item, Place, Section, Span, Table } from '../../markdown/model.ts';
import { slugOf } from '../../markdown/slug.ts';
import type { Splice } from '../../markdown/splices.ts';
import { headingRoom, ownSplices } from './content.ts';
import type { Change, Subject } from './model.ts';
import { replacePart } from './parts.ts';
import { isSentence } from './sentences.ts';
import { bodyOfChild, type Fragment, readFragment, requireClosedBody } from './structure.ts';
import { sectionOf } from './targets.ts';
import { areSamples } from './writeColumns.ts';
import { hasStandingText, writtenLines } from './written.ts';

/** Adds text at a place's end. Places to fill and 'None' make way for it; a tail that stands there already is no change. */
export function appendTo(subject: Subject, place: Place, content: string): Change {
  if (place.kind === 'item') return appendToItem(subject, place, content);
  if (place.kind === 'field') return appendToField(subject, place, content);
  if (isSection(place)) return appendToSection(subject, place, content);
  throw new PlanError('breaks_structure', `${place.id} is a table row: nothing can be appended to it.`, {
    where: place.id,
    fix: 'Send values by column, or append a row to its section.',
  });
}

function appendToSection(subject: Subject, section: Section, content: string): Change {
  const { document } = subject;
  const fragment = readFragment(content, headingRoom(section), document.eol, section.id);
  const own = document.text.slice(section.body.from, section.body.to);
  const rows = isTableRows(fragment.own) ? rowsChange(subject, section, fragment.own) : undefined;
  if (rows !== undefined) return rows;
  const isUntouched = writtenLines(subject, section).length === 0 && !hasStandingText(subject, section);
  const isBare = isUntouched || subject.words.none.is(own);
  if (isBare && fragment.children.length === 0)
    return { ...replaceOwn(subject, section, fragment.own), replacesOwn: false };
  requireClosedBody(document, section);
  const tail = isBare ? fragment.own : inFormOf(section, fragment.own);
  const splices =
    fragment.own === ''
      ? []
      : isBare
        ? ownSplices(document, section, fragment.own)
        : tailSplices(subject, section, tail);
  const children = fragment.children.flatMap((child) => appendChild(subject, section, child, fragment));
  return {
    ...nothingReplaced(section, [...splices, ...children]),
    outcome: { own: tail, isWhole: false, children: fragment.children.map((child) => slugOf(child.title)) },
  };
}

/** Template text of the own body alone; the children stay. */
function replaceOwn(subject: Subject, section: Section, own: string): Change {
  return {
    place: section,
    splices: ownSplices(subject.document, section, own),
    replacesOwn: false,
    replacesBelow: false,
    rewritesOwn: true,
    outcome: { own, isWhole: true, children: [] },
  };
}

function tailSplices(subject: Subject, section: Section, tail: string): Splice[] {
  const { document } = subject;
  const own = document.text.slice(section.body.from, section.body.to);
  if (endsWith(own, tail)) return [];
  const last = section.content.blocks.at(-1);
  const gap = last !== undefined && continues(last, tail) ? document.eol : document.eol + document.eol;
  return [{ from: section.body.to, to: section.body.to, text: gap + tail }];
}

/** A list goes on with items of its own form, without a blank line. */
function continues(last: Block, tail: string): boolean {
  if (last.kind === 'bullets') return /^[-+*][ \t]/.test(tail);
  return last.kind === 'numbers' && /^\d{1,9}[.)][ \t]/.test(tail);
}

/** New items take the bullet of the list that they join. */
function inFormOf(section: Section, tail: string): string {
  const list = section.content.blocks.at(-1);
  if (list === undefined || !continues(list, tail)) return tail;
  const marker = section.content.items.findLast((item) => item.line >= list.first && item.line < list.end)?.marker;
  return list.kind === 'bullets' && marker !== undefined ? tail.replace(/^[-+*](?=[ \t])/gm, marker) : tail;
}

/** Whether a text ends with another already, whatever bullets a list took on when it was joined. */
function endsWith(own: string, tail: string): boolean {
  const plain = (text: string): string =>
    text
      .replace(/(?:(?<![ \t])[ \t]+)?(?:\r\n|\r|\n)/g, '\n')
      .replace(/^[-+*](?=[ \t])/gm, '-')
      .trimEnd();
  return plain(own) === plain(tail) || plain(own).endsWith(`\n${plain(tail)}`);
}

function appendChild(subject: Subject, section: Section, fresh: Section, fragment: Fragment): Splice[] {
  const { document } = subject;
  const existing = section.children.find((child) => slugOf(child.title) === slugOf(fresh.title));
  if (existing !== undefined) {
    const body = bodyOfChild(fragment, fresh);
    return body === '' ? [] : [...appendToSection(subject, existing, body).splices];
  }
  const at = section.children.at(-1)?.span.to ?? Math.max(section.body.to, section.heading.to);
  return [
    {
      from: at,
      to: at,
      text: document.eol + document.eol + fragment.document.text.slice(fresh.span.from, fresh.span.to),
    },
  ];
}

function isTableRows(own: string): boolean {
  const lines = own.split(/\r\n|\r|\n/);
  return lines.every((line) => /^[ \t]*\|.*\|[ \t]*$/.test(line)) && !lines.some((line) => /^[ \t:|-]+$/.test(line));
}

/** Rows join the section's table; sample rows that nobody wrote make way for them, rows with a name of their own stay. */
function rowsChange(subject: Subject, section: Section, rows: string): Change | undefined {
  const table = section.content.tables.at(-1);
  if (table === undefined) return undefined;
  requireWidth(table, section, rows);
  const first = table.rows[0];
  const last = table.rows.at(-1);
  if (first !== undefined && last !== undefined && areSamples(subject, section, table.rows)) {
    const span = { from: first.span.from, to: last.span.to };
    return nothingReplaced(section, changed(subject, { ...span, text: rows }));
  }
  const body = subject.document.text.slice(table.span.from, table.span.to);
  if (endsWith(body, rows)) return nothingReplaced(section, []);
  return nothingReplaced(section, [{ from: table.span.to, to: table.span.to, text: subject.document.eol + rows }]);
}

function requireWidth(table: Table, section: Section, rows: string): void {
  const width = table.columns.length;
  const widths = rows.split(/\r\n|\r|\n/).map(
    (row) =>
      row
        .trim()
        .replace(/^\||\|$/g, '')
        .split(/(?<!\\)\|/).length,
  );
  const wrong = widths.find((each) => each !== width);
  if (wrong === undefined) return;
  throw new PlanError(
    'breaks_structure',
    `The table in ${section.id} has ${width} columns, a row given has ${wrong}.`,
    {
      where: section.id,
      fix: `Send a cell for each of: ${table.columns.join(', ')}.`,
    },
  );
}

function changed(subject: Subject, splice: Splice): Splice[] {
  return subject.document.text.slice(splice.from, splice.to) === splice.text ? [] : [splice];
}

/** Lines below an item, as its children: a verdict, a note, an answer. */
function appendToItem(subject: Subject, item: Item, content: string): Change {
  const { document } = subject;
  const fragment = readFragment(content, 6, document.eol, item.id).own;
  const text = /^(?:[-+*]|\d{1,9}[.)])[ \t]/.test(fragment) ? fragment : `- ${fragment}`;
  const indent = ' '.repeat(item.indent);
  const below = indent + text.split(document.eol).join(document.eol + indent);
  const own = withEnding(document.text.slice(item.text.to, item.span.to), '\n');
  if (endsWith(own, withEnding(below, '\n'))) return nothingReplaced(item, []);
  return nothingReplaced(item, [{ from: item.span.to, to: item.span.to, text: document.eol + below }]);
}

function appendToField(subject: Subject, field: Field, content: string): Change {
  const own: Span = field.block ?? field.value;
  const text = subject.document.text.slice(own.from, own.to);
  const isBare = text.trim() === '' || subject.words.none.is(text) || isUnfilled(subject, field, own);
  if (isBare) return { ...replacePart(subject, field, content), replacesOwn: false };
  if (endsWith(text, content) || text.trimEnd().endsWith(content.trim())) return nothingReplaced(field, []);
  const last = field.items.at(-1);
  if (last !== undefined) {
    const line = subject.document.text.lastIndexOf('\n', last.span.from - 1);
    const indent = subject.document.text.slice(line + 1, last.span.from).replace(/[^ \t>]/g, '');
    const item = `${last.marker} ${content.trim().replace(/^(?:[-+*]|\d{1,9}[.)])[ \t]+/, '')}`;
    return nothingReplaced(field, [
      { from: last.span.to, to: last.span.to, text: subject.document.eol + indent + item },
    ]);
  }
  return nothingReplaced(field, [{ from: own.to, to: own.to, text: ` ${content.trim()}` }]);
}

/** A value that is all places to fill; one with words of somebody's beside a place is theirs. */
function isUnfilled(subject: Subject, field: Field, own: Span): boolean {
  const hasSlot = subject.slots.some(({ slot }) => own.from <= slot.span.from && slot.span.to <= own.to);
  const section = sectionOf(subject, field);
  if (!hasSlot || section === undefined || isSentence(subject, own)) return false;
  return writtenLines(subject, section, own).length === 0;
}

function nothingReplaced(place: Place, splices: readonly Splice[]): Change {
  return { place, splices, replacesOwn: false, replacesBelow: false, rewritesOwn: false };
}
