import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import type { Span } from '../../src/markdown/model.ts';
import { listSections } from '../../src/markdown/outline.ts';
import { planRevision, sectionRevision } from '../../src/markdown/revision.ts';
import { applySplices } from '../../src/markdown/splices.ts';
import { hostileMarkdown } from '../support/hostileMarkdown.ts';
import { fieldOf, present, sectionOf } from '../support/places.ts';

const plan = `# Plan

**Last Updated:** 2026-03-04

## Phases

Two of them.

### Phase 1: Build

- a

#### Notes

Deep.

### Phase 2: Ship

- b

## Risks

**Risk 1**: Loss
- **Impact**: High
`;

interface Halves {
  readonly own: string;
  readonly below: string;
}

function halvesOf(text: string, id: string): Halves {
  const document = parseDocument(text);
  const revision = sectionRevision(document, sectionOf(document, id));
  expect(revision).toMatch(/^[0-9a-f]{12}$/);
  return { own: revision.slice(0, 6), below: revision.slice(6) };
}

/** Which halves of a section's revision differ when one text is replaced by another. */
function changedBy(id: string, from: string, to: string, newId = id): { own: boolean; below: boolean } {
  expect(plan.split(from)).toHaveLength(2);
  const before = halvesOf(plan, id);
  const after = halvesOf(plan.replace(from, to), newId);
  return { own: before.own !== after.own, below: before.below !== after.below };
}

describe('the revision of a plan', () => {
  test('is 12 hex digits of its bytes', () => {
    expect(planRevision(plan)).toMatch(/^[0-9a-f]{12}$/);
    expect(planRevision(plan)).toBe(planRevision(`${plan}`));
    const others = [`${plan}\n`, plan.replaceAll('\n', '\r\n'), `\uFEFF${plan}`, plan.replace('Two', 'Three'), ''];
    expect(new Set([plan, ...others].map((text) => planRevision(text))).size).toBe(6);
  });
});

describe('the revision of a section', () => {
  test.each([
    ['its own body', 'phases', 'Two of them.', 'Three of them.', { own: true, below: false }],
    ['the body of a child', 'phases', '- a', '- A', { own: false, below: true }],
    ['the body of a grandchild', 'phases', 'Deep.', 'Deeper.', { own: false, below: true }],
    ['the name of a child', 'phases', 'Phase 2: Ship', 'Phase 2: Send', { own: false, below: true }],
    ['another section', 'phases', 'Loss', 'Theft', { own: false, below: false }],
    ['a field of the header', 'phases', '2026-03-04', '2026-03-05', { own: false, below: false }],
    ['what stands above it', 'phases/phase-1/notes', 'Two of them.', 'Three of them.', { own: false, below: false }],
    ['the body of its parent', 'phases/phase-1', 'Two of them.', 'Three of them.', { own: false, below: false }],
    ['its sibling', 'phases/phase-1', '- b', '- B', { own: false, below: false }],
    ['what stands in its unit', 'risks', 'High', 'Low', { own: true, below: false }],
    ['blank lines below its body', 'phases', 'Two of them.\n', 'Two of them.\n\n\n', { own: false, below: false }],
  ])('tells of %s', (_name, id, from, to, changed) => {
    expect(changedBy(id, from, to)).toEqual(changed);
  });

  test('tells in its own half of a new name', () => {
    expect(changedBy('phases', '## Phases', '## Stages', 'stages')).toEqual({ own: true, below: false });
    expect(changedBy('phases/phase-1', 'Phase 1: Build', 'Phase 1: Make')).toEqual({ own: true, below: false });
  });

  test('tells in its second half of a child that came or went', () => {
    expect(changedBy('phases', '\n### Phase 2: Ship\n\n- b\n', '')).toEqual({ own: false, below: true });
    expect(changedBy('phases', '- b\n', '- b\n\n### Phase 3: Rest\n')).toEqual({ own: false, below: true });
  });

  test('is the same for a unit and for what it holds', () => {
    expect(changedBy('risks/risk-1', 'High', 'Low')).toEqual({ own: true, below: false });
    expect(changedBy('risks/risk-1', 'Risk 1: Loss'.replace(': ', '**: '), 'Risk 1**: Theft')).toEqual({
      own: true,
      below: false,
    });
  });

  test('leaves masks out', () => {
    const revisionWith = (text: string): string => {
      const document = parseDocument(text);
      const header = sectionOf(document, 'header');
      const masks: Span[] = [fieldOf(header, 'Last Updated').value];
      return sectionRevision(document, header, masks);
    };
    const later = plan.replace('2026-03-04', '2026-11-20 (again)');
    expect(revisionWith(later)).toBe(revisionWith(plan));
    expect(halvesOf(later, 'header').own).not.toBe(halvesOf(plan, 'header').own);
    expect(revisionWith(plan.replace('**Last Updated:**', '**Updated:** x\n**Last Updated:**'))).not.toBe(
      revisionWith(plan),
    );
  });

  test('leaves masks out below it too, wherever they come in the list', () => {
    const revisionWith = (text: string, words: readonly string[]): string => {
      const document = parseDocument(text);
      const masks = words.map((word) => ({ from: text.indexOf(word), to: text.indexOf(word) + word.length }));
      return sectionRevision(document, sectionOf(document, 'phases'), masks);
    };
    const before = revisionWith(plan, ['Two', '- a', '- b']);
    const changed = plan.replace('- a', '- other').replace('- b', '- more');
    expect(revisionWith(changed, ['Two', '- other', '- more'])).toBe(before);
    expect(revisionWith(changed, ['- more', 'Two', '- other'])).toBe(before);
    expect(revisionWith(plan, ['- b', 'them', '- a', 'Two'])).toBe(revisionWith(plan, ['Two', 'them', '- a', '- b']));
  });
});

describe('the revisions of all sections', () => {
  test('change in the own half of the section whose body changes, in the second half of those above it, and nowhere else', () => {
    fc.assert(
      fc.property(hostileMarkdown, fc.nat(), (text, choice) => {
        const before = parseDocument(text);
        const sections = listSections(before).filter((section) => section.kind === 'section');
        fc.pre(sections.length > 0);
        const target = present(sections[choice % sections.length]);
        // A word behind the last line of a paragraph changes no structure.
        fc.pre(/\w$/.test(text.slice(target.body.from, target.body.to)) && before.blocks.at(-1) !== undefined);
        const after = parseDocument(applySplices(text, [{ from: target.body.to, to: target.body.to, text: 'x' }]));
        const now = new Map(listSections(after).map((section) => [section.id, section]));
        fc.pre(listSections(before).every((section) => now.get(section.id)?.title === section.title));
        const above = new Set<string>();
        for (let parent = target.parent; parent !== undefined; parent = parent.parent) above.add(parent.id);
        for (const section of listSections(before).filter((each) => each.kind !== 'unit')) {
          const old = sectionRevision(before, section);
          const fresh = sectionRevision(after, present(now.get(section.id)));
          const changed = [old.slice(0, 6) !== fresh.slice(0, 6), old.slice(6) !== fresh.slice(6)];
          expect([section.id, ...changed]).toEqual([section.id, section.id === target.id, above.has(section.id)]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
