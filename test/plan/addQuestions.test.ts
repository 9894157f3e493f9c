import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { openQuestions, type Question } from '../../src/plan/questions/questions.ts';
import { planSlots } from '../../src/plan/slots.ts';
import { builtInWords } from '../../src/plan/words.ts';
import type { Template } from '../../src/template/model.ts';
import { addedLines, mustAdd, refusalOf } from '../support/additions.ts';
import { builtIns, loadBuiltIn, loadText, readSeed } from '../support/templates.ts';

function questionsOf(text: string, template?: Template): readonly Question[] {
  const document = parseDocument(text);
  const slots = planSlots(document, template).map(({ slot }) => slot.span);
  return openQuestions(document, { words: builtInWords, template, today: '2026-11-21', slots });
}

const asked = {
  question: 'Which stone is used?',
  owner: 'Ada Berg',
  impact: 'High',
  due: '2026-12-01',
  options: ['Granite', 'Basalt'],
};
const listed = {
  kind: 'question',
  text: expect.stringContaining('Which stone is used?'),
  owner: 'Ada Berg',
  impact: 'High',
  due: '2026-12-01',
  overdue: false,
  options: ['Granite', 'Basalt'],
};

const forms = [
  [
    'bullets',
    '- Who pays?',
    '- Which stone is used? (owner: Ada Berg, impact: High, due: 2026-12-01)\n  - Options: Granite; Basalt',
  ],
  [
    'numbers',
    '1. Who pays?',
    '2. Which stone is used? (owner: Ada Berg, impact: High, due: 2026-12-01)\n   - Options: Granite; Basalt',
  ],
  [
    'boxes',
    '- [x] Who pays?',
    '- [ ] Which stone is used? (owner: Ada Berg, impact: High, due: 2026-12-01)\n  - Options: Granite; Basalt',
  ],
  [
    'IDs',
    '- **Q1**: Who pays?',
    '- **Q2**: Which stone is used? (owner: Ada Berg, impact: High, due: 2026-12-01)\n  - Options: Granite; Basalt',
  ],
  [
    'units',
    '**Question 1**: Who pays?\n- **Impact**: Low\n- **Owner**: Bo\n- **Target Resolution**: May',
    '**Question 2**: Which stone is used?\n- **Impact**: High\n- **Owner**: Ada Berg\n- **Target Resolution**: 2026-12-01\n- **Options**: Granite; Basalt',
  ],
  [
    'headings',
    '### Q1: Who pays?\n\n- **Owner:** Bo',
    '### Q2: Which stone is used?\n\n- **Owner:** Ada Berg\n- **Impact:** High\n- **Due:** 2026-12-01\n- **Options:** Granite; Basalt',
  ],
  [
    'rows with a column for each',
    '| # | Question | Owner | Due | Impact | Options |\n|--|--|--|--|--|--|\n| 1 | Who pays? | Bo | | | |',
    '| 2 | Which stone is used? | Ada Berg | 2026-12-01 | High | Granite; Basalt |',
  ],
  [
    'rows with a column for some',
    '| Question | Owner |\n|--|--|\n| Who pays? | Bo |',
    '| Which stone is used? A) Granite B) Basalt (impact: High, due: 2026-12-01) | Ada Berg |',
  ],
] as const;

