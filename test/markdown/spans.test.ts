import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import type { Document, Field, Item, Row, Section, Span } from '../../src/markdown/model.ts';
import { listSections } from '../../src/markdown/outline.ts';
import { hostileMarkdownWithLoneSurrogates } from '../support/hostileMarkdown.ts';
import { itemsOf, rowsOf, textOf } from '../support/places.ts';

function holds(outer: Span, inner: Span): boolean {
  return outer.from <= inner.from && inner.from <= inner.to && inner.to <= outer.to;
}

function isInOrder(spans: readonly Span[]): boolean {
  return spans.every((span, index) => span.to <= (spans[index + 1]?.from ?? Infinity));
}

function forEverySection(check: (section: Section, document: Document) => void): void {
  fc.assert(
    fc.property(hostileMarkdownWithLoneSurrogates, (text) => {
      const document = parseDocument(text);
      for (const section of listSections(document)) check(section, document);
    }),
    { numRuns: 700 },
  );
}

const blankStart = /^[ \t]*(?:\r\n|\r|\n)/;
const blankEnd = /(?:\r\n|\r|\n)[ \t]*$/;

describe('the spans of a section', () => {
  test('hold its heading, words, body and everything below it', () => {
    forEverySection((section, document) => {
      expect(holds({ from: 0, to: document.text.length }, section.span)).toBe(true);
      expect(holds(section.span, section.heading)).toBe(true);
      expect(holds(section.heading, section.words)).toBe(true);
      expect(holds(section.span, section.body)).toBe(true);
      for (const child of section.children) {
        expect(holds(section.span, child.span)).toBe(true);
        expect(child.span.from).toBeGreaterThanOrEqual(section.body.to);
        expect(child.parent).toBe(section);
      }
      for (const unit of section.units) {
        expect(holds(section.body, unit.span)).toBe(true);
        expect(unit.parent).toBe(section);
        expect([unit.kind, unit.level, unit.units, unit.children]).toEqual(['unit', 7, [], []]);
      }
    });
  });

  test('stand apart and in order: title, header, sections, footer; children; units', () => {
    forEverySection((section) => {
      expect(section.heading.to).toBeLessThanOrEqual(section.body.from);
      expect(isInOrder(section.children.map((child) => child.span))).toBe(true);
      expect(isInOrder(section.units.map((unit) => unit.span))).toBe(true);
    });
    fc.assert(
      fc.property(hostileMarkdownWithLoneSurrogates, (text) => {
        const { top } = parseDocument(text);
        expect(isInOrder(top.map((section) => section.span))).toBe(true);
        expect(top.filter((section, index) => section.kind === 'header' && index > 0)).toEqual([]);
        expect(top.filter((section, index) => section.kind === 'footer' && index < top.length - 1)).toEqual([]);
      }),
    );
  });

  test('begin and end a body at its first and last non-blank line', () => {
    forEverySection((section, document) => {
      const body = textOf(document, section.body);
      if (body === '') return;
      expect(body).not.toMatch(blankStart);
      expect(body).not.toMatch(blankEnd);
      expect(body).not.toMatch(/^[ \t]*$/);
      expect(document.text.slice(0, section.body.from)).toMatch(/(?:^\uFEFF?|[\r\n])$/);
      expect(document.text.slice(section.body.to)).toMatch(/^(?:[\r\n]|$)/);
    });
  });

  test('say what they are: a heading holds its level and title, its number and words', () => {
    forEverySection((section, document) => {
      const heading = textOf(document, section.heading);
      if (section.kind === 'header' || section.kind === 'footer') {
        expect([heading, section.title, section.level, section.number]).toEqual(['', '', 0, undefined]);
        return;
      }
      if (section.kind === 'unit') {
        expect(heading).toMatch(/^(?:\*\*|__)/);
        expect(document.lines[section.line]?.from).toBeLessThanOrEqual(section.heading.from);
        return;
      }
      const atx = /^ {0,3}(#{1,6})(?:[ \t]|$)/.exec(heading);
      const underline = /(?:\r\n|\r|\n)[ \t]*([=-])[=-]*[ \t]*$/.exec(heading);
      const level = atx === null ? (underline?.[1] === '=' ? 1 : 2) : atx[1]?.length;
      if (section.kind === 'section') expect(section.level).toBe(level);
      expect(heading).toContain(section.number ?? '');
      expect(document.lines[section.line]?.from).toBe(section.heading.from);
      expect(textOf(document, section.words)).not.toMatch(/^[ \t]|[ \t]$/);
    });
  });

  test('leave out nothing but blank lines, breaks, title and front matter', () => {
    fc.assert(
      fc.property(hostileMarkdownWithLoneSurrogates, (text) => {
        const document = parseDocument(text);
        const held = [
          document.frontMatter?.span,
          document.title?.heading,
          ...document.top.map((section) => section.span),
        ];
        const outside = document.lines.filter((line) => !held.some((span) => span !== undefined && holds(span, line)));
        const lost = outside
          .map((line) => text.slice(line.from, line.to))
          .filter((words) => !/^[ \t>]*(?:[-*_][ \t]*){3,}$|^[ \t]*$/.test(words));
        // Text above a title belongs to no header.
        expect(lost.filter((words) => text.indexOf(words) > (document.title?.heading.to ?? -1))).toEqual([]);
      }),
      { numRuns: 700 },
    );
  });
});

describe('the spans of what stands in a body', () => {
  test('lie inside it', () => {
    forEverySection((section) => {
      const { fields, tables } = section.content;
      const spans = [
        ...fields.flatMap((field) => [
          field.span,
          field.labelSpan,
          field.value,
          ...(field.block === undefined ? [] : [field.block]),
        ]),
        ...itemsOf(section).flatMap((item) => [
          item.span,
          item.text,
          ...(item.box === undefined ? [] : [item.box.span]),
        ]),
        ...tables.flatMap((table) => [table.span, ...table.header.flatMap((cell) => [cell.span, cell.outer])]),
        ...rowsOf(section).flatMap((row) => [row.span, ...row.cells.flatMap((cell) => [cell.span, cell.outer])]),
      ];
      const place = section.kind === 'unit' ? section.span : section.body;
      expect(spans.filter((span) => !holds(place, span))).toEqual([]);
    });
  });

  test('say what they are: items', () => {
    forEverySection((section, document) => {
      for (const item of itemsOf(section)) expectItem(document, item);
    });
  });

  test('say what they are: fields', () => {
    forEverySection((section, document) => {
      for (const field of section.content.fields) expectField(document, field);
    });
  });

  test('say what they are: rows and cells', () => {
    forEverySection((section, document) => {
      for (const table of section.content.tables) {
        expect(table.columns.length).toBe(table.header.length);
        expect(isInOrder(table.rows.map((row) => row.span))).toBe(true);
        for (const row of table.rows) expectRow(document, row, table.header.length);
      }
    });
  });
});

function expectItem(document: Document, item: Item): void {
  const whole = textOf(document, item.span);
  const words = textOf(document, item.text);
  expect(item.marker).toMatch(item.form === 'number' ? /^\d{1,9}[.)]$/ : /^(?:[-+*]|\d{1,9}[.)])$/);
  expect(whole.startsWith(item.marker)).toBe(true);
  expect(holds(item.span, item.text)).toBe(true);
  expect(words).toBe(words.replace(/^[ \t]+|[ \t]+$/g, ''));
  expect(item.form === 'check').toBe(item.box !== undefined);
  if (item.box !== undefined) {
    expect(textOf(document, item.box.span)).toBe(`[${item.box.state}]`);
    expect(item.box.state).toHaveLength(1);
    expect(item.box.span.to).toBeLessThanOrEqual(item.text.from);
  }
  if (item.name !== undefined) expect(words).toContain(item.name);
  expect(isInOrder(item.children.map((child) => child.span))).toBe(true);
  for (const child of item.children) {
    expect(holds(item.span, child.span)).toBe(true);
    expect(child.span.from).toBeGreaterThanOrEqual(item.text.to);
  }
  const line = document.lines[item.line];
  expect(line !== undefined && line.from <= item.span.from && item.span.from <= line.to).toBe(true);
}

