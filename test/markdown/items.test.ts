import { describe, expect, test } from 'vitest';
import { resolvePlace } from '../../src/markdown/addresses.ts';
import { placesIn } from '../../src/markdown/outline.ts';
import { itemsOf, partWith, present, textOf } from '../support/places.ts';

describe('items', () => {
  test.each([
    ['- a', 'bullet', '-'],
    ['* a', 'bullet', '*'],
    ['+ a', 'bullet', '+'],
    ['1. a', 'number', '1.'],
    ['12) a', 'number', '12)'],
    ['- [ ] a', 'check', '-'],
    ['3. [x] a', 'check', '3.'],
  ])('of the form %j are read', (body, form, marker) => {
    const { document, section } = partWith(body);
    const item = present(section.content.items[0]);
    expect([item.form, item.marker, textOf(document, item.text)]).toEqual([form, marker, 'a']);
    expect(textOf(document, item.span)).toBe(body);
    expect(item.line).toBe(4);
  });

  test('hold their children, their own text and the column where children stand', () => {
    const { document, section } = partWith(
      '1. Prepare\n   more words\n   - rent\n     - two regions\n\n   - order\n2. Build',
    );
    const [first, second] = section.content.items;
    const prepare = present(first);
    expect(textOf(document, prepare.text)).toBe('Prepare\n   more words');
    expect(prepare.indent).toBe(3);
    expect(prepare.children.map((child) => textOf(document, child.text))).toEqual(['rent', 'order']);
    expect(prepare.children[0]?.children.map((child) => textOf(document, child.text))).toEqual(['two regions']);
    expect(prepare.children[0]?.indent).toBe(5);
    expect(textOf(document, prepare.span)).toMatch(/^1\. Prepare[^]*- order$/);
    expect(textOf(document, present(second).span)).toBe('2. Build');
  });

  test('end with their own paragraphs', () => {
    const { document, section } = partWith('- a\n\n  paragraph\n\n      code\n- b');
    const item = present(section.content.items[0]);
    expect(textOf(document, item.text)).toBe('a');
    expect(textOf(document, item.span)).toBe('- a\n\n  paragraph\n\n      code');
  });

  test('may be empty: their text stands where it would be written', () => {
    const { document, section } = partWith('- a\n-\n- [ ]\n- b');
    expect(section.content.items.map((item) => textOf(document, item.text))).toEqual(['a', '', '', 'b']);
    expect(section.content.items[2]?.form).toBe('check');
  });

  test('keep lines of a paragraph that are not indented', () => {
    const { document, section } = partWith('- a\ngoes on lazily\n- b');
    expect(section.content.items.map((item) => textOf(document, item.text))).toEqual(['a\ngoes on lazily', 'b']);
  });

  test('are read behind tabs and in quotes', () => {
    const { document, section } = partWith('-\ta\n\t- b\n\n> - c');
    expect(itemsOf(section).map((item) => textOf(document, item.text))).toEqual(['a', 'b', 'c']);
  });

  test('of two lists with a paragraph between come in order', () => {
    const { document, section } = partWith('- a\n\nwords\n\n1. b\n\n- c');
    expect(section.content.items.map((item) => textOf(document, item.text))).toEqual(['a', 'b', 'c']);
  });
});

describe('checks', () => {
  test.each([
    ['- [ ] a', ' '],
    ['- [x] a', 'x'],
    ['- [X] a', 'X'],
    ['* [x] a', 'x'],
    ['1. [ ] a', ' '],
  ])('of %j have their state', (body, state) => {
    const { document, section } = partWith(body);
    const box = present(section.content.items[0]?.box);
    expect(box.state).toBe(state);
    expect(textOf(document, box.span)).toBe(`[${state}]`);
  });

  test.each(['- [a] b', '- [] b', '- [x]b', '- [ ](link.md) b', '- x [ ] b', '- `[x]` b', '- \\[x] b', '- [xx] b'])(
    '%j is none',
    (body) => {
      const { section } = partWith(body);
      expect(section.content.items[0]?.box).toBeUndefined();
      expect(section.content.items[0]?.form).toBe('bullet');
    },
  );

  test('have the bold words that open them as their name, without the colon', () => {
    const { section } = partWith(
      '- [ ] **Small Steps:** can it be shipped?\n- [x] **Open Formats**: yes\n- [x] **Alone**\n- [ ] none **here**',
    );
    expect(section.content.items.map((item) => item.name)).toEqual(['Small Steps', 'Open Formats', 'Alone', undefined]);
  });

  test('have their evidence as children', () => {
    const { document, section } = partWith(
      '- [x] **Small Steps:** yes\n  - PASS: shipped in three\n  - see decision 4\n- [ ] next',
    );
    const check = present(section.content.items[0]);
    expect(check.children.map((child) => textOf(document, child.text))).toEqual([
      'PASS: shipped in three',
      'see decision 4',
    ]);
    expect(textOf(document, check.text)).toBe('**Small Steps:** yes');
  });
});

describe('the ids of items', () => {
  const idsIn = (body: string): string[] => itemsOf(partWith(body).section).map((item) => item.id.toLowerCase());

  test.each([
    ['its own id', '- T012 write the parser', 'part/t012'],
    ['its own id behind a box', '- [x] T012 [P] write the parser', 'part/t012'],
    ['its own id with a dash', '- FR-003 limits per tenant', 'part/fr-003'],
    ['its own id with a colon', '1. Q2: which bank first?', 'part/q2'],
    ['its own id in bold', '- **FR-003**: limits per tenant', 'part/fr-003'],
    ['its first six words', '- ask every bank for its own limits again', 'part/ask-every-bank-for-its-own'],
    ['all of fewer words', '- ask the bank', 'part/ask-the-bank'],
    ['words of another script', '- спросить каждый банк', 'part/спросить-каждый-банк'],
    [
      'words without marks',
      '- ask *every* bank for `limits` [here](x.md) again',
      'part/ask-every-bank-for-limits-here',
    ],
    ['its place where no words are left', '- [Concrete output]', 'part/item-1'],
    ['its place where it is empty', '-', 'part/item-1'],
  ])('are made of %s', (_name, body, id) => {
    expect(idsIn(body)).toEqual([id]);
  });

  test('count twins', () => {
    expect(idsIn('- ask the bank\n- ask the bank\n- ask the bank')).toEqual([
      'part/ask-the-bank',
      'part/ask-the-bank-2',
      'part/ask-the-bank-3',
    ]);
  });

  test('count empty ones by their place', () => {
    expect(idsIn('- first\n- [Slot]\n- [Slot]')).toEqual(['part/first', 'part/item-2', 'part/item-3']);
  });

  test('of children stand below the section, and are listed', () => {
    const { document, section } = partWith('- ask the bank\n  - by phone\n    - on Monday');
    expect(itemsOf(section).map((item) => item.id)).toEqual(['part/ask-the-bank', 'part/by-phone', 'part/on-monday']);
    expect(placesIn(section).map((place) => place.id)).toEqual(
      expect.arrayContaining(['part/ask-the-bank', 'part/by-phone', 'part/on-monday']),
    );
    const found = resolvePlace(document, 'on-monday');
    expect(textOf(document, found.span)).toBe('- on Monday');
  });

  test('never take the id of a heading or unit of the section', () => {
    const { document } = partWith('- risks\n- gate 1\n\n**Gate 1**: x\n- Status: PASS\n\n### Risks');
    expect(resolvePlace(document, 'part/risks').kind).toBe('section');
    expect(resolvePlace(document, 'part/gate-1').kind).toBe('unit');
  });
});
