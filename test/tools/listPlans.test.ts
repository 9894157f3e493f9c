import { describe, expect, it } from 'vitest';
import { listPlans } from '../../src/tools/list_plans.ts';
import { makeContext } from '../support/toolContext.ts';
import { makeWorkspace } from '../support/workspace.ts';

const plan = (status: string): string => `# Plan\n\n**Status**: ${status}\n`;

const files = {
  'plans/001-lockers/plan.md': plan('Draft'),
  'plans/002-ferry/plan.md': plan('Draft'),
  'plans/003-pier/plan.md': plan('In Arbeit'),
};

async function ask(input: Parameters<typeof listPlans.run>[0], given: Readonly<Record<string, string>> = files) {
  return listPlans.run(input, makeContext(makeWorkspace(given).path));
}

describe('list_plans', () => {
  it('says which statuses there are where none has the one that was asked for', async () => {
    const { text, data } = await ask({ status: 'Bogus' });
    expect(text).toBe('None of 3 plans is like that.\nTheir statuses: Draft (2), In Arbeit (1).');
    expect(data).toEqual({ plans: [], total: 0 });
    expect((await ask({ status: 'Bogus', query: 'pier' })).text).toContain('Their statuses: In Arbeit (1).');
    expect((await ask({ status: 'Draft' })).text).not.toContain('statuses');
  });

  it('says nothing of statuses where no plan has the words asked for, or there is none', async () => {
    expect((await ask({ status: 'Draft', query: 'nobody' })).text).toBe('None of 3 plans is like that.');
    expect((await ask({ status: 'Draft' }, {})).text).toBe('No plans yet: create_plan makes one.');
  });

  it('names a bounded number of them', async () => {
    const many = Array.from({ length: 30 }, (_, index) => [`plans/p${index}.md`, plan(`Stage ${index}`)]);
    const { text } = await ask({ status: 'Bogus' }, Object.fromEntries(many));
    expect(text).toMatch(/^Their statuses: (?:Stage \d+ \(1\), ){11}Stage \d+ \(1\), and 18 more\.$/m);
  });
});
