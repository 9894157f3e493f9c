import { describe, expect, it, test } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { reachOf } from '../../src/plan/reach.ts';
import { saysNone } from '../../src/plan/questions/reading.ts';
import { planSlots } from '../../src/plan/slots.ts';
import { builtInWords } from '../../src/plan/words.ts';
import { expectAnswered } from '../support/answering.ts';
import { kindsIn, textsIn } from '../support/questions.ts';

const pier = (body: string): string => `# Plan\n\n## Pier\n\nStone on oak.\n\n${body}\n\n## Rollout\n\nIn spring.\n`;
const asked = (body: string): string => `# Plan\n\n## Open Questions\n\n${body}\n`;

describe('a label that says that questions are open, outside their sections', () => {
  it.each([
    [
      '**Open Questions:**\n\n- How deep is it?\n- the colour of the lamp',
      ['How deep is it?', 'the colour of the lamp'],
    ],
    ['Open questions:\n\n1. How deep is it?', ['How deep is it?']],
    ['**Questions to answer**:\n- [ ] How deep is it?\n- [x] How wide?\n- lamps', ['How deep is it?']],
    ['- **Open question**: how deep is it?', ['how deep is it?']],
    ['- **Open questions**\n  - How deep is it?', []],
    ['- **Open questions**:\n  - How deep is it?', ['How deep is it?']],
    ['**Open Questions:**\n\nHow deep is it here?', ['How deep is it here?']],
    ['**Open Questions:**\n\n| Question | Impact |\n|---|---|\n| How deep? | High |', ['How deep?']],
    ['**Offene Fragen:**\n\n- Tiefe des Beckens', ['Tiefe des Beckens']],
    ['**未決事項**:\n\n- 水深の基準', ['水深の基準']],
    ['**Открытые вопросы:**\n\n- глубина у причала', ['глубина у причала']],
  ])('%j', (body, wanted) => {
    expect(textsIn(pier(body))).toEqual(wanted);
  });

  it.each([
    ['**Open Questions:** None'],
    ['**Open Questions:**\n\n- None yet'],
    ['**Open Questions**: kept in the harbour book'],
    ['**Questions:**\n\n- Did the wind turn?\n- Did the tide turn?'],
    ['**Resolved open questions:**\n\n- How deep is it?'],
    ['```\n**Open Questions:**\n\n- How deep is it?\n```'],
  ])('asks nothing with %j', (body) => {
    expect(textsIn(pier(body))).toEqual([]);
  });

  it('lists once what stands in a section of questions, in a log of answers not at all', () => {
    expect(textsIn(asked('**Open questions:**\n\n- How deep is it?'))).toEqual(['How deep is it?']);
    expect(textsIn('# Plan\n\n## Clarifications\n\n**Open questions:**\n\n- How deep is it?\n')).toEqual([]);
  });

  it('takes an answer where it stands', () => {
    expectAnswered(
      pier('**Open Questions:**\n\n- How deep is it?\n- How wide?'),
      { 'How deep': { answer: '9 m' } },
      pier('**Open Questions:**\n\n- How deep is it? → **Answer**: 9 m\n- How wide?'),
    );
  });
});

describe('headings that number questions', () => {
  it('ask with the text or list below them where they say no more', () => {
    expect(textsIn(asked('### Question 1\n\nHow deep is it?\n\n### Question 2\n\n- How wide?'))).toEqual([
      'How deep is it?',
      'How wide?',
    ]);
    expect(textsIn(asked('**Question 1**\n\nThe depth at the pier\n\n**Question 2**\n\nHow wide?'))).toEqual([
      'The depth at the pier',
      'How wide?',
    ]);
  });

  it('take the answer below it', () => {
    expectAnswered(
      asked('### Question 1\n\nHow deep is it?\n\n### Question 2\n\nHow wide?'),
      { 'How deep': { answer: '9 m' } },
      asked('### Question 1\n\nHow deep is it?\n\n**Answer**: 9 m\n\n### Question 2\n\nHow wide?'),
    );
  });

  it('ask themselves over nothing but text', () => {
    const written = '### 1. Depth at the pier\n\nThe old chart says 9 m.\n\n### (b) Lamps\n\n**Known**: two burn.';
    expect(kindsIn(asked(written))).toEqual(['question: Depth at the pier', 'question: (b) Lamps']);
    expect(textsIn(asked('### 1. Depth\n\nSee the chart.\n\n**Decision**: 9 m'))).toEqual([]);
  });

  it('ask nothing without a number, over a list or table, over nothing, or over "None"', () => {
    expect(textsIn(asked('### Background\n\nThe old chart says 9 m.'))).toEqual([]);
    expect(textsIn(asked('### 1. Depth\n\n### 2. Width'))).toEqual([]);
    expect(textsIn(asked('### 1. Blocking\n\nNone'))).toEqual([]);
    expect(textsIn(asked('### 1. Depth\n\n- Is it 9 m?'))).toEqual(['Is it 9 m?']);
  });
});

test.each([
  ['Open questions that the harbour master and both of the pilots must answer first', 1],
  ['Offene Fragen, die vor der Saison mit dem Hafenamt und den Lotsen zu klären sind', 1],
  ['Questions ouvertes / à confirmer auprès de la capitainerie', 1],
  ['How we keep open questions of the harbour out of the plan', 0],
  ['Questions of the harbour master and both of the pilots go first', 0],
])('a heading %j holds %d', (heading, count) => {
  expect(textsIn(`# Plan\n\n## ${heading}\n\n- the depth at the pier\n`)).toHaveLength(count);
});

test.each([
  ['The pier has no open questions. The lamps are another plan.', true],
  ['Блокирующих вопросов нет. Лампы в другом плане.', true],
  ['블로킹 질문 없음', true],
  ['Does the pier have no open questions?', false],
  ['Whether the men of the old pier and its lamps have no open questions', false],
])('%j says that there is nothing: %s', (text, wanted) => {
  expect(saysNone(text, builtInWords)).toBe(wanted);
});

test.each([
  ['- Depth → now: measured at 9 m, done', []],
  ['- Depth → Resolved: 9 m', []],
  ['- 수심 기준 → **현재: 9m로 처리 완료**', []],
  ['- Depth → not yet decided', ['Depth → not yet decided']],
  ['- Depth → to be settled', ['Depth → to be settled']],
  ['- Depth → ask whether the survey is done?', ['Depth → ask whether the survey is done?']],
  ['- Depth → a survey once the pier is done by June', ['Depth → a survey once the pier is done by June']],
])('what an arrow leads to in %j', (item, wanted) => {
  expect(textsIn(asked(item))).toEqual(wanted);
});

test('a question with a slash is no choice', () => {
  const item = 'Menores / responsável legal no cadastro?';
  expect(textsIn(`# Plano\n\n## Questões em aberto\n\n- ${item}\n`)).toEqual([item]);
  const slots = planSlots(parseDocument(`# Plan\n\n## A\n\n- ${item}\n- Draft / Approved\n`), undefined);
  expect(slots.map(({ slot }) => slot.text)).toEqual(['Draft / Approved']);
});

test('spans reach as far as the furthest that begins before', () => {
  const reach = reachOf([
    { from: 5, to: 6 },
    { from: 0, to: 9 },
    { from: 12, to: 13 },
  ]);
  expect([0, 1, 6, 12, 13, 99].map((before) => reach(before))).toEqual([-1, 9, 9, 9, 13, 13]);
  expect(reachOf([])(5)).toBe(-1);
});