describe('one more question', () => {
  test.each(forms)('in the form of the section: %s', (_, body, added) => {
    const text = `# Plan\n\n## Open Questions\n\n${body}\n\n## Rest\n`;
    const once = mustAdd(text, { section: 'questions', values: asked });
    expect(addedLines(text, once.text)).toBe(added);
    expect(questionsOf(once.text).at(-1)).toMatchObject(listed);
    expect(mustAdd(once.text, { section: 'questions', values: asked }).text).toBe(once.text);
    const windows = mustAdd(text.replaceAll('\n', '\r\n'), { section: 'questions', values: asked });
    expect(windows.text).toBe(once.text.replaceAll('\n', '\r\n'));
  });

  test('names its details as the plan or the caller does', () => {
    const text = '# Plan\n\n## Open Questions\n\n- Who pays?\n';
    const values = { Question: 'Which stone?', Assignee: 'Bo', 'Decide by': '2026-12-05', blocking: 'no' };
    const { text: after } = mustAdd(text, { section: 'questions', values });
    expect(addedLines(text, after)).toBe('- Which stone? (assignee: Bo, decide by: 2026-12-05, blocking: no)');
    expect(questionsOf(after).at(-1)).toMatchObject({ owner: 'Bo', due: '2026-12-05', blocking: false });
  });

  test('puts below its line what a line can not say', () => {
    const text = '# Plan\n\n## Open Questions\n\n- Who pays?\n';
    const { text: after } = mustAdd(text, {
      section: 'questions',
      values: { question: 'Which stone?', owner: 'Ada (of the port' },
    });
    expect(addedLines(text, after)).toBe('- Which stone?\n  - Owner: Ada (of the port');
  });

  test('refuses what would not be listed, and details that it does not know', () => {
    const text = '# Plan\n\n## Open Questions\n\n- Who pays?\n';
    expect(refusalOf(text, { section: 'questions', values: { question: 'None yet' } })).toMatch(
      /^\[invalid_input\] "None yet" would not be read as an open question/,
    );
    expect(refusalOf(text, { section: 'questions', values: { question: ' ' } })).toMatch(/^\[invalid_input\]/);
    expect(refusalOf(text, { section: 'questions', values: { question: 'Which?', Colour: 'red' } })).toMatch(
      /^\[unknown_field\] .*"Colour"\. Known: question, owner, impact, due, options/,
    );
  });

  test('gets a section of its own where the plan has none: the last before the footer', () => {
    const text =
      '# Plan\n\n**Status:** Draft\n\n## Scope\n\nA quay.\n\n## Work\n\n- Dig\n\n---\n\n**Last read:** today\n';
    const once = mustAdd(text, { section: 'questions', values: { question: 'Which stone?', owner: 'Ada' } });
    expect(addedLines(text, once.text)).toBe('## Open Questions\n\n- Which stone? (owner: Ada)');
    expect(once.text).toContain('(owner: Ada)\n\n---\n\n**Last read:**');
    expect(questionsOf(once.text)).toMatchObject([{ text: 'Which stone?', owner: 'Ada' }]);
    expect(mustAdd(once.text, { section: 'questions', values: { question: 'Which stone?', owner: 'Ada' } }).text).toBe(
      once.text,
    );
    const later = mustAdd(text, {
      section: 'deferred',
      values: { decision: 'A second crane', rationale: 'No room yet', revisit: 'next year' },
    });
    expect(addedLines(text, later.text)).toBe(
      '## Deferred Decisions\n\n- A second crane\n  - Rationale: No room yet\n  - Revisit: next year',
    );
    expect(questionsOf(later.text)).toMatchObject([{ kind: 'deferred', blocking: false, due: 'next year' }]);
  });

  test('keeps the breaks between sections, and makes a table of risks that come with more than words', () => {
    const text = '# Plan\n\n## Scope\n\nA quay.\n\n---\n\n## Work\n\n- Dig\n';
    const words = mustAdd(text, { section: 'risks', values: { item: 'Ice' } });
    expect(addedLines(text, words.text)).toBe('---\n\n## Risk Assessment\n\n- Ice');
    const table = mustAdd(text, { section: 'risks', values: { risk: 'Ice', mitigation: 'Salt' } });
    expect(addedLines(text, table.text)).toBe(
      '---\n\n## Risk Assessment\n\n| Risk | Mitigation |\n|---|---|\n| Ice | Salt |',
    );
  });
});

