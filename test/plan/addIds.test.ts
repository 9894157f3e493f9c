import { describe, expect, it } from 'vitest';
import { mustAdd } from '../support/additions.ts';
import { loadText } from '../support/templates.ts';

const plan = `# Plan: Kiosks

## Phases

### Phase 1: Order

- [ ] T001 Choose a maker
- [ ] T002 Sign

### Phase 2: Mount

- [ ] T003 Drill
- [ ] T004 Screw

## Risks

- R-1 Rain
`;

describe('an ID of what is added', () => {
  it('goes on behind all that the plan has, wherever they stand', () => {
    const { text } = mustAdd(plan, { section: 'phases/phase-1', values: { item: 'Measure' } });
    expect(text).toBe(plan.replace('- [ ] T002 Sign\n', '- [ ] T002 Sign\n- [ ] T005 Measure\n'));
  });

  it('leaves other kinds of IDs aside', () => {
    expect(mustAdd(plan, { section: 'risks', values: { item: 'Snow' } }).text).toContain('- R-1 Rain\n- R-2 Snow\n');
  });

  it('is fresh for each task of a new phase', () => {
    const source = `# Plan: [TITLE]\n\n## Phases\n\n### Phase 1: [NAME]\n\n- [ ] T001 [TASK]\n- [ ] T002 [TASK]\n\n### Phase 2: [NAME]\n\n- [ ] T003 [TASK]\n- [ ] T004 [TASK]\n`;
    const template = loadText(source);
    const values = { heading: 'Try out', TASK: ['Run it', 'Fix it'] };
    const { text } = mustAdd(source, { section: 'phases', values }, template);
    expect(text).toContain('### Phase 3: Try out\n\n- [ ] T005 Run it\n- [ ] T006 Fix it\n');
  });
});

describe('a role that the plan lacks', () => {
  it.each(['questions', 'open-questions', 'Open Questions'])('is added for an item of %j', (section) => {
    const { text } = mustAdd(plan, { section, values: { question: 'Who pays?' } });
    expect(text).toBe(`${plan}\n## Open Questions\n\n- Who pays?\n`);
  });
});
