import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlanError } from '../../src/errors.ts';
import { parseDocument } from '../../src/markdown/document.ts';
import type { Document, Section } from '../../src/markdown/model.ts';
import { listSections } from '../../src/markdown/outline.ts';
import { planRevision, sectionRevision } from '../../src/markdown/revision.ts';
import { alignSections } from '../../src/plan/diff/alignSections.ts';
import { applyFills } from '../../src/plan/edits/applyFills.ts';
import type { Fill, FillMode } from '../../src/plan/edits/model.ts';
import { lineDiff } from '../../src/plan/edits/restore/lineDiff.ts';
import type { Restored } from '../../src/plan/edits/restore/model.ts';
import { restoreTo } from '../../src/plan/edits/restore/restoreTo.ts';
import { takeBack } from '../../src/plan/edits/restore/takeBack.ts';
import { touched } from '../../src/plan/edits/restore/touched.ts';
import { builtInWords } from '../../src/plan/words.ts';
import { hostileMarkdown } from '../support/hostileMarkdown.ts';

const setting = {
  template: undefined,
  constitution: undefined,
  path: 'plans/plan.md',
  words: builtInWords,
  today: '2026-11-21',
};

/** A hostile text, of today, before and after an edit of some of its sections. */
interface Edited {
  readonly before: Document;
  readonly after: Document;
}

const fillOf = fc.record({
  pick: fc.nat(),
  content: fc.oneof(fc.constant('Some words.'), fc.constant('- a\n- b'), hostileMarkdown),
  mode: fc.constantFrom<FillMode>('replace', 'append', 'append', 'rename', 'remove', 'move'),
});

const edited = fc
  .tuple(hostileMarkdown, fc.array(fillOf, { minLength: 1, maxLength: 3 }))
  .map(([text, picks]): Edited => {
    const before = touched(parseDocument(text), setting);
    const sections = listSections(before);
    const fills = picks.flatMap(({ pick, content, mode }): Fill[] => {
      const section = sections[pick % Math.max(1, sections.length)];
      return section === undefined ? [] : [fillAt(before, section, mode, content)];
    });
    return { before, after: parseDocument(applyFills(before.text, fills, setting).text) };
  })
  .filter(({ before, after }) => before.text !== after.text);

function fillAt(document: Document, section: Section, mode: FillMode, content: string): Fill {
  const common = { section: section.id, mode, expect: sectionRevision(document, section) };
  if (mode === 'remove' || mode === 'move') return common;
  return { ...common, content: mode === 'rename' ? (/[^\r\n]{1,60}/.exec(content)?.[0] ?? 'Name') : content };
}

function undo(now: string, { before, after }: Edited, sections: readonly string[] = []): string {
  const last = { what: 'fill_section', from: planRevision(before.text), before, after };
  return takeBack(parseDocument(now), last, sections, setting).text;
}

/** Whether the id of a section meant another one before the edit, as where several have one name: then that one comes back. */
function meansAnother(section: Section, { before, after }: Edited): boolean {
  const then = listSections(before).find(({ id }) => id === section.id);
  return then !== undefined && alignSections(before, after).before.get(section) !== then;
}

/** What an act gives, or the code of its refusal. */
function tried<T>(act: () => T): T | { readonly code: string } {
  try {
    return act();
  } catch (fault) {
    if (fault instanceof PlanError) return { code: fault.code };
    throw fault;
  }
}

/** Places to write in a text that lie apart from all that an edit changed, with the same place before the edit. */
function placesApart({ before, after }: Edited): { readonly at: number; readonly was: number }[] {
  const changes = lineDiff(after.text, before.text);
  return after.lines.flatMap(({ from }) => {
    if (changes.some((change) => change.from <= from && from <= change.to)) return [];
    const shift = changes
      .filter(({ to }) => to < from)
      .reduce((sum, change) => sum + change.text.length - (change.to - change.from), 0);
    return [{ at: from, was: from + shift }];
  });
}

const into = (text: string, at: number, line: string): string => text.slice(0, at) + line + text.slice(at);

