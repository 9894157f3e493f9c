import { describe, expect, test } from 'vitest';
import { startServer } from '../support/server.ts';
import { makeWorkspace } from '../support/workspace.ts';

/** A wild plan with text of people in it: whatever is refused leaves its bytes. */
const plan = `# Ferry times

**Status:** Draft

## Goals

Boats leave on the hour.

## Work

- [ ] T1 Paint the pier
- [ ] T2 Print the table

### Crew

Four people.

## Risks

| Risk | Impact |
|------|--------|
| Fog | [High / Low] |

## Goals

The second goals.
`;

interface Case {
  readonly name: string;
  readonly tool: string;
  readonly args: Record<string, unknown>;
  readonly code: string;
  /** What the words must say for the next call to work. */
  readonly says: RegExp;
}

const fill = (fills: Record<string, unknown>): Record<string, unknown> => ({ plan: 'plans/ferry.md', fills: [fills] });

const cases: readonly Case[] = [
  { name: 'unknown plan', tool: 'read_plan', args: { plan: 'ferri' }, code: 'unknown_plan', says: /plans\/ferry\.md/ },
  {
    name: 'unknown section',
    tool: 'read_plan',
    args: { plan: 'ferry', sections: ['Crews'] },
    code: 'unknown_address',
    says: /work\/crew/,
  },
  {
    name: 'unknown section in a fill',
    tool: 'fill_section',
    args: fill({ section: 'gools', content: 'x' }),
    code: 'unknown_address',
    says: /goals/,
  },
  {
    name: 'unknown section that is like none',
    tool: 'fill_section',
    args: fill({ section: 'Nothing', content: 'x' }),
    code: 'unknown_address',
    says: /read_plan view "outline"/,
  },
  {
    name: 'unknown template',
    tool: 'create_plan',
    args: { title: 'A', template: 'layerd' },
    code: 'unknown_template',
    says: /layered-platform/,
  },
  {
    name: 'unknown name in values',
    tool: 'fill_section',
    args: fill({ section: 'risks/fog', values: { Likelihood: 'x' } }),
    code: 'unknown_field',
    says: /Risk, Impact/,
  },
  {
    name: 'unknown argument',
    tool: 'fill_section',
    args: { ...fill({ section: 'goals', content: 'x' }), force: true },
    code: 'invalid_input',
    says: /force.*plan.*fills/s,
  },
  {
    name: 'unknown argument in a fill',
    tool: 'fill_section',
    args: fill({ section: 'goals', text: 'x' }),
    code: 'invalid_input',
    says: /text.*content/s,
  },
  {
    name: 'a heading that would end the section',
    tool: 'fill_section',
    args: fill({ section: 'goals', content: 'A\n\n## Other\n\nB' }),
    code: 'breaks_structure',
    says: /## Other.*###/s,
  },
  {
    name: 'an open fence',
    tool: 'fill_section',
    args: fill({ section: 'goals', content: 'A\n\n```sql\nSELECT 1' }),
    code: 'breaks_structure',
    says: /fence.*Close/s,
  },
  {
    name: 'an open comment',
    tool: 'fill_section',
    args: fill({ section: 'goals', content: 'A\n\n<!-- later' }),
    code: 'breaks_structure',
    says: /comment.*Close/s,
  },
  {
    name: 'a choice outside its list',
    tool: 'fill_section',
    args: fill({ section: 'risks/fog', values: { Impact: 'Enormous' } }),
    code: 'invalid_choice',
    says: /High, Low/,
  },
  {
    name: 'several lines for a cell',
    tool: 'fill_section',
    args: fill({ section: 'risks/fog', values: { Risk: 'a\nb' } }),
    code: 'breaks_structure',
    says: /one line/,
  },
  {
    name: 'values and content together',
    tool: 'fill_section',
    args: fill({ section: 'goals', content: 'x', values: { a: 'b' } }),
    code: 'invalid_input',
    says: /not both/,
  },
  {
    name: 'a phrase that does not stand there',
    tool: 'fill_section',
    args: fill({ section: 'goals', find: 'trains', content: 'x' }),
    code: 'unknown_address',
    says: /does not stand.*Read/s,
  },
  {
    name: 'a status that a fill would change',
    tool: 'fill_section',
    args: fill({ section: 'header', find: 'Draft', content: 'Approved' }),
    code: 'invalid_transition',
    says: /Draft/,
  },
  {
    name: 'a rename to the name of an earlier twin',
    tool: 'fill_section',
    args: fill({ section: 'work', mode: 'rename', content: 'Risks' }),
    code: 'breaks_structure',
    says: /risks/,
  },
  {
    name: 'a move among strangers',
    tool: 'fill_section',
    args: fill({ section: 'work/crew', mode: 'move', after: 'risks' }),
    code: 'breaks_structure',
    says: /level/,
  },
  {
    name: 'a plan outside the workspace',
    tool: 'read_plan',
    args: { plan: '../secret.md' },
    code: 'outside_workspace',
    says: /\.\.\/secret\.md/,
  },
  {
    name: 'a new plan outside the workspace',
    tool: 'create_plan',
    args: { title: 'A', template: 'layered-platform', path: '../a.md' },
    code: 'outside_workspace',
    says: /a\.md/,
  },
  {
    name: 'an existing target',
    tool: 'create_plan',
    args: { title: 'A', template: 'layered-platform', path: 'plans/ferry.md' },
    code: 'plan_exists',
    says: /ferry\.md/,
  },
];

describe('a refusal has its code, says what would work, and changes nothing on disk', () => {
  test('every case', async () => {
    const workspace = makeWorkspace({ 'plans/ferry.md': plan });
    const server = await startServer(workspace.path);
    for (const { name, tool, args, code, says } of cases) {
      const answer = await server.call(tool, args);
      expect(answer.code, `${name}: ${answer.text}`).toBe(code);
      expect(answer.text, name).toMatch(says);
      expect(answer.text, name).toMatch(/^\[[a-z_]+\] /);
      expect(workspace.read('plans/ferry.md'), name).toBe(plan);
    }
  });
});

test('after a refusal the call that it names works', async () => {
  const workspace = makeWorkspace({ 'plans/ferry.md': plan });
  const server = await startServer(workspace.path);
  const refused = await server.call('fill_section', fill({ section: 'risks/fog', values: { Impact: 'Enormous' } }));
  expect(refused.code).toBe('invalid_choice');
  const answer = await server.call('fill_section', fill({ section: 'risks/fog', values: { Impact: 'high' } }));
  expect(answer.isError, answer.text).toBe(false);
  expect(workspace.read('plans/ferry.md')).toBe(plan.replace('[High / Low]', 'High'));
});