describe('one more question of a template', () => {
  const lifecycle = loadBuiltIn('full-lifecycle');
  const traceable = loadBuiltIn('spec-traceable');

  test('is a unit with its labels', () => {
    const once = mustAdd(
      lifecycle.text,
      { section: 'questions', values: { question: 'Which stone?', owner: 'Ada' } },
      lifecycle,
    );
    expect(once.text).toContain(
      '\n\n**Question 2**: Which stone?\n- **Impact**: [What hangs on the answer]\n- **Owner**: Ada\n- **Target Resolution**: [When it is to be settled]\n',
    );
    expect(questionsOf(once.text, lifecycle)).toMatchObject([{ text: 'Which stone?', owner: 'Ada' }]);
  });

  test.each(['\n', '\r\n'])('keeps what somebody wrote behind that label as the first item', (eol) => {
    const text =
      '# Plan\n\n## Open Questions\n\n- Unresolved decisions: Who pays?\n- Approvals needed: None\n'.replaceAll(
        '\n',
        eol,
      );
    const addition = { section: 'questions', values: { question: 'Which stone?' } };
    const { text: after } = mustAdd(text, addition);
    expect(after).toBe(text.replace(': Who pays?', `:${eol}  - Who pays?${eol}  - Which stone?`));
    expect(mustAdd(after, addition).text).toBe(after);
  });

  test('goes behind a paragraph that somebody wrote below that label', () => {
    const text =
      '# Plan\n\n## Open Questions\n\n**Unresolved decisions:**\n\nWe are not sure of the quay.\n\n**Approvals needed:** None\n';
    const { text: after } = mustAdd(text, { section: 'questions', values: { question: 'Which stone?' } });
    expect(addedLines(text, after)).toBe('- Which stone?');
  });

  test('goes below the label that keeps its kind', () => {
    const once = mustAdd(traceable.text, { section: 'questions', values: asked }, traceable);
    expect(once.text).toContain(
      '- Unresolved decisions or clarifications required:\n  - Which stone is used? (owner: Ada Berg, impact: High, due: 2026-12-01)\n    - Options: Granite; Basalt\n- Approvals needed',
    );
    expect(questionsOf(once.text, traceable)).toMatchObject([listed]);
    const more = mustAdd(once.text, { section: 'questions', values: { question: 'Who pays?' } }, traceable);
    expect(more.text).toContain('Basalt\n  - Who pays?\n- Approvals needed');
    const later = mustAdd(more.text, { section: 'deferred', values: { decision: 'A second crane' } }, traceable);
    expect(later.text).toContain('- Follow-up items if shortcuts are taken:\n  - A second crane\n');
    expect(questionsOf(later.text, traceable).map((each) => each.kind)).toEqual(['question', 'question', 'deferred']);
  });

  test('leaves a question that stands behind the label', () => {
    const label = 'Unresolved decisions or clarifications required:';
    const one = traceable.text.replace(label, `${label} Who pays?`);
    const { text } = mustAdd(one, { section: 'questions', values: { question: 'Which stone?' } }, traceable);
    expect(questionsOf(text, traceable).map((each) => each.text)).toEqual(['Who pays?', 'Which stone?']);
  });

  test('is an unknown with its research task, and the two are one question', () => {
    const once = mustAdd(
      lifecycle.text,
      { section: 'unknowns', values: { question: 'How deep is the mud?' } },
      lifecycle,
    );
    expect(once.changed.map((each) => each.section)).toEqual([
      'technical-context/unknowns-research-needs/how-deep-is-the-mud',
      'phase-0/research-tasks/research-task-1',
    ]);
    expect(once.text).toContain('### 1.4 Unknowns & Research Needs\n- [ ] How deep is the mud?\n\n---');
    expect(once.text).toContain('#### Research Task 1: [Topic]\n**Question**: How deep is the mud?  \n**Decision**: [');
    expect(questionsOf(once.text, lifecycle)).toMatchObject([
      { kind: 'unknown', research: 'phase-0/research-tasks/research-task-1' },
    ]);
    expect(
      mustAdd(once.text, { section: 'unknowns', values: { question: 'How deep is the mud?' } }, lifecycle).text,
    ).toBe(once.text);
    const second = mustAdd(once.text, { section: 'unknowns', values: { unknown: 'Who owns the crane?' } }, lifecycle);
    const third = mustAdd(second.text, { section: 'unknowns', values: { item: 'Who owns the boat?' } }, lifecycle);
    expect(questionsOf(third.text, lifecycle).map((each) => [each.text, each.research?.split('/').at(-1)])).toEqual([
      ['How deep is the mud?', 'research-task-1'],
      ['Who owns the crane?', 'research-task-2'],
      ['Who owns the boat?', 'research-task-3'],
    ]);
  });

  const seeds = [
    {
      ...builtIns[0],
      added:
        '\n1. Which stone is used? (owner: Ada Berg, impact: High, due: 2026-12-01)\n   - Options: Granite; Basalt\n\n**Resolution Deadline:**',
    },
    {
      ...builtIns[1],
      added:
        '**Question 2**: Which stone is used?\n- **Impact**: High\n- **Owner**: Ada Berg\n- **Target Resolution**: 2026-12-01\n- **Options**: Granite; Basalt\n',
    },
    { ...builtIns[2], added: '## Open Questions\n\n- Which stone is used? (owner' },
    { ...builtIns[3], added: 'clarifications required:\n  - Which stone is used? (owner' },
    { ...builtIns[4], added: '## Open Questions\n\n- Which stone is used? (owner' },
  ];
  for (const { id, seed, added } of seeds) {
    const text = readSeed(seed);
    test.skipIf(text === undefined)(
      `fits the seed of ${id}${text === undefined ? ' (no ../shared/seeds here)' : ''}`,
      () => {
        for (const template of [loadText(text ?? ''), undefined]) {
          const once = mustAdd(text ?? '', { section: 'questions', values: asked }, template);
          expect(once.text).toContain(added);
          expect(questionsOf(once.text, template)).toContainEqual(expect.objectContaining(listed));
          expect(mustAdd(once.text, { section: 'questions', values: asked }, template).text).toBe(once.text);
        }
      },
    );
  }
});
