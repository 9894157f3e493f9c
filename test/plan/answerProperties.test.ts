import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QuestionAnswer } from '../../src/plan/edits/answer/model.ts';
import type { FoundQuestion } from '../../src/plan/questions/questions.ts';
import { apply, questionsOf } from '../support/answering.ts';

/** Questions in one form each, told apart by a number. */
const forms: readonly ((number: number) => string)[] = [
  (n) => `- Which ${n} do we take?\n  - Owner: Ben`,
  (n) => `- [ ] Q${n}: Which part\n  goes to ${n}?  \n  **Impact**: High`,
  (n) => `${n}. Should we keep ${n}? (low)`,
  (n) => `- [NEEDS CLARIFICATION: what is ${n}?]`,
  (n) => `**Question ${n}**: Who owns ${n}?\n- **Impact**: High\n- **Owner**: [Who]`,
  (n) => `### Is ${n} enough?\n\nText about ${n}.`,
  (n) =>
    `| # | Question | Answer | Status |\n|---|---|---|---|\n| ${n} | Which row is ${n}? | | open |\n| ${n + 100} | And ${n + 100}? | TBD | open |`,
  (n) => `Do we need ${n} at all?`,
  (n) => `**Note:** said of ${n}.`,
];

const marked: readonly ((number: number) => string)[] = [
  (n) => `**Store ${n}**: [NEEDS CLARIFICATION: which for ${n}?]`,
  (n) => `We keep it for [NEEDS CLARIFICATION: how long is ${n}?].`,
  (n) => `| A | B |\n|---|---|\n| x${n} | [NEEDS CLARIFICATION: size of ${n}?] |`,
];

const unknown = (n: number): string => `- [ ] Which CDN serves ${n}?`;
const task = (n: number): string =>
  `#### Research Task ${n}: Topic ${n}\n**Question**: Which CDN serves ${n}?  \n**Decision**: [What]  \n**Rationale**: [Why]`;

const plan = fc
  .record({
    listed: fc.array(fc.nat(forms.length - 1), { minLength: 1, maxLength: 7 }),
    marks: fc.array(fc.nat(marked.length - 1), { maxLength: 3 }),
    unknowns: fc.nat(2),
    deferred: fc.constantFrom(
      '',
      '\n\n## Deferred Decisions\n\nNone',
      '\n\n## Deferred Decisions\n\n**Decision 1**: Which ink?\n- **Rationale**: few\n- **Revisit Trigger**: 2027',
    ),
    log: fc.constantFrom('', '\n\n## Clarifications\n\n### Session 2026-11-20\n\n- Q: Which ink? → A: Blue'),
    ending: fc.constantFrom('\n', '\r\n'),
  })
  .map(({ listed, marks, unknowns, deferred, log, ending }) => {
    const numbers = Array.from({ length: unknowns }, (_, index) => index + 1);
    const text = [
      '# Plan\n\n## Context',
      ...marks.map((form, index) => marked[form]?.(index + 60) ?? ''),
      '## Unknowns',
      numbers.map(unknown).join('\n') || 'None',
      '## Research Tasks',
      ...numbers.map(task),
      '## Open Questions',
      ...listed.map((form, index) => forms[form]?.(index + 10) ?? ''),
    ].join('\n\n');
    return `${text}${deferred}${log}\n\n## Risks\n\nNone\n`.replaceAll('\n', ending);
  });

const said = fc.constantFrom<Omit<QuestionAnswer, 'question'>>(
  { answer: 'Forty.' },
  { answer: 'Forty', rationale: 'it is enough' },
  { answer: 'A | B → C: d' },
  { defer: 'the beta' },
  { owner: 'Ann' },
  { owner: 'Ann', due: '2026-12-05' },
);

const open = (text: string): readonly FoundQuestion[] => questionsOf(text).filter((each) => !each.closed);
const told = (text: string, each: FoundQuestion): string =>
  `${each.id} ${each.section} ${each.kind} ${each.text} ${text.slice(each.whole.from, each.whole.to)}`;

describe('whatever is said of some questions of a plan', () => {
  it('leaves every other question as it is, and is no change the second time', () => {
    fc.assert(
      fc.property(plan, fc.infiniteStream(fc.option(said)), fc.boolean(), (text, choices, byName) => {
        const before = open(text);
        const answers: QuestionAnswer[] = [];
        for (const question of before) {
          const choice = choices.next().value;
          if (choice !== null && choice !== undefined) answers.push({ question: question.id, ...choice });
        }
        const context = byName ? { decidedBy: 'Ada' } : {};
        const applied = apply(text, answers, context);
        const refused = applied.refused.map((each) => each.section);
        const named = new Set(answers.map((each) => each.question).filter((id) => !refused.includes(id)));
        // Only what can't be put off where it stands is refused, and a date for what is put off already.
        for (const each of applied.refused) {
          const wanted = answers.find((one) => one.question === each.section);
          const isPutOff = before.some(({ id, kind }) => id === each.section && kind === 'deferred');
          expect(wanted).toHaveProperty(isPutOff ? 'due' : 'defer');
        }

        const after = open(applied.text);
        const others = before.filter((each) => !named.has(each.id));
        const kept = after.filter((each) => others.some((other) => other.id === each.id));
        expect(kept.map((each) => told(applied.text, each))).toEqual(others.map((each) => told(text, each)));

        const settled = answers.filter((each) => each.answer !== undefined && named.has(each.question));
        expect(after.filter((each) => settled.some(({ question }) => question === each.id))).toEqual([]);
        expect(after).toHaveLength(before.length - settled.length);
        expect(applied.text.replace(/\r\n/g, '')).toSatisfy(
          (rest: string) => !(text.includes('\r\n') && rest.includes('\n')),
        );

        const again = apply(applied.text, answers, context);
        expect(again.text).toBe(applied.text);
      }),
      { numRuns: 40 },
    );
  });

  it('comes to the same in one call as in several', () => {
    fc.assert(
      fc.property(plan, said, (text, choice) => {
        const answers = open(text).map((question) => ({ question: question.id, ...choice }));
        const single = answers.reduce((now, each) => apply(now, [each]).text, text);
        expect(apply(text, answers).text).toBe(single);
      }),
      { numRuns: 20 },
    );
  });
});
