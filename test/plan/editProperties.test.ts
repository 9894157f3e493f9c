import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import type { Section } from '../../src/markdown/model.ts';
import { listSections } from '../../src/markdown/outline.ts';
import { sectionRevision } from '../../src/markdown/revision.ts';
import { applyFills, type FillOutcome } from '../../src/plan/edits/applyFills.ts';
import type { Fill, FillMode } from '../../src/plan/edits/model.ts';
import { builtInWords } from '../../src/plan/words.ts';
import { hostileMarkdown } from '../support/hostileMarkdown.ts';

const setting = {
  template: undefined,
  constitution: undefined,
  path: undefined,
  words: builtInWords,
  today: '2026-11-21',
};

/** An edit of some section of a hostile text, with the receipt that lets it through. */
interface Edit {
  readonly text: string;
  readonly section: Section;
  readonly fill: Fill;
}

const edits = fc
  .record({
    text: hostileMarkdown,
    pick: fc.nat(),
    content: fc.oneof(fc.constant('Some words.'), fc.constant('- a\n- b'), hostileMarkdown),
    mode: fc.constantFrom<FillMode>('replace', 'replace', 'append', 'rename'),
  })
  .map(({ text, pick, content, mode }): Edit | undefined => {
    const document = parseDocument(text);
    const sections = listSections(document).filter((each) => each.kind !== 'title');
    const section = sections[pick % Math.max(1, sections.length)];
    if (section === undefined) return undefined;
    const words = mode === 'rename' ? (/[^\r\n]{1,60}/.exec(content)?.[0] ?? 'Name') : content;
    const expect_ = sectionRevision(document, section);
    return { text, section, fill: { section: section.id, content: words, mode, expect: expect_ } };
  })
  .filter((edit) => edit !== undefined);

function apply(text: string, fill: Fill): FillOutcome {
  return applyFills(text, [fill], setting);
}

/** Where an edit of a section may write: its heading and all below it, with the line endings that set it off. */
function outside(text: string, section: Section): { before: string; after: string } {
  const isTop = section.heading.from === section.heading.to;
  return {
    before: text.slice(0, isTop ? section.body.from : section.heading.from),
    after: text.slice(section.span.to).trimStart(),
  };
}

describe('an edit of hostile text', () => {
  test('is refused or done, never half, and a refusal changes nothing', () => {
    fc.assert(
      fc.property(edits, ({ text, fill }) => {
        const outcome = apply(text, fill);
        if (outcome.refused.length > 0) expect(outcome.text).toBe(text);
        if (outcome.changed.length > 0) expect(outcome.text).not.toBe(text);
      }),
    );
  });

  test('leaves every byte outside its place', () => {
    fc.assert(
      fc.property(edits, ({ text, section, fill }) => {
        const outcome = apply(text, fill);
        const { before, after } = outside(text, section);
        expect(outcome.text.startsWith(before)).toBe(true);
        expect(outcome.text.endsWith(after)).toBe(true);
      }),
    );
  });

  test('done twice is done once', () => {
    fc.assert(
      fc.property(edits, ({ text, fill }) => {
        const once = apply(text, fill);
        if (once.changed.length === 0) return;
        const id = once.changed[0]?.section ?? fill.section;
        const twice = apply(once.text, { ...fill, section: id });
        expect(twice.text).toBe(once.text);
      }),
    );
  });

  test('leaves every other address naming what it named', () => {
    fc.assert(
      fc.property(edits, ({ text, section, fill }) => {
        const outcome = apply(text, fill);
        const after = new Map(listSections(parseDocument(outcome.text)).map((each) => [each.id, each.title]));
        const others = listSections(parseDocument(text)).filter(
          (each) => each.kind !== 'unit' && each.id !== section.id && !each.id.startsWith(`${section.id}/`),
        );
        for (const other of others) expect(after.get(other.id)).toBe(other.title);
      }),
    );
  });
});
