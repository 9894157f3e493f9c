import { describe, expect, test } from 'vitest';
import { resolvePlace } from '../../src/markdown/addresses.ts';
import { placesIn } from '../../src/markdown/outline.ts';
import { parseDocument } from '../../src/markdown/document.ts';
import { applySplices } from '../../src/markdown/splices.ts';
import { fieldOf, partWith, present, sectionOf, textOf } from '../support/places.ts';

function unitsIn(body: string): string[] {
  return partWith(body).section.units.map((unit) => unit.id);
}

describe('units', () => {
  test.each([
    ['a bold line alone', '**Background**\n\nText.', ['part/background']],
    ['a bold line alone at the end', 'Text.\n\n**Background**', ['part/background']],
    ['underscores', '__Background__\n\nText.', ['part/background']],
    ["a bold 'Word N' alone", '**Risk 2**\n\n- **Impact**: Low', ['part/risk-2']],
    ['a label that opens labels in a list', '**Gate 1**: Name\n- Status: PASS', ['part/gate-1']],
    ['a label that opens a list', '**Phase 1**: Name\n\n1. a\n2. b', ['part/phase-1']],
    ['a label that opens labels', '**Question 1**: What?\n\n**Owner**: Kim', ['part/question-1']],
    ['twins', '**Gate 1**: A\n- Status: x\n\n**Gate 1**: B\n- Status: y', ['part/gate-1', 'part/gate-1-2']],
    ['another script', '**Этап 1**: Имя\n- Срок: день', ['part/этап-1']],
  ])('are opened by %s', (_name, body, ids) => {
    expect(unitsIn(body)).toEqual(ids);
  });

  test.each([
    ['a bold line that ends in a colon', '**Tasks:**\n\n- a'],
    ['a bold label without a number', '**Goal**: x\n\n- a'],
    ["a label 'Word N' that opens nothing", '**Week 1**: watch\n\nText.'],
    ["a label 'Word N' at the end", '**Week 1**: watch'],
    ['bold words in a line', '**Bold** and more\n\n- a'],
    ['two bold runs in a line', '**Bold** **again**'],
    ['a bold item', '- **Gate 1**\n  - Status: x'],
    ['an item with a label', '- **Week 1**: watch\n  - a'],
    ['a fence', '```\n**Gate 1**\n```'],
    ['a comment', '<!--\n**Gate 1**\n-->'],
    ['a cell', '| **Gate 1** |\n|---|\n| **Gate 2** |'],
    ['emphasis', '*Background*\n\nText.'],
  ])('are not opened by %s', (_name, body) => {
    expect(unitsIn(body)).toEqual([]);
  });

  test('run up to the next unit or the end of the body', () => {
    const { document, section } = partWith(
      'Before.\n\n**Gate 1**: A\n- Status: x\n\n**Gate 2**: B\n\n- Status: y\n\n### Below',
    );
    const [first, second] = section.units;
    expect(textOf(document, present(first).span)).toBe('**Gate 1**: A\n- Status: x');
    expect(textOf(document, present(first).heading)).toBe('**Gate 1**: A');
    expect(textOf(document, present(first).words)).toBe('A');
    expect(textOf(document, present(first).body)).toBe('- Status: x');
    expect(textOf(document, present(second).span)).toBe('**Gate 2**: B\n\n- Status: y');
    expect(textOf(document, present(second).body)).toBe('- Status: y');
    expect(present(second).parent).toBe(section);
  });

  test('have places of their own, and the section those that stand outside them', () => {
    const { document, section } = partWith(
      '- before all\n\n**Gate 1**: A\n- step one\n\n**Gate 2**: B\n- step one\n\n| a |\n|---|\n| b |',
    );
    expect(placesIn(section).map((place) => place.id)).toEqual(['part/before-all']);
    expect(placesIn(present(section.units[0])).map((place) => place.id)).toEqual(['part/gate-1/step-one']);
    expect(placesIn(present(section.units[1])).map((place) => place.id)).toEqual(
      expect.arrayContaining(['part/gate-2/step-one', 'part/gate-2/b']),
    );
    expect(textOf(document, resolvePlace(document, 'gate-2/step-one').span)).toBe('- step one');
  });

  test('have fields of their own', () => {
    const { document, section } = partWith(
      '**Owner**: all\n\n**Gate 1**: A\n- Status: PASS\n\n**Gate 2**: B\n- Status: FAIL',
    );
    const [first, second] = section.units;
    expect(textOf(document, fieldOf(present(first), 'Status').value)).toBe('PASS');
    expect(textOf(document, fieldOf(present(second), 'Status').value)).toBe('FAIL');
    expect(textOf(document, fieldOf(section, 'Owner').value)).toBe('all');
  });

  test('share a paragraph line by line', () => {
    const { document, section } = partWith('**Risk 1**: a\n**Owner**: Kim\n**Risk 2**: b\n**Owner**: Sam\nand more');
    const owners = section.units.map((unit) =>
      unit.content.fields.map((field) => [field.id, textOf(document, field.value)]),
    );
    expect(owners).toEqual([[['part/risk-1/owner', 'Kim']], [['part/risk-2/owner', 'Sam\nand more']]]);
    expect(section.units.map((unit) => textOf(document, unit.body))).toEqual([
      '**Owner**: Kim',
      '**Owner**: Sam\nand more',
    ]);
  });

  test('keep their address when they are named, and sections theirs', () => {
    const text = '# Plan\n\n## Gates\n\n**Gate 1**: [Gate name]\n- Status: x\n\n### Phase 1: [Phase Name]\n\n## Next\n';
    const document = parseDocument(text);
    const from = [sectionOf(document, 'gates/gate-1'), sectionOf(document, 'gates/phase-1')];
    const named = parseDocument(
      applySplices(
        text,
        from.map(({ words }) => ({ ...words, text: 'A good name' })),
      ),
    );
    expect(sectionOf(named, 'gates/gate-1').title).toBe('Gate 1: A good name');
    expect(sectionOf(named, 'gates/phase-1').title).toBe('Phase 1: A good name');
  });

  test('give way to a child of the same name', () => {
    const { document } = partWith('**Gate 1**: A\n- Status: x\n\n### Gate 1');
    expect(resolvePlace(document, 'part/gate-1').kind).toBe('section');
    expect(resolvePlace(document, 'part/gate-1-2').kind).toBe('unit');
  });
});
