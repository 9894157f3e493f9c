import { describe, expect, it } from 'vitest';
import { PlanError } from '../../src/errors.ts';
import { parseDocument } from '../../src/markdown/document.ts';
import { firstDifference } from '../../src/plan/diff/firstDifference.ts';
import { readingOf } from '../../src/plan/planReading.ts';
import { changesView } from '../../src/plan/views/changes.ts';
import { builtInWords } from '../../src/plan/words.ts';

const setting = {
  template: undefined,
  constitution: undefined,
  path: 'plans/a.md',
  words: builtInWords,
  today: '2026-11-21',
};

function changes(before: string, after: string, sections: readonly string[] = [], most = 4000): string[] {
  const { subject } = readingOf(parseDocument(after), setting);
  return changesView(subject, { document: parseDocument(before), name: 'HEAD' }, sections, most).split('\n');
}

const plan = `# Plan

**Status**: Draft
**Last Updated**: 2026-01-01

## Scope

All orders of one day.

## Tasks

- [ ] T001 Build it
- [ ] T002 Sell it

## Timeline

| Phase | Duration |
|---|---|
| One | 2 days |
`;

describe('the changes view', () => {
  it('gives a line for each place, old and new, status and approval first', () => {
    const after = plan
      .replace('**Status**: Draft\n', '**Status**: Approved\n**Approval**: Ada, 2026-11-20\n')
      .replace('2026-01-01', '2026-11-20')
      .replace('one day', 'one hour')
      .replace('- [ ] T001 Build it', '- [x] T001 Build it')
      .replace('T002 Sell it', 'T002 Sell it all\n- [ ] T003 Rest')
      .replace('2 days', '')
      .replace('## Timeline', '## Risks\n\nNone.\n\n## Timeline');
    expect(changes(plan, after)).toEqual([
      `8 changes since HEAD. Words in quotation marks are the plan's.`,
      'status: "Draft" → "Approved"',
      'approval: none → "Ada, 2026-11-20"',
      'scope · line 9: text: "All orders of one day." → "All orders of one hour."',
      'tasks/t001 · line 13: [ ] → [x]',
      'tasks/t002 · line 14: "T002 Sell it" → "T002 Sell it all"',
      'tasks/t003 · line 15: item added: "T003 Rest"',
      'risks · line 17: section added: "None."',
      'timeline/one · line 25: Duration: "2 days" → (empty)',
    ]);
  });

  it('says of sections what became of them', () => {
    const after = plan
      .replace('## Scope', '## Extent')
      .replace(/## Timeline[^]*$/, '')
      .replace('## Tasks', '### Tasks');
    expect(changes(plan, after)).toEqual([
      `3 changes since HEAD. Words in quotation marks are the plan's.`,
      'extent · line 6: renamed "Scope" → "Extent", was scope',
      'extent/tasks · line 10: section moved, was tasks',
      'timeline · line 13: section removed: "| Phase | Duration | |---|---| | One | 2 days |"',
    ]);
  });

  it('tells nothing from next to nothing', () => {
    expect(changes(plan, plan)).toEqual(['Nothing changed since HEAD.']);
    expect(changes(plan, plan.replaceAll('\n', '\r\n').replace('2026-01-01', '2026-02-02'))).toEqual([
      'Nothing but white space or Last Updated changed since HEAD.',
    ]);
  });

  it('keeps to the places that are named and what is below them', () => {
    const after = plan.replace('one day', 'one hour').replace('[ ] T001', '[x] T001');
    expect(changes(plan, after, ['tasks'])).toEqual([
      `1 change since HEAD in tasks. Words in quotation marks are the plan's.`,
      'tasks/t001 · line 12: [ ] → [x]',
    ]);
    expect(changes(plan, after, ['timeline'])).toEqual(['Nothing changed since HEAD in timeline.']);
    expect(() => changes(plan, after, ['nowhere'])).toThrow(PlanError);
  });

  it('says how many changes are left out, and where', () => {
    const many = (word: string): string =>
      `# P\n\n${Array.from({ length: 200 }, (_, index) => `## Part ${index}x\n\n${word} ${index}\n`).join('\n')}`;
    const lines = changes(many('old words'), many('new words'), [], 300);
    expect(lines[0]).toMatch(/^200 changes since HEAD/);
    expect(lines.at(-1)).toMatch(/^CUT at max_tokens 300: \d+ more\. Read on with sections \["part-\d+x"/);
    expect(lines.length).toBeLessThan(30);
  });

  it('quotes the plan on one line, bounded and without control characters', () => {
    const after = plan.replace('All orders of one day.', `All\u0007 orders\nof ${'x'.repeat(5000)}`);
    const line = changes(plan, after)[1] ?? '';
    expect(line).not.toContain('\u0007');
    expect(line.length).toBeLessThan(400);
  });
});

describe('the first difference of two texts', () => {
  it('is shown with what stands right before it', () => {
    const long = 'word '.repeat(100);
    expect(firstDifference(`${long}old end`, `${long}new end`, 40)).toEqual({
      before: '…word word word word word old end',
      after: '…word word word word word new end',
    });
    expect(firstDifference('a  b', 'a\nc', 40)).toEqual({ before: 'a b', after: 'a c' });
    expect(firstDifference('x'.repeat(100), `${'x'.repeat(100)} y`, 20)).toEqual({
      before: `…${'x'.repeat(24)}`.slice(0, 21) + '…',
      after: `…${'x'.repeat(20)}…`,
    });
  });
});
