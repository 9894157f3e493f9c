import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { fieldOf, partWith, present, sectionOf, textOf } from '../support/places.ts';

describe('a field with a value', () => {
  test.each([
    ['a colon behind the bold words', '**Owner**: Kim', 'Owner', 'Kim', 'bold'],
    ['a colon inside the bold words', '**Owner:** Kim', 'Owner', 'Kim', 'bold'],
    ['a plain label', 'Owner: Kim', 'Owner', 'Kim', 'plain'],
    ['a plain label in an item', '- Owner: Kim', 'Owner', 'Kim', 'plain'],
    ['a bold label in an item', '- **Owner**: Kim', 'Owner', 'Kim', 'bold'],
    ['a bold label in a numbered item', '1. **Development:** next week', 'Development', 'next week', 'bold'],
    ['a quote', '> **Status:** Draft', 'Status', 'Draft', 'bold'],
    ['a plain label in a quote', '> Status: Draft', 'Status', 'Draft', 'plain'],
    ['a hard break behind the value', '**Owner**: Kim  \n**Spec**: none', 'Owner', 'Kim', 'bold'],
    ['several words', '**Related Domain Spec**: S-DOMAIN-001', 'Related Domain Spec', 'S-DOMAIN-001', 'bold'],
    ['a colon in the value', '**Time**: at 10:30: sharp', 'Time', 'at 10:30: sharp', 'bold'],
    ['marks in the value', '**Branch**: `041-x` and [spec](spec.md)', 'Branch', '`041-x` and [spec](spec.md)', 'bold'],
    ['a slot', '**Date:** [YYYY-MM-DD]', 'Date', '[YYYY-MM-DD]', 'bold'],
    ['another script', '**状态**: 草稿', '状态', '草稿', 'bold'],
    ['a wide colon', '**状态**：草稿', '状态', '草稿', 'bold'],
    ['signs in the label', 'Issue(s): #88', 'Issue(s)', '#88', 'plain'],
  ])('has %s', (_name, body, label, value, form) => {
    const { document, section } = partWith(body);
    const field = fieldOf(section, label);
    expect(textOf(document, field.value)).toBe(value);
    expect(field.form).toBe(form);
    expect(field.block).toBeUndefined();
    expect(field.item === undefined).toBe(!/^(?:-|1\.)/.test(body));
  });

  test('keeps its label span from the first mark to the colon and its closing marks', () => {
    for (const [body, label] of [
      ['**Owner**: Kim', '**Owner**:'],
      ['**Owner:** Kim', '**Owner:**'],
      ['Owner: Kim', 'Owner:'],
      ['- **Owner**: Kim', '**Owner**:'],
    ] as const) {
      const { document, section } = partWith(body);
      expect(textOf(document, fieldOf(section, 'Owner').labelSpan)).toBe(label);
    }
  });

  test('stands beside others on a line, joined by |', () => {
    const { document, section } = partWith('**Branch**: `041-x` | **Date**: 2026-04-01 | **Spec**: [a|b](spec.md)');
    expect(textOf(document, fieldOf(section, 'Branch').value)).toBe('`041-x`');
    expect(textOf(document, fieldOf(section, 'Date').value)).toBe('2026-04-01');
    const plain = partWith('Created: 2026-04-01 | Reviewer: Odd');
    expect(textOf(plain.document, fieldOf(plain.section, 'Created').value)).toBe('2026-04-01');
    expect(textOf(plain.document, fieldOf(plain.section, 'Reviewer').value)).toBe('Odd');
  });

  test('does not end at a | in its code or with no label behind it', () => {
    const { document, section } = partWith('**Choices**: `a | b: c` or d | e');
    expect(textOf(document, fieldOf(section, 'Choices').value)).toBe('`a | b: c` or d | e');
  });

  test('runs over the lines of its paragraph', () => {
    const { document, section } = partWith('**Goal**: a value\nthat goes on\n**Next**: b');
    expect(textOf(document, fieldOf(section, 'Goal').value)).toBe('a value\nthat goes on');
    expect(textOf(document, fieldOf(section, 'Next').value)).toBe('b');
  });

  test('stands on lines of one paragraph and in order', () => {
    const { section } = partWith('Plan ID: P-1\nFeature Spec: S-1\nBranch: feature/1-x');
    expect(section.content.fields.map((field) => field.label)).toEqual(['Plan ID', 'Feature Spec', 'Branch']);
    expect(section.content.fields.map((field) => field.line)).toEqual([4, 5, 6]);
  });

  test('stands in the children of an item', () => {
    const { document, section } = partWith('- Order:\n\n  - Together: a and b\n  - Behind flags: c');
    expect(textOf(document, fieldOf(section, 'Together').value)).toBe('a and b');
    expect(textOf(document, fieldOf(section, 'Behind flags').value)).toBe('c');
  });
});

