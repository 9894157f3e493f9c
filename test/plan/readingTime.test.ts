import { expect, test } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { checkConstitution } from '../../src/plan/constitution/check.ts';
import { parseConstitution } from '../../src/plan/constitution/parse.ts';
import { openQuestions } from '../../src/plan/questions/questions.ts';
import { builtInWords as words } from '../../src/plan/words.ts';
import { growthOf, mostGrowth } from '../support/growth.ts';

const constitution = parseConstitution(
  '# Rules of the pier\n\n## Core Principles\n\n### I. Small Boats\n\nBoats MUST be small.\n\n### II. Clean Water\n\nThe water MUST stay clean.\n',
);
const many = 6000;

/** A plan with the same piece again and again; `N` in it counts. */
const plan =
  (heading: string, piece: string) =>
  (count: number): string =>
    `# Plan\n\n${heading}${Array.from({ length: count }, (_, index) => piece.replaceAll('N', String(index))).join('')}`;

/** A neighbour on the machine can stretch a measurement, not three in a row. */
const patient = { timeout: 120_000, retry: 2 };

test.each([
  ['units of risks among questions', '## Open Questions\n\n', '**Risk N**\n\n- How high is wave N?\n\n'],
  ['units of risks elsewhere', '## Risks\n\n', '**Risk N**\n\n- Mitigation: a wall of N m\n\n'],
  ['units with paragraphs', '## Open Questions\n\n', '**Pier N**\n\nHow deep is it at N?\n\n'],
  ['labels over lists', '## Open Questions\n\n', '**Pier N:**\n\n- How deep is it at N?\n\n'],
  ['labels outside sections of questions', '## Piers\n\n', '**Open questions:**\n\n- How deep is it at N?\n\n'],
  ['sections of questions', '', '## Open Questions\n\n- How deep is it at N?\n\n'],
  ['sections with markers', '', '## Pier N\n\n**Depth**: [NEEDS CLARIFICATION: how deep is N?]\n\n'],
])('questions: %s are read in linear time', patient, (_, heading, piece) => {
  const read = (text: string): unknown => openQuestions(parseDocument(text), { words, today: '2026-01-02', slots: [] });
  expect(growthOf(plan(heading, piece), many, read)).toBeLessThan(mostGrowth);
});

test.each([
  ['sections of gates', '', '## Gates\n\n- [ ] **Tide N**: PASS\n\n'],
  ['gates', '## Constitution Check\n\n', '### Gate N: tide\n\n**Status**: PASS\n\n'],
  ['units of notes', '## Constitution Check\n\n', '**Pier N**\n\nSmall Boats: PASS: posts of N m\n\n'],
  [
    'violations with reasons',
    '## Constitution Check\n\n',
    '**Violation**: Small Boats: N m\n**Justification**: cargo\n\n',
  ],
  ['violations in a list', '## Constitution Check\n\n**Violations**:\n\n', '- a boat of N m\n'],
  ['tables of violations', '', '## Complexity Tracking\n\n| Violation | Why |\n|---|---|\n| Small Boats | N m |\n\n'],
  ['check sections', '', '## Constitution Check\n\n- [x] Small Boats: posts of N m\n\n'],
])('constitution: %s are checked in linear time', patient, (_, heading, piece) => {
  for (const held of [constitution, undefined]) {
    const read = (text: string): unknown => checkConstitution(parseDocument(text), held, { words });
    expect(growthOf(plan(heading, piece), many, read)).toBeLessThan(mostGrowth);
  }
});