describe('the last edit of a hostile text', () => {
  it('taken back gives the bytes that were there before, and taken back again those after', () => {
    fc.assert(
      fc.property(edited, (edit) => {
        expect(undo(edit.after.text, edit)).toBe(edit.before.text);
        expect(undo(edit.before.text, { before: edit.after, after: edit.before })).toBe(edit.after.text);
        expect(undo(edit.before.text, edit)).toBe(edit.before.text);
      }),
      { numRuns: 200 },
    );
  });

  it('taken back leaves what others wrote elsewhere, and nothing else', () => {
    let [done, refused] = [0, 0];
    const line = fc.constantFrom('Words of others.', '- an item', '> a quote', '| a | cell |', '## Heading', '```', '');
    fc.assert(
      fc.property(edited, fc.nat(), line, (edit, pick, words) => {
        const places = placesApart(edit);
        const place = places[pick % Math.max(1, places.length)];
        if (place === undefined) return;
        const foreign = `${words}${edit.after.eol}`;
        const result = tried(() => undo(into(edit.after.text, place.at, foreign), edit));
        if (typeof result === 'string') {
          expect(result).toBe(into(edit.before.text, place.was, foreign));
          done += 1;
        } else {
          expect(['breaks_structure', 'invalid_transition', 'stale_revision']).toContain(result.code);
          refused += 1;
        }
      }),
      { numRuns: 200 },
    );
    process.stderr.write(`beside what others wrote: ${done} taken back, ${refused} refused\n`);
    expect(done).toBeGreaterThan(5 * refused);
  });

  it('is not taken back over what others wrote in its place', () => {
    fc.assert(
      fc.property(edited, fc.nat(), (edit, pick) => {
        const changes = lineDiff(edit.after.text, edit.before.text).filter(({ from, to }) => to - from > 1);
        const change = changes[pick % Math.max(1, changes.length)];
        if (change === undefined) return;
        const now = into(edit.after.text, change.from + 1, 'words of others');
        const result = tried(() => undo(now, edit));
        if (typeof result === 'string') expect(result).toContain('words of others');
      }),
      { numRuns: 200 },
    );
  });

  it('taken back in one section changes that section alone', () => {
    fc.assert(
      fc.property(edited, fc.nat(), (edit, pick) => {
        const sections = listSections(edit.after);
        const section = sections[pick % Math.max(1, sections.length)];
        if (section === undefined || meansAnother(section, edit)) return;
        const result = tried(() => undo(edit.after.text, edit, [section.id]));
        if (typeof result !== 'string') return;
        expect(result.startsWith(edit.after.text.slice(0, section.span.from))).toBe(true);
        expect(result.endsWith(edit.after.text.slice(section.span.to))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('an earlier text', () => {
  const restore = (now: string, to: string, sections: readonly string[], expects = true): Restored =>
    restoreTo(
      parseDocument(now),
      {
        version: { document: parseDocument(to), name: 'a revision' },
        sections,
        expect: expects ? planRevision(now) : undefined,
      },
      setting,
    );

  it('comes back byte for byte, or is refused for its status alone', () => {
    let done = 0;
    fc.assert(
      fc.property(hostileMarkdown, hostileMarkdown, (now, to) => {
        const result = tried(() => restore(now, to, []));
        if ('code' in result) expect(result.code).toBe('invalid_transition');
        else {
          expect(result.text).toBe(to);
          expect(result.changed.length === 0).toBe(now === to);
          done += 1;
        }
      }),
      { numRuns: 200 },
    );
    expect(done).toBeGreaterThan(100);
  });

  it('needs a receipt where a line that somebody wrote would go', () => {
    fc.assert(
      fc.property(hostileMarkdown, fc.nat(), (to, pick) => {
        const document = parseDocument(to);
        const line = document.lines[pick % Math.max(1, document.lines.length)];
        if (line === undefined) return;
        const now = into(to, line.from, `Words that nobody may lose.${document.eol}`);
        const result = tried(() => restore(now, to, [], false));
        expect(result).toMatchObject({ code: expect.stringMatching(/^(?:needs_expect|invalid_transition)$/) });
      }),
      { numRuns: 200 },
    );
  });

  it('comes back in one section with the text around it as it stands', () => {
    let done = 0;
    fc.assert(
      fc.property(edited, fc.nat(), (edit, pick) => {
        const { before, after } = edit;
        const sections = listSections(after);
        const section = sections[pick % Math.max(1, sections.length)];
        if (section === undefined || meansAnother(section, edit)) return;
        const result = tried(() => restore(after.text, before.text, [section.id]));
        if ('code' in result) return;
        if (result.changed.length > 0) done += 1;
        expect(result.text.startsWith(after.text.slice(0, section.span.from))).toBe(true);
        expect(result.text.endsWith(after.text.slice(section.span.to))).toBe(true);
        // A lone \r beside a line's end makes one more line of it, or one less.
        if (/\r(?!\n)/.test(before.text)) return;
        const again = tried(() => restore(result.text, before.text, [section.id]));
        // With its old heading it may go by another address.
        if ('code' in again) expect(['unknown_address', 'ambiguous_address', 'invalid_input']).toContain(again.code);
        else expect(again.text).toBe(result.text);
      }),
      { numRuns: 250 },
    );
    expect(done).toBeGreaterThan(20);
  });

  it('brings a section that was taken out back, and to the byte where no odd line ending or break stood around it', () => {
    const wordsOf = (text: string): string[] =>
      text
        .split(/\s+/)
        .filter((word) => word !== '')
        .toSorted();
    let [done, exact, refused] = [0, 0, 0];
    fc.assert(
      fc.property(hostileMarkdown, fc.nat(), (text, pick) => {
        const before = touched(parseDocument(text), setting);
        const sections = listSections(before).filter(({ kind }) => kind === 'section');
        const section = sections[pick % Math.max(1, sections.length)];
        if (section === undefined) return;
        const { text: after } = applyFills(before.text, [fillAt(before, section, 'remove', '')], setting);
        // Its address may be another's now.
        if (after === before.text || listSections(parseDocument(after)).some(({ id }) => id === section.id)) return;
        const result = tried(() => restore(after, before.text, [section.id]));
        if ('code' in result) refused += 1;
        else {
          expect(wordsOf(result.text)).toEqual(wordsOf(before.text));
          done += 1;
          if (result.text === before.text) exact += 1;
        }
      }),
      { numRuns: 250 },
    );
    process.stderr.write(`sections taken out: ${done} came back, ${exact} to the byte; ${refused} refused\n`);
    expect(done).toBeGreaterThan(20 * refused);
    expect(exact).toBeGreaterThan(0.8 * done);
  });
});
