import { expect, test } from 'vitest';
import { withConventions } from '../../src/plan/create/conventions.ts';
import { builtInWords } from '../../src/plan/words.ts';
import type { TemplateMeta } from '../../src/template/model.ts';
import { loadText } from '../support/templates.ts';

function conventionsOf(text: string): Pick<TemplateMeta, 'ids' | 'branch' | 'prerequisites'> {
  const { ids, branch, prerequisites } = withConventions(loadText(text), builtInWords).meta;
  return {
    ...(ids === undefined ? {} : { ids }),
    ...(branch === undefined ? {} : { branch }),
    ...(prerequisites === undefined ? {} : { prerequisites }),
  };
}

test.each([
  ['Plan ID: PLAN-{AREA}-{NNN}', { ids: { plan: 'PLAN-{AREA}-{NNN}' } }],
  ['**Plan ID**: `PLAN-[AREA]-[NNN]`', { ids: { plan: 'PLAN-{AREA}-{NNN}' } }],
  ['- Feature Spec: S-{NN}', { ids: { spec: 'S-{NN}' } }],
  ['Pier: PIER-{NNN}', { ids: { pier: 'PIER-{NNN}' } }],
  ['Branch: feature/{issue}-{slug}', { branch: 'feature/{issue}-{slug}' }],
  ['**Branch:** `fix/{slug}`', { branch: 'fix/{slug}' }],
])('%s declares a pattern', (line, found) => {
  expect(conventionsOf(`# Plan: {name}\n\n${line}\n\n## Steps\n\n{steps}\n`)).toEqual(found);
});

test.each([
  'Plan ID: {id}',
  'Plan ID: PLAN-007',
  'Feature Spec: [link to S-{NNN}]',
  'Branch: {branch}',
  'Branch: [###-name]',
  'Branch: feature/ferry',
  'Note: see PLAN-{AREA}-{NNN}',
])('%s declares none', (line) => {
  expect(conventionsOf(`# Plan: {name}\n\n${line}\n\n## Steps\n\n{steps}\n`)).toEqual({});
});

test('a pattern below the header is no convention of the plan', () => {
  expect(conventionsOf('# Plan: {name}\n\n## Steps\n\nPlan ID: PLAN-{AREA}-{NNN}\n')).toEqual({});
});

const comment = (points: string): string =>
  `# Plan: {name}\n\n<!--\n  How a ferry is planned.\n\n${points}\n-->\n\n## Steps\n\n{steps}\n`;

test.each([
  ['  Prerequisites:\n    - The spec must exist', ['spec_exists']],
  ['  Prerequisites:\n    - Feature Spec is approved', ['spec_exists', 'spec_approved']],
  ['  Prerequisites:\n    - Spec is there\n    - No [NEEDS CLARIFICATION] is left', ['spec_exists', 'spec_clarified']],
  ['  Prerequisites:\n    - Spec is there\n\n    - It is approved', ['spec_exists']],
])('the comment at the head lists prerequisites: %j', (points, prerequisites) => {
  expect(conventionsOf(comment(points))).toEqual({ prerequisites });
  expect(conventionsOf(comment(points).replaceAll('\n', '\r\n'))).toEqual({ prerequisites });
});

test.each(['  Prerequisites:\n    - A boat', '  See:\n    - the spec, once approved', '  The spec must be approved.'])(
  'nothing of the spec is asked for: %j',
  (points) => {
    expect(conventionsOf(comment(points))).toEqual({});
  },
);

test('what the metadata says stands', () => {
  const front = '---\nplankeeper:\n  ids:\n    plan: P-{NN}\n  branch: b/{slug}\n  prerequisites: [spec_exists]\n---\n';
  const text = `${front}# Plan: {name}\n\n<!--\nPrerequisites:\n- Spec is approved\n-->\n\nPlan ID: PLAN-{NNN}\nBranch: feature/{slug}\n\n## Steps\n\n{steps}\n`;
  expect(conventionsOf(text)).toEqual({ ids: { plan: 'P-{NN}' }, branch: 'b/{slug}', prerequisites: ['spec_exists'] });
});
