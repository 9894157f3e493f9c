import { describe, expect, it } from 'vitest';
import type { QuestionAnswer } from '../../src/plan/edits/answer/model.ts';
import type { Template } from '../../src/template/model.ts';
import { apply, openIn, openWith, questionsOf } from '../support/answering.ts';
import { builtIns, loadBuiltIn, loadText, readSeed } from '../support/templates.ts';

/** What somebody writes: below a heading, into the first line that fits. */
const written: Readonly<Record<string, readonly (readonly [heading: string, place: RegExp, line: string])[]>> = {
  'layered-platform': [
    ['## Open Questions', /^1\. .*$/m, '1. Who signs the files?'],
    ['## Open Questions', /^2\. .*$/m, '2. Which time zone do the totals use?'],
    ['## Open Questions', /^(\*\*Resolution Deadline:\*\*) .*$/m, '$1 2026-12-24'],
  ],
  'full-lifecycle': [
    ['### 1.4', /^- \[ \] .*$/m, '- [ ] Which CDN serves the files?'],
    ['#### Research Task 1', /^(\*\*Question\*\*: ).*?( *)$/m, '$1Which CDN serves the files?$2'],
    ['### 7.1', /^(\*\*Question 1\*\*: ).*$/m, '$1Who pays for it?'],
    ['### 7.1', /^(- \*\*Impact\*\*: ).*$/m, '$1The budget'],
  ],
  'spec-traceable': [
    ['## 8.', /^(- Unresolved decisions or clarifications required:).*$/m, '$1 Which region keeps the files?'],
    ['## 8.', /^(- Approvals needed.*:)$/m, '$1\n  - The schema, by Eva'],
  ],
};

function filled(id: string, text: string): string {
  return (written[id] ?? []).reduce((now, [heading, place, line]) => {
    const at = now.indexOf(`\n${heading}`);
    return now.slice(0, at) + now.slice(at).replace(place, line);
  }, text);
}

const sources = builtIns
  .filter(({ id }) => written[id] !== undefined)
  .flatMap(({ id, seed }) => {
    const text = readSeed(seed);
    return [
      { name: id, id, template: loadBuiltIn(id) },
      ...(text === undefined ? [] : [{ name: `seed ${seed.slice(0, 3)}`, id, template: loadText(text) }]),
    ];
  });

/** What two texts differ in, line by line: those that went, and those that came. */
function difference(
  before: string,
  after: string,
): { readonly gone: readonly string[]; readonly fresh: readonly string[] } {
  const [old, now] = [before.split('\n'), after.split('\n')];
  return { gone: old.filter((line) => !now.includes(line)), fresh: now.filter((line) => !old.includes(line)) };
}

function say(text: string, template: Template, part: string, said: Omit<QuestionAnswer, 'question'>): string {
  const question = openWith(text, part, template).id;
  const answers = [{ question, ...said }];
  const applied = apply(text, answers, { decidedBy: 'Ada' }, template);
  expect(applied.refused).toEqual([]);
  expect(apply(applied.text, answers, { decidedBy: 'Ada' }, template).text).toBe(applied.text);
  return applied.text;
}

describe.each(sources)(
  `questions of a plan from $name${sources.length < 4 ? ' (the seeds are not at hand)' : ''}`,
  ({ id, template }) => {
    const text = filled(id, template.text);

    it('are closed one by one, the others staying as they are', () => {
      const open = questionsOf(text, template).filter((each) => !each.closed);
      expect(open.length).toBeGreaterThan(1);
      for (const question of open) {
        const after = apply(text, [{ question: question.id, answer: 'Forty.' }], {}, template);
        expect(after.refused).toEqual([]);
        const rest = questionsOf(after.text, template).filter((each) => !each.closed);
        expect(rest.map((each) => `${each.id} ${each.text}`)).toEqual(
          open.filter((each) => each !== question).map((each) => `${each.id} ${each.text}`),
        );
      }
    });

    it('are closed all at once', () => {
      const answers = questionsOf(text, template).map(({ id: question }) => ({ question, answer: 'Forty.' }));
      expect(openIn(apply(text, answers, {}, template).text, template)).toEqual([]);
    });
  },
);

describe.each(sources.filter(({ id }) => id === 'full-lifecycle'))('the records of $name', ({ template }) => {
  const text = filled('full-lifecycle', template.text);

  it('take a decision: the unknown ticked, the task filled', () => {
    const after = say(text, template, 'Which CDN', { answer: 'Ours', rationale: 'It is there' });
    const { fresh } = difference(text, after);
    expect(fresh).toEqual([
      '- [x] Which CDN serves the files?',
      '**Decision**: Ours  ',
      '**Rationale**: It is there  ',
      expect.stringMatching(/^\*\*Decided by\*\*: Ada, 2026-11-26, quoted {0,2}$/),
    ]);
  });

  it('take an answer beside Impact, Owner and Target Resolution', () => {
    const after = say(text, template, 'Who pays', { answer: 'Eva', owner: 'Ben', due: '2026-12-05' });
    expect(after).toContain(
      '**Question 1**: Who pays for it?\n- **Impact**: The budget\n- **Owner**: Ben\n- **Target Resolution**: 2026-12-05\n- **Answer**: Eva\n- **Decided by**: Ada, 2026-11-26, quoted\n',
    );
  });

  it('take a deferral into 7.2', () => {
    const after = say(text, template, 'Who pays', { defer: 'The beta', rationale: 'No cost before' });
    expect(after).toContain(
      '**Decision 1**: Who pays for it?\n- **Rationale**: No cost before\n- **Revisit Trigger**: The beta\n- **Impact**: The budget\n',
    );
    expect(after).not.toContain('**Question 1**');
    expect(openIn(after, template)).toContain('deferred: Who pays for it?');
  });
});