describe('a field without a value', () => {
  test.each([
    ['a plain one in an item', '- Owner:'],
    ['a bold one', '**Owner**:'],
    ['a bold one with its colon inside', '**Owner:**'],
    ['one at the end of a paragraph', 'Words before.\n**Owner**:'],
    ['one before another label', '**Owner**:\n**Spec**: x'],
    ['one before a heading', '**Owner**:\n\n### Below'],
    ['one with a blank behind its colon', '**Owner**: '],
    ['one before another item', '- Owner:\n- Spec: x'],
  ])('introduces nothing: %s', (_name, body) => {
    const { document, section } = partWith(body);
    const field = fieldOf(section, 'Owner');
    expect(textOf(document, field.value)).toBe('');
    expect(field.block).toBeUndefined();
    expect(field.items).toEqual([]);
    expect(field.value.from).toBeGreaterThanOrEqual(field.labelSpan.to);
    expect(document.lines[field.line]?.to).toBeGreaterThanOrEqual(field.value.to);
  });

  test.each([
    ['a list', '**Tasks:**\n- a\n- b', '- a\n- b', 2],
    ['a list behind a blank line', '**Tasks:**\n\n1. a\n2. b\n3. c', '1. a\n2. b\n3. c', 3],
    ['a table', '**Tasks:**\n\n| a |\n|---|\n| b |', '| a |\n|---|\n| b |', 0],
    ['code', '**Tasks:**\n\n```\na: b\n```', '```\na: b\n```', 0],
    ['a paragraph', '**Tasks:**\n\nAll of them.', 'All of them.', 0],
    ['the children of an item', '- Tasks:\n\n  - a\n  - b', '- a\n  - b', 2],
  ])('introduces %s', (_name, body, block, count) => {
    const { document, section } = partWith(body);
    const field = fieldOf(section, 'Tasks');
    expect(textOf(document, present(field.block)).trimStart()).toBe(block);
    expect(field.items).toHaveLength(count);
    expect(textOf(document, field.value)).toBe('');
    expect(field.span.to).toBe(field.block?.to);
  });

  test('shares its items with the section', () => {
    const { section } = partWith('**Tasks:**\n\n- a\n- b');
    expect(fieldOf(section, 'Tasks').items).toEqual(section.content.items);
    expect(fieldOf(section, 'Tasks').items[0]).toBe(section.content.items[0]);
  });

  test('introduces only what stands right below it', () => {
    const { section } = partWith('**Tasks:**\n\nWords.\n\n- a');
    expect(fieldOf(section, 'Tasks').items).toEqual([]);
  });
});

describe('no field', () => {
  test.each([
    ['a link', 'See http://example.org/a for more'],
    ['a colon without a blank', 'at 10:30 sharp'],
    ['a heading', '### Owner: Kim'],
    ['code', '```\nOwner: Kim\n```'],
    ['indented code', '    Owner: Kim'],
    ['a comment', '<!-- Owner: Kim -->'],
    ['a cell', '| Owner: Kim |\n|---|\n| **Spec**: x |'],
    ['a sentence with a colon late in it', 'We looked at all of the old exports. Then we saw why: they are slow'],
  ])('is %s', (_name, body) => {
    const { document } = partWith(body);
    const fields = sectionOf(document, 'part').content.fields;
    expect(fields.map((field) => field.label)).toEqual([]);
  });
});

describe('front matter', () => {
  const text =
    '---\n# by hand\ntitle: "Search: rebuild"\nstatus: In Review\ntags:\n  - a: b\n  - c\nx-team-key: 007\n---\n\n# Plan\n';

  test('gives the scalar keys of its top level', () => {
    const document = parseDocument(text);
    const fields = present(document.frontMatter).fields;
    const values = new Map(fields.map((field) => [field.label, textOf(document, field.value)]));
    expect(values.get('status')).toBe('In Review');
    expect(values.get('x-team-key')).toBe('007');
    expect(values.get('title')).toContain('Search: rebuild');
    expect([...values.keys()].filter((key) => !['title', 'status', 'tags', 'x-team-key'].includes(key))).toEqual([]);
    expect(fields.every((field) => field.form === 'frontMatter')).toBe(true);
    expect(fields.find((field) => field.label === 'status')?.line).toBe(3);
  });

  test('spans its two lines, and its YAML what is between', () => {
    const document = parseDocument(text);
    const { span, yaml } = present(document.frontMatter);
    expect(textOf(document, span)).toBe(text.slice(0, text.indexOf('\n# Plan')));
    expect(textOf(document, yaml)).toBe(text.slice(4, text.indexOf('---\n\n# Plan')));
  });

  test.each([
    ['an opening line that is not alone', '--- \nstatus: x\n---\n'],
    ['no closing line', '---\nstatus: x\n'],
    ['a line before it', '\n---\nstatus: x\n---\n'],
    ['a longer rule', '----\nstatus: x\n----\n'],
    ['prose between two rules', '---\n\nThis is a sentence.\n\n---\n'],
  ])('is none with %s', (_name, without) => {
    expect(parseDocument(without).frontMatter).toBeUndefined();
  });

  test('is found behind a byte order mark, and with every line ending', () => {
    expect(parseDocument('\uFEFF---\na: b\n---\n').frontMatter?.span).toEqual({ from: 1, to: 14 });
    expect(parseDocument('---\r\na: b\r\n---\r\n# T').frontMatter?.span).toEqual({ from: 0, to: 16 });
    expect(parseDocument('---\ra: b\r---\r# T').frontMatter?.span).toEqual({ from: 0, to: 13 });
    expect(parseDocument('---\na: b\n---').frontMatter?.span).toEqual({ from: 0, to: 12 });
  });
});