function expectField(document: Document, field: Field): void {
  const label = textOf(document, field.labelSpan);
  const value = textOf(document, field.value);
  expect(holds(field.span, field.labelSpan) && holds(field.span, field.value)).toBe(true);
  expect(field.labelSpan.to).toBeLessThanOrEqual(field.value.from);
  expect(label).toMatch(/[:：]/);
  // Bold, or italic as some write it: `*Label:*`.
  expect(/^[*_]/.test(label)).toBe(field.form === 'bold');
  expect(value).toBe(value.replace(/^[ \t]+|[ \t]+$/g, ''));
  expect(field.label).not.toBe('');
  expect(field.label).not.toMatch(/[:：]$/);
  if (field.block !== undefined) {
    expect(value).toBe('');
    expect(field.block.from).toBeGreaterThanOrEqual(field.labelSpan.to);
    expect(holds(field.span, field.block)).toBe(true);
  }
  const line = document.lines[field.line];
  expect(line !== undefined && line.from <= field.labelSpan.from && field.labelSpan.to <= line.to).toBe(true);
}

function expectRow(document: Document, row: Row, columns: number): void {
  expect(row.cells.length).toBeLessThanOrEqual(columns);
  expect(isInOrder(row.cells.map((cell) => cell.outer))).toBe(true);
  for (const cell of row.cells) {
    const words = textOf(document, cell.span);
    expect(holds(row.span, cell.outer) && holds(cell.outer, cell.span)).toBe(true);
    expect(words).toBe(words.replace(/^[ \t]+|[ \t]+$/g, ''));
    expect(textOf(document, cell.outer).replace(/^[ \t]+|[ \t]+$/g, '')).toBe(words);
    expect(words).not.toMatch(/(?:^|[^\\])\|/);
    expect(words).not.toMatch(/[\r\n]/);
  }
}
