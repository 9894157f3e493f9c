import { describe, expect, it } from 'vitest';
import { planRevision } from '../../src/markdown/revision.ts';
import { git, hasGit } from '../support/git.ts';
import { callerIn } from '../support/inProcess.ts';
import { testDate } from '../support/toolContext.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

const plan = 'plans/ferry.md';
const old = `# Ferry

**Status**: Draft
**Last Updated**: 2026-11-01

## Goals

Boats leave on the hour.

## Work

- Paint the pier

### Crew

Two deck hands.

## Rollback

The old bridge stays open.

## Notes

None yet.
`;

interface Setting {
  readonly files: TestWorkspace;
  readonly undo: (more?: Record<string, unknown>) => ReturnType<ReturnType<typeof callerIn>['call']>;
  readonly fill: (...fills: Record<string, unknown>[]) => Promise<void>;
  readonly call: ReturnType<typeof callerIn>['call'];
}

function setUp(text: string | Uint8Array = old): Setting {
  const files = makeWorkspace({ [plan]: text });
  const { call } = callerIn(files.path);
  return {
    files,
    call,
    undo: (more = {}) => call('restore_plan', { plan, ...more }),
    fill: async (...fills) => {
      const answer = await call('fill_section', { plan, fills });
      expect(answer.isError, answer.text).toBe(false);
    },
  };
}

/** With the date that a write leaves. */
const dated = (text: string): string => text.replace('2026-11-01', testDate);

const append = (section: string, content: string): Record<string, unknown> => ({ section, content, mode: 'append' });

