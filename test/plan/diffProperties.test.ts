import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import type { Section } from '../../src/markdown/model.ts';
import { listSections } from '../../src/markdown/outline.ts';
import { sectionRevision } from '../../src/markdown/revision.ts';
import { diffPlans } from '../../src/plan/diff/diffPlans.ts';
import type { PlanChange } from '../../src/plan/diff/model.ts';
import { tidy } from '../../src/plan/diff/tidy.ts';
import { applyFills } from '../../src/plan/edits/applyFills.ts';
import { builtInWords } from '../../src/plan/words.ts';
import { hostileMarkdown } from '../support/hostileMarkdown.ts';

const setting = {
  template: undefined,
  constitution: undefined,
  path: undefined,
  words: builtInWords,
  today: '2026-11-21',
};

function diff(before: string, after: string): PlanChange[] {
  return diffPlans(parseDocument(before), parseDocument(after));
}

describe('a diff of hostile texts', () => {
  test('of equal ones is empty', () => {
    fc.assert(
      fc.property(hostileMarkdown, (text) => {
        expect(diff(text, text)).toEqual([]);
      }),
    );
  });

  test('is in the order of the later text', () => {
    fc.assert(
      fc.property(hostileMarkdown, hostileMarkdown, (before, after) => {
        const lines = diff(before, after).map((change) => change.line);
        expect(lines).toEqual(lines.toSorted((a, b) => a - b));
      }),
    );
  });

  test('finds something wherever a section of one level says another thing', () => {
    fc.assert(
      fc.property(fc.lorem(), hostileMarkdown, hostileMarkdown, (title, mine, theirs) => {
        const textOf = (body: string): string => `# ${title}\n\n## A\n\n${body}\n`;
        const [before, after] = [parseDocument(textOf(mine)), parseDocument(textOf(theirs))];
        const own = [before, after].map((each) =>
          listSections(each).map((section) => tidy(each.text.slice(section.body.from, section.body.to))),
        );
        if (JSON.stringify(own[0]) === JSON.stringify(own[1])) return;
        const masked = [mine, theirs].some((text) => /updated|modified/i.test(text));
        if (!masked) expect(diffPlans(before, after)).not.toEqual([]);
      }),
    );
  });

  test('names only the section that a fill changed, and what stands below it', () => {
    let told = 0;
    fc.assert(
      fc.property(
        hostileMarkdown,
        fc.nat(),
        fc.oneof(fc.constant('Some words.'), fc.constant('- a\n- b'), fc.lorem()),
        (text, pick, content) => {
          const document = parseDocument(text);
          const sections = listSections(document).filter((each) => each.kind !== 'title');
          const section = sections[pick % Math.max(1, sections.length)];
          if (section === undefined) return;
          const fill = { section: section.id, content, expect: sectionRevision(document, section) };
          const outcome = applyFills(text, [fill], setting);
          if (outcome.changed.length === 0 || tidy(outcome.text) === tidy(text)) return;
          const found = diff(text, outcome.text);
          told += found.length;
          expect(found.filter((change) => !isWithin(change, section))).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
    expect(told).toBeGreaterThan(50);
  }, 60_000);
});

function isWithin(change: PlanChange, section: Section): boolean {
  return change.section === section.id || change.section.startsWith(`${section.id}/`);
}

/** Processor time in milliseconds, which a busy machine stretches less than the clock's. */
function timeFor(before: string, after: string): number {
  const documents = [parseDocument(before), parseDocument(after)] as const;
  const start = process.cpuUsage();
  diffPlans(...documents);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

const repeated: readonly (readonly [string, (index: number, isAfter: boolean) => string])[] = [
  [
    'sections that all changed',
    (index, isAfter) => `## Part ${index}\n\nText ${isAfter ? 'new' : 'old'} ${index}.\n\n`,
  ],
  [
    'sections that are all others',
    (index, isAfter) => `## ${isAfter ? 'New' : 'Old'} ${index * 7}\n\nText ${index}.\n\n`,
  ],
  ['equal sections', () => '## Part\n\nText.\n\n'],
  ['items that all changed', (index, isAfter) => `- ${isAfter ? 'later' : 'before'} ${index} it was so\n`],
  ['items in another order', (index, isAfter) => `- thing ${isAfter ? (index * 7919) % 4000 : index} of many\n`],
  ['equal items', () => '- [ ] Task\n'],
  [
    'rows',
    (index, isAfter) =>
      `${index === 0 ? '| A | B |\n|---|---|\n' : ''}| r${isAfter ? index + 5 : index} | ${index} |\n`,
  ],
  ['paragraphs', (index, isAfter) => `Paragraph ${isAfter ? index * 3 : index}.\n\n`],
  ['fields', (index, isAfter) => `**Label ${index}x**: ${isAfter ? 'a' : 'b'}\n`],
];

test.each(repeated)(
  '%s are compared in linear time',
  (_name, part) => {
    const text = (count: number, isAfter: boolean): string =>
      `# P\n\n## A\n\n${Array.from({ length: count }, (_, index) => part(index, isAfter)).join('')}`;
    let [long, short, growth] = [Infinity, Infinity, Infinity];
    // Eight times the text: linear work takes 8, quadratic 64. The best of several, each text apart.
    for (let tries = 0; tries < 6 && growth >= 30; tries += 1) {
      long = Math.min(long, timeFor(text(4000, false), text(4000, true)));
      short = Math.min(short, timeFor(text(500, false), text(500, true)));
      growth = long < 60 ? 0 : long / short;
    }
    expect(growth).toBeLessThan(30);
  },
  60_000,
);
