import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planRevision } from '../../src/markdown/revision.ts';
import { callerIn } from '../support/inProcess.ts';
import { makeWorkspace } from '../support/workspace.ts';

const plan = 'plans/ferry.md';
const twinA = '## Notes\n\nThe pier is rotten on its north side.\n\n';
const twinB = '## Notes\n\nTickets are sold on board since May.\n\n';
const twins = `# Ferry\n\n## Goals\n\nBoats leave.\n\n${twinA}## Work\n\nPaint the pier.\n\n${twinB}## Log\n\nNothing yet.\n`;

async function setUp(text = twins) {
  const files = makeWorkspace({ [plan]: text });
  const { call } = callerIn(files.path);
  const fill = async (section: string, content: string) => {
    const answer = await call('fill_section', { plan, fills: [{ section, mode: 'append', content }] });
    expect(answer.isError, answer.text).toBe(false);
    return files.read(plan);
  };
  const filled = await fill('goals', 'And at night.');
  return {
    files,
    call,
    fill,
    filled,
    restore: (more: Record<string, unknown>) => call('restore_plan', { plan, ...more }),
  };
}

describe('sections of one name', () => {
  it('are told apart by their text when one went', async () => {
    const { files, filled, restore } = await setUp();
    const without = filled.replace(twinA, '');
    files.write(plan, without);
    const revision = planRevision(filled);
    const same = await restore({ revision, sections: ['notes-2'] });
    expect(same.data?.['changed'], same.text).toEqual([]);
    expect(files.read(plan)).toBe(without);
    const back = await restore({ revision, sections: ['notes'] });
    expect(back.isError, back.text).toBe(false);
    expect(files.read(plan)).toBe(filled);
  });

  it('are told apart by likeness where both were edited, too', async () => {
    const { files, filled, restore } = await setUp();
    const without = filled.replace(twinA, '').replace('sold on board', 'sold aboard');
    files.write(plan, without);
    const revision = planRevision(filled);
    expect(await restore({ revision, sections: ['notes-2'] })).toMatchObject({ code: 'needs_expect' });
    await restore({ revision, sections: ['notes-2'], expect: planRevision(without) });
    expect(files.read(plan)).toBe(filled.replace(twinA, ''));
    await restore({ revision, sections: ['notes'] });
    expect(files.read(plan)).toBe(filled);
  });
});

describe('sections that are named', () => {
  it('are refused where the last edit wrote elsewhere', async () => {
    const { files, filled, restore } = await setUp();
    const answer = await restore({ sections: ['log'] });
    expect(answer).toMatchObject({ isError: true, code: 'invalid_input' });
    expect(answer.text).toContain('goals');
    expect(files.read(plan)).toBe(filled);
    expect(await restore({ sections: [] })).toMatchObject({ isError: true, code: 'invalid_input' });
    expect(files.read(plan)).toBe(filled);
  });

  it('are found in the newest kept text that has them', async () => {
    const { files, fill, restore } = await setUp();
    files.write(plan, files.read(plan).replace('## Work\n\nPaint the pier.\n\n', ''));
    await fill('goals', 'And at noon.');
    await fill('goals', 'And at dawn.');
    const now = files.read(plan);
    const answer = await restore({ sections: ['work'] });
    expect(answer).toMatchObject({ isError: true, code: 'unknown_address' });
    const named = /restore_plan (\{.*?\})/.exec(answer.text)?.[1] ?? '{}';
    const back = await restore(JSON.parse(named));
    expect(back.isError, back.text).toBe(false);
    expect(files.read(plan)).not.toBe(now);
    expect(files.read(plan)).toContain('## Work\n\nPaint the pier.');
    expect((await restore({ sections: ['never-there'] })).text).not.toContain('restore_plan {');
  });
});

describe('a kept text that can not be had', () => {
  it.each(['missing', 'damaged'])('is said to be so, and not named: %s', async (how) => {
    const { files, fill, filled, restore } = await setUp();
    await fill('goals', 'And at noon.');
    const lost = planRevision(filled);
    const folder = join(files.path, '.plankeeper', 'history');
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!name.includes(lost)) continue;
      if (how === 'missing') rmSync(join(folder, name));
      else writeFileSync(join(folder, name), 'torn');
    }
    const answer = await restore({ revision: lost });
    expect(answer).toMatchObject({ isError: true, code: 'invalid_input' });
    expect(answer.text).toContain('missing or damaged');
    expect(answer.text.split('Kept:')[1]).not.toContain(lost);
    expect(answer.text.split('Kept:')[1]).toContain(planRevision(twins));
  });
});

describe('the refusal of a status', () => {
  it('prints what an approval needs, and that a person gives it', async () => {
    const approved = '# Ferry\n\n**Status**: Approved\n\n## Goals\n\nBoats leave.\n';
    const { files, filled, restore } = await setUp(approved);
    const now = filled.replace('Approved', 'Draft');
    files.write(plan, now);
    const answer = await restore({ revision: planRevision(filled), expect: planRevision(now) });
    expect(answer).toMatchObject({ isError: true, code: 'invalid_transition' });
    expect(answer.text).toContain('"status":"Approved","approval":{"by":"<name>","words":"<their words>"}}');
    expect(answer.text).toContain('only a person');
    expect(answer.text).not.toContain('"reason"');
  });
});
