import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { jsonSchemaOf } from '../../src/mcp/calls/schemas.ts';
import { planRevision } from '../../src/markdown/revision.ts';
import { addItem } from '../../src/tools/add_item.ts';
import { fillSection } from '../../src/tools/fill_section.ts';
import { makeContext } from '../support/toolContext.ts';
import { loadText } from '../support/templates.ts';
import { makeWorkspace } from '../support/workspace.ts';

type Item = Parameters<typeof addItem.run>[0]['items'][number];

const template = `# Plan: [Name]

**Status:** Draft

## Phases

### Phase 1: [Phase name]

**Goal:** [Goal]

**Tasks:**
- [Task]

## Risks

| Risk | Impact |
|------|--------|
| [Risk] | Low/Med/High |

## Open Questions

1. [Question]
`;

function makePlan() {
  const { revision } = loadText(template);
  const workspace = makeWorkspace({
    '.plankeeper/templates/small.md': template,
    'plans/a.md': `---\nplankeeper: small@${revision}\n---\n${template.replace('[Name]', 'Quay')}`,
  });
  const context = makeContext(workspace.path);
  return {
    workspace,
    context,
    add: (...items: readonly Item[]) => addItem.run({ plan: 'plans/a.md', items: [...items] }, context),
    read: () => workspace.read('plans/a.md'),
  };
}

describe('add_item', () => {
  it('adds to many places of a plan and answers as fill_section does', async () => {
    const plan = makePlan();
    const answer = await plan.add(
      { section: 'phases', values: { heading: 'Dig', Goal: 'A hole', Tasks: ['Dig', 'Drain'] } },
      { section: 'risks', values: { Risk: 'Ice', Impact: 'low' } },
      { section: 'questions', values: { question: 'Who pays?', owner: 'Ada' } },
    );
    expect(plan.read()).toContain('### Phase 2: Dig\n\n**Goal:** A hole\n\n**Tasks:**\n- Dig\n- Drain\n\n## Risks');
    expect(plan.read()).toContain('| Ice | Low |\n\n## Open Questions\n\n1. Who pays? (owner: Ada)\n');
    const data = addItem.output?.parse(answer.data);
    expect(data).toEqual({
      plan: 'plans/a.md',
      revision: planRevision(plan.read()),
      changed: ['phases/phase-2', 'risks/ice', 'open-questions/who-pays-owner-ada'].map((section) => ({
        section,
        revision: expect.stringMatching(/^[0-9a-f]{12}$/),
      })),
      unfilled: 3,
      next: 'fill phases/phase-1',
    });
    for (const { section, revision } of data?.changed ?? []) expect(answer.text).toContain(`${section} @${revision}`);
  });

  it('gives a receipt that covers the new place whole', async () => {
    const plan = makePlan();
    const { data } = await plan.add({ section: 'phases', values: { heading: 'Dig', Goal: 'A hole' } });
    const [added] = data.changed;
    const content = '**Goal:** Another hole\n\n**Tasks:**\n- Blast';
    const fills = [{ section: added?.section ?? '', content, expect: added?.revision }];
    const filled = await fillSection.run({ plan: 'plans/a.md', fills }, plan.context);
    expect(filled.data.refused).toBeUndefined();
    expect(plan.read()).toContain('### Phase 2: Dig\n\n**Goal:** Another hole\n\n**Tasks:**\n- Blast\n\n## Risks');
  });

  it('does the sound ones and gives the others back', async () => {
    const plan = makePlan();
    const answer = await plan.add(
      { section: 'risks', values: { Risk: 'Ice' } },
      { section: 'risks', values: { Danger: 'Ice' } },
    );
    expect(answer.data.changed).toHaveLength(1);
    expect(answer.data.refused).toEqual([
      { section: 'risks', code: 'unknown_field', message: expect.stringContaining('Known: Risk, Impact.') },
    ]);
    expect(answer.data.next).toBeUndefined();
    expect(answer.text).toContain('refused risks: [unknown_field]');
  });

  it('is an error where nothing happened, and changes no byte', async () => {
    const plan = makePlan();
    const before = plan.read();
    await expect(plan.add({ section: 'risks', values: { Danger: 'Ice' } })).rejects.toMatchObject({
      code: 'unknown_field',
    });
    await expect(
      plan.add({ section: 'nowhere', values: {} }, { section: 'risks', values: { Impact: 'x' } }),
    ).rejects.toMatchObject({
      code: 'unknown_address',
      message: expect.stringMatching(/^None of the 2 items happened\.\n/),
    });
    expect(plan.read()).toBe(before);
  });

  it('twice is once', async () => {
    const plan = makePlan();
    const item = { section: 'risks', values: { Risk: 'Ice', Impact: 'Low' } };
    const once = await plan.add(item);
    const twice = await plan.add(item);
    expect(twice.data).toMatchObject({ revision: once.data.revision, changed: [], unfilled: once.data.unfilled });
    expect(twice.text).toContain('nothing changed');
  });

  it('takes nothing but what it names, and says of itself what it does', () => {
    const item = { section: 'a', values: {} };
    expect(addItem.input.safeParse({ plan: 'a', items: [item] }).success).toBe(true);
    expect(addItem.input.safeParse({ plan: 'a', items: [] }).success).toBe(false);
    expect(addItem.input.safeParse({ plan: 'a', items: [{ ...item, content: 'x' }] }).success).toBe(false);
    expect(addItem.input.safeParse({ plan: 'a', items: [{ section: 'a' }] }).success).toBe(false);
    expect(addItem.hints).toEqual({ readOnly: false, destructive: false, idempotent: false, openWorld: false });
  });

  it('costs a caller at most 190 tokens', () => {
    const { name, description, input } = addItem;
    const { $schema: _, ...schema } = jsonSchemaOf(input, 'input');
    const cost = encode(JSON.stringify({ name, description, inputSchema: schema })).length;
    expect(cost).toBeLessThanOrEqual(190);
  });
});