describe('restore_plan without a revision', () => {
  it('takes back the last edit, then the taking back, and says so', async () => {
    const { files, fill, undo } = setUp();
    await fill(append('goals', 'And at night.'), append('work', '- Print the table'));
    const filled = files.read(plan);
    const answer = await undo();
    expect(files.read(plan)).toBe(dated(old));
    expect(answer.data).toEqual({
      plan,
      revision: planRevision(dated(old)),
      restored_from: planRevision(old),
      changed: [
        { section: 'goals', line: 6 },
        { section: 'work', line: 10 },
      ],
      next: `restore_plan {"plan":"${plan}"} takes this back`,
    });
    expect(answer.text).toContain('the last edit (fill_section) is undone: goals, work');
    expect((await undo()).text).toContain('the last edit (restore_plan: last edit undone) is undone');
    expect(files.read(plan)).toBe(filled);
  });

  it('leaves what others wrote elsewhere since', async () => {
    const { files, fill, undo } = setUp();
    await fill(append('goals', 'And at night.'));
    files.write(plan, files.read(plan).replace('Two deck hands.', 'Three deck hands,  \nand a cook.'));
    await undo();
    expect(files.read(plan)).toBe(dated(old).replace('Two deck hands.', 'Three deck hands,  \nand a cook.'));
  });

  it('refuses where others changed the same place, quotes it, and names the call that works', async () => {
    const { files, fill, undo } = setUp();
    await fill(append('goals', 'And at night.'), append('work', '- Print the table'));
    const now = files.read(plan).replace('And at night.', 'And at dawn.');
    files.write(plan, now);
    const answer = await undo();
    expect(answer).toMatchObject({ isError: true, code: 'stale_revision' });
    expect(answer.text).toContain('was changed since in goals.');
    expect(answer.text).toContain('> And at dawn.');
    expect(files.read(plan)).toBe(now);
    const named = /call restore_plan (\{.*?\});/.exec(answer.text)?.[1] ?? '';
    const again = await undo(JSON.parse(named));
    expect(again.data?.['changed'], again.text).toEqual([{ section: 'goals', line: 6 }]);
    expect(files.read(plan)).toBe(now.replace('\n\nAnd at dawn.', ''));
  });

  it('changes nothing where the last edit is gone already', async () => {
    const { files, fill, undo } = setUp();
    await fill(append('goals', 'And at night.'));
    files.write(plan, old.replace('None yet.', 'Ask Mara.'));
    const answer = await undo();
    expect(answer.data?.['changed']).toEqual([]);
    expect(answer.text).toContain('nothing changed: what the last edit wrote does not stand there any more');
    expect(files.read(plan)).toBe(old.replace('None yet.', 'Ask Mara.'));
  });

  it('brings back what the last edit removed, where it stood', async () => {
    const { files, fill, undo, call } = setUp();
    const read = await call('read_plan', { plan, sections: ['work', 'rollback'] });
    const receipts = [...read.text.matchAll(/\{#(\S+) @([0-9a-f]{12})\}/g)].map(([, id, at]) => ({ id, at }));
    const remove = (id: string) => ({
      section: id,
      mode: 'remove',
      expect: receipts.find((each) => each.id === id)?.at,
    });
    await fill(remove('work'), remove('rollback'));
    files.write(plan, files.read(plan).replace('None yet.', 'Ask Mara.'));
    const one = await undo({ sections: ['Rollback'] });
    expect(one.data?.['changed'], one.text).toEqual([{ section: 'rollback', line: 10 }]);
    await undo();
    await undo();
    expect((await undo({ revision: planRevision(old), sections: ['work'] })).isError).toBe(false);
    expect(files.read(plan)).toBe(dated(old).replace('None yet.', 'Ask Mara.'));
  });

  it('keeps to the sections that are named', async () => {
    const { files, fill, undo } = setUp();
    await fill(append('goals', 'And at night.'), append('work', '- Print the table'));
    const answer = await undo({ sections: ['work'] });
    expect(answer.data?.['changed']).toEqual([{ section: 'work', line: 12 }]);
    expect(files.read(plan)).toBe(dated(old).replace('hour.', 'hour.\n\nAnd at night.'));
    expect(await undo({ sections: ['notes'] })).toMatchObject({ isError: true, code: 'invalid_input' });
  });

  it('refuses what the last edit made, a plan too', async () => {
    const { fill, undo, call } = setUp();
    await fill({ section: 'title', mode: 'append', content: '## Glossary\n\nPier: where boats stop.' });
    expect(await undo({ sections: ['glossary'] })).toMatchObject({ code: 'invalid_input' });
    expect((await undo({ sections: ['glossary'] })).text).toContain('fill_section with mode "remove"');
    const made = await call('create_plan', { title: 'Tram', path: 'plans/tram.md' });
    expect(made.isError, made.text).toBe(false);
    const answer = await call('restore_plan', { plan: 'plans/tram.md' });
    expect(answer).toMatchObject({ isError: true, code: 'invalid_input' });
    expect(answer.text).toContain('made plans/tram.md: nothing stood there before');
  });

  it('refuses where no edit is on record', async () => {
    const { files, undo } = setUp();
    const answer = await undo();
    expect(answer).toMatchObject({ isError: true, code: 'invalid_input' });
    expect(answer.text).toContain('Git knows no earlier text of it either');
    expect(files.read(plan)).toBe(old);
  });

  it('is guarded by expect against being sent twice', async () => {
    const { files, fill, undo } = setUp();
    await fill(append('goals', 'And at night.'));
    const expect_ = planRevision(files.read(plan));
    expect((await undo({ expect: expect_ })).isError).toBe(false);
    expect(await undo({ expect: expect_ })).toMatchObject({ isError: true, code: 'stale_revision' });
    expect(await undo({ expect: 'latest' })).toMatchObject({ isError: true, code: 'invalid_input' });
    expect(files.read(plan)).toBe(dated(old));
  });
});

describe('restore_plan to a revision', () => {
  it('needs the plan as it stands where written text would go, then brings back every byte', async () => {
    const { files, fill, undo } = setUp(`\uFEFF${old.replaceAll('\n', '\r\n').trimEnd()}`);
    const first = files.readBytes(plan);
    const revision = planRevision(files.read(plan));
    await fill(append('goals', 'And at night.'));
    const now = planRevision(files.read(plan));
    const refused = await undo({ revision });
    expect(refused).toMatchObject({ isError: true, code: 'needs_expect' });
    expect(refused.text).toContain(`goals, line 10:\n> And at night.`);
    expect(refused.text).toContain(`send expect "${now}"`);
    expect(await undo({ revision, expect: '0123456789ab' })).toMatchObject({ code: 'stale_revision' });
    const answer = await undo({ revision, expect: now });
    expect(answer.data).toMatchObject({ restored_from: revision, revision });
    expect(files.readBytes(plan)).toEqual(first);
    const retried = await undo({ revision, expect: now });
    expect(retried.data).toMatchObject({ revision, changed: [] });
    await undo();
    expect(planRevision(files.read(plan))).toBe(now);
  });

  it('needs no receipt where nothing written goes', async () => {
    const { files, fill, undo } = setUp(old.replace('None yet.', '[NOTES]'));
    const revision = planRevision(files.read(plan));
    await fill({ section: 'notes', content: 'Ask Mara.' });
    const filled = planRevision(files.read(plan));
    expect((await undo({ revision, expect: filled })).isError).toBe(false);
    expect((await undo({ revision: filled })).data).toMatchObject({ revision: filled });
  });

  it('quotes without the receipt where the quotation is cut', async () => {
    const { files, fill, undo } = setUp();
    const revision = planRevision(old);
    await fill(append('goals', 'Many words of it. '.repeat(400).trim()));
    const answer = await undo({ revision });
    expect(answer.code).toBe('needs_expect');
    expect(answer.text).not.toContain(planRevision(files.read(plan)));
    expect(answer.text.length).toBeLessThan(6000);
  });

  it('brings back sections alone: as they read, and those that went among their siblings', async () => {
    const { files, fill, undo } = setUp();
    await fill(append('notes', 'Ask Mara.'));
    const filled = files.read(plan);
    const without = filled.slice(0, filled.indexOf('### Crew')) + filled.slice(filled.indexOf('## Notes'));
    files.write(plan, without.replace('Paint the pier', 'Paint the pier green'));
    const revision = planRevision(old);
    const { data, text } = await undo({ revision, sections: ['rollback', 'crew'] });
    expect(data?.['changed'], text).toEqual([
      { section: 'work/crew', line: 14 },
      { section: 'rollback', line: 18 },
    ]);
    expect(files.read(plan)).toBe(filled.replace('Paint the pier', 'Paint the pier green'));
    const refused = await undo({ revision, sections: ['Work'] });
    expect(refused).toMatchObject({ isError: true, code: 'needs_expect' });
    expect(refused.text).toContain('work, line 12:\n> - Paint the pier green');
    expect(refused.text).not.toContain('Ask Mara.');
    await undo({ revision, sections: ['Work'], expect: planRevision(files.read(plan)) });
    expect(files.read(plan)).toBe(filled);
  });

  it('brings a section back behind the nearest sibling that stands, in the line ending of the file', async () => {
    const { files, fill, undo } = setUp();
    await fill(append('notes', 'Ask Mara.'));
    files.write(plan, '# Ferry\r\n\r\n## Rollback\r\n\r\nThe old bridge stays open.\r\n');
    const revision = planRevision(old);
    expect((await undo({ revision, sections: ['notes', 'goals'] })).isError).toBe(false);
    expect(files.read(plan)).toBe(
      '# Ferry\r\n\r\n## Goals\r\n\r\nBoats leave on the hour.\r\n\r\n## Rollback\r\n\r\nThe old bridge stays open.\r\n\r\n## Notes\r\n\r\nNone yet.\r\n',
    );
    const answer = await undo({ revision, sections: ['work/crew'] });
    expect(answer).toMatchObject({ isError: true, code: 'breaks_structure' });
    expect(answer.text).toContain('Restore "work"');
  });

  it('refuses what is no section, and what did not exist then', async () => {
    const { files, fill, undo } = setUp();
    await fill(append('work', '- Print the table'), {
      section: 'title',
      mode: 'append',
      content: '## Glossary\n\nPier.',
    });
    const now = files.read(plan);
    const revision = planRevision(old);
    expect(await undo({ revision, sections: ['paint the pier'] })).toMatchObject({ code: 'invalid_input' });
    const answer = await undo({ revision, sections: ['glossary'] });
    expect(answer.text).toContain(`glossary did not exist in ${revision}`);
    expect((await undo({ revision: '000000000000' })).text).toContain(
      'No text of plans/ferry.md is kept as "000000000000"',
    );
    expect(files.read(plan)).toBe(now);
  });

  it('refuses a text that would change how the text outside is read', async () => {
    const open = old.replace('None yet.', '~~~\nopen to the end');
    const { files, fill, undo } = setUp(open);
    await fill(append('goals', 'And at night.'));
    files.write(plan, `${files.read(plan).replace('open to the end', 'closed\n~~~')}\n## After\n\nWords.\n`);
    const now = files.read(plan);
    const answer = await undo({ revision: planRevision(open), sections: ['notes'], expect: planRevision(now) });
    expect(answer).toMatchObject({ isError: true, code: 'breaks_structure' });
    expect(files.read(plan)).toBe(now);
  });

  it.skipIf(!hasGit)('takes Git commits, and refuses bytes that are no text', async () => {
    const { files, undo } = setUp();
    git(files.path, 'init', '-q', '-b', 'main');
    git(files.path, 'add', plan);
    git(files.path, 'commit', '-qm', 'first');
    files.write(plan, Buffer.concat([Buffer.from(old), Buffer.from([0xff, 0xfe])]));
    git(files.path, 'commit', '-qam', 'second');
    const now = old.replace('None yet.', 'Ask Mara.');
    files.write(plan, now);
    expect((await undo()).text).toContain('Name a Git commit as revision: ');
    expect(await undo({ revision: 'main' })).toMatchObject({ code: 'unreadable' });
    expect(files.read(plan)).toBe(now);
    const answer = await undo({ revision: 'main~1', expect: planRevision(now) });
    expect(answer.data, answer.text).toMatchObject({ restored_from: 'Git main~1', revision: planRevision(old) });
    expect(files.read(plan)).toBe(old);
  });
});

describe('the history after a restore', () => {
  it('names it, and marks what stands once', async () => {
    const { fill, undo, call } = setUp();
    await fill(append('goals', 'And at night.'));
    await undo();
    await undo();
    await undo({
      revision: planRevision(dated(old)),
      sections: ['goals'],
      expect: planRevision(dated(old).replace('hour.', 'hour.\n\nAnd at night.')),
    });
    const { text } = await call('read_plan', { plan, view: 'history' });
    const lines = text
      .split('\n')
      .slice(3)
      .map((line) => line.replace(/\d{4}-\d\d-\d\d \d\d:\d\d/, 'TIME'));
    const [a, b, c] = [
      planRevision(dated(old)),
      planRevision(dated(old).replace('hour.', 'hour.\n\nAnd at night.')),
      planRevision(old),
    ];
    expect(lines).toEqual([
      `${a} · now · TIME · restore_plan to ${a}, goals alone · +0 −1 ~0`,
      `${b} · TIME · restore_plan: last edit undone · +1 −0 ~0`,
      `${a} · TIME · restore_plan: last edit undone · +0 −1 ~0`,
      `${b} · TIME · fill_section · +1 −0 ~0`,
      `${c} · before that`,
    ]);
  });
});

describe('status and approval', () => {
  it('are not brought back: the refusal names set_status', async () => {
    const { files, undo, call, fill } = setUp();
    const step = await call('set_status', { plan, status: 'On Hold', reason: 'Snow.' });
    expect(step.isError, step.text).toBe(false);
    const now = files.read(plan);
    for (const more of [{}, { revision: planRevision(old) }, { sections: ['header'] }]) {
      const answer = await undo(more);
      expect(answer).toMatchObject({ isError: true, code: 'invalid_transition' });
      expect(answer.text).toContain('set_status {"plan":"plans/ferry.md","status":"Draft","reason":"<why>"}');
    }
    expect(files.read(plan)).toBe(now);
    await fill(append('goals', 'And at night.'));
    expect((await undo()).isError).toBe(false);
    await call('set_status', { plan, status: 'Draft', reason: 'The snow is gone.' });
    await undo({ revision: planRevision(old), expect: planRevision(files.read(plan)) });
    expect(files.read(plan)).toBe(old);
  });
});
