import { expect, test } from 'vitest';
import { newPlan } from '../support/newPlan.ts';

/** Pseudo-headings such as `**Risk 2**: …` open places of their own: what stands below them is written like a section's body. */
test('the instruction under a bold heading line gives way to a list', async () => {
  const plan = await newPlan('full-lifecycle');
  const content = '- **Impact**: High\n- **Probability**: Low\n- **Mitigation**: A horn on the pier.';
  await plan.mustFill({ section: '5.3/risk-2', content });
  expect(plan.read()).toContain(`**Risk 2**: [What could go wrong]\n${content}\n\n### 5.4`);
});

test('the list under a bold heading line gives way to a paragraph', async () => {
  const plan = await newPlan('full-lifecycle');
  await plan.mustFill({ section: '7.1/question-1', content: 'Nobody has asked the city yet.' });
  expect(plan.read()).toMatch(
    /\*\*Question 1\*\*: \[What is not clear\]\n+Nobody has asked the city yet\.\n\n### 7\.2/,
  );
});

test('a bold heading line is named, its list filled, and one more appended', async () => {
  const plan = await newPlan('full-lifecycle');
  const values = { heading: 'Fog', Impact: 'high', Probability: 'LOW', Mitigation: 'A horn.' };
  await plan.mustFill({ section: '5.3/risk-1', values });
  await plan.mustFill({ section: '5.3', mode: 'append', content: '**Risk 3**: Ice\n- **Impact**: Low' });
  expect(plan.read()).toContain(
    '**Risk 1**: Fog\n- **Impact**: High\n- **Probability**: Low\n- **Mitigation**: A horn.\n\n**Risk 2**: [',
  );
  expect(plan.read()).toContain('\n\n**Risk 3**: Ice\n- **Impact**: Low\n\n### 5.4');
});
