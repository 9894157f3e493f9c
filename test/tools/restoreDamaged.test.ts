import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planRevision } from '../../src/markdown/revision.ts';
import { callerIn } from '../support/inProcess.ts';
import { makeWorkspace } from '../support/workspace.ts';

const plan = 'plans/ferry.md';
const first = `# Ferry

**Status**: Draft

## Goals

Boats leave on the hour.

## Notes

None yet.
`;

async function setUp(text = first) {
  const files = makeWorkspace({ [plan]: text });
  const { call } = callerIn(files.path);
  const fills = [{ section: 'goals', mode: 'append', content: 'And at night.' }];
  const filled = await call('fill_section', { plan, fills });
  expect(filled.isError, filled.text).toBe(false);
  const good = files.read(plan);
  return {
    files,
    call,
    good,
    revision: planRevision(good),
    restore: (more: Record<string, unknown> = {}) => call('restore_plan', { plan, ...more }),
    /** All bytes that the history keeps. */
    kept: () => everyFile(join(files.path, '.plankeeper', 'history')),
  };
}

function everyFile(folder: string): Buffer[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
}

const lossy = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

describe('a plan that is no UTF-8 any more', () => {
  it('comes back whole with the revision that read_plan shows, its damaged bytes kept', async () => {
    const { files, call, good, revision, restore, kept } = await setUp();
    const damaged = Buffer.concat([Buffer.from(good), Buffer.from([0xff, 0xfe, 0xe9])]);
    files.write(plan, damaged);
    const now = planRevision(lossy(damaged));
    expect((await call('read_plan', { plan })).text).toContain(now);
    const refused = await restore({ revision });
    expect(refused).toMatchObject({ isError: true, code: 'needs_expect' });
    expect(refused.text).toContain('not valid UTF-8');
    expect(refused.text).toContain(`send expect "${now}"`);
    expect(await restore({ revision, expect: '0123456789ab' })).toMatchObject({ code: 'stale_revision' });
    expect(files.readBytes(plan)).toEqual(damaged);
    const answer = await restore({ revision, expect: now });
    expect(answer.data, answer.text).toMatchObject({ revision, restored_from: revision });
    expect(answer.data).not.toHaveProperty('next');
    expect(files.read(plan)).toBe(good);
    expect(kept().some((bytes) => bytes.equals(damaged))).toBe(true);
    const history = await call('read_plan', { plan, view: 'history' });
    expect(history.isError, history.text).toBe(false);
  });

  it('is neither undone nor restored in parts, and the refusal names the call that works', async () => {
    const { files, good, revision, restore } = await setUp();
    files.write(plan, Buffer.concat([Buffer.from(good), Buffer.from([0xff])]));
    for (const more of [{}, { sections: ['goals'] }, { revision, sections: ['goals'] }]) {
      const answer = await restore(more);
      expect(answer).toMatchObject({ isError: true, code: 'unreadable' });
      const named = /restore_plan (\{.*?\})/.exec(answer.text)?.[1] ?? '{}';
      expect(JSON.parse(named)).toMatchObject({ plan, revision });
    }
    const named = /restore_plan (\{.*?\})/.exec((await restore()).text)?.[1] ?? '{}';
    expect((await restore(JSON.parse(named))).isError).toBe(false);
    expect(files.read(plan)).toBe(good);
  });

  it('is not written back from the history as if it were text', async () => {
    const { files, call, good, revision, restore } = await setUp();
    const damaged = Buffer.concat([Buffer.from(good), Buffer.from([0xff])]);
    files.write(plan, damaged);
    await restore({ revision, expect: planRevision(lossy(damaged)) });
    const { text } = await call('read_plan', { plan, view: 'history' });
    const old = [...text.matchAll(/^([0-9a-f]{12}) · /gm)].map(([, each]) => each);
    for (const each of [undefined, ...old.filter((other) => other !== revision)]) {
      const answer = await restore(each === undefined ? {} : { revision: each, expect: revision });
      if (each === planRevision(first)) await restore({ revision, expect: planRevision(first) });
      else expect(answer.code, `${each}: ${answer.text}`).toBe('unreadable');
      expect(files.read(plan)).toBe(good);
    }
  });
});

describe('a plan beyond what is read', () => {
  it.each([
    ['a line of 2 MB', (good: string) => `${good}${'x'.repeat(2 * 1024 * 1024)}\n`],
    ['too many sections', (good: string) => good + '## S\n\n'.repeat(20_001)],
    ['more than 4 MB', (good: string) => good + 'Words that went astray.\n'.repeat(240_000)],
  ])('comes back whole: %s', async (_, damage) => {
    const { files, call, good, revision, restore, kept } = await setUp();
    const damaged = damage(good);
    files.write(plan, damaged);
    const now = planRevision(damaged);
    for (const more of [{}, { sections: ['goals'] }]) {
      const answer = await restore(more);
      expect(answer).toMatchObject({ isError: true, code: 'too_large' });
      expect(answer.text).toContain(revision);
    }
    const refused = await restore({ revision });
    expect(refused).toMatchObject({ isError: true, code: 'needs_expect' });
    expect(refused.text).toContain("can't be read");
    expect(refused.text).toContain(`send expect "${now}"`);
    const answer = await restore({ revision, expect: now });
    expect(answer.data, answer.text).toMatchObject({ revision });
    expect(answer.data?.['changed']).not.toEqual([]);
    expect(files.read(plan)).toBe(good);
    expect(kept().some((bytes) => bytes.equals(Buffer.from(damaged)))).toBe(true);
    const history = await call('read_plan', { plan, view: 'history' });
    expect(history.isError, history.text).toBe(false);
    // The same once more: its bytes are kept already.
    files.write(plan, damaged);
    expect((await restore({ revision, expect: now })).isError).toBe(false);
    expect(files.read(plan)).toBe(good);
  });

  it('keeps what the part that can be read says of its status', async () => {
    const { files, good, revision, restore } = await setUp();
    const damaged = `${good.replace('Draft', 'On Hold')}${'x'.repeat(2 * 1024 * 1024)}\n`;
    files.write(plan, damaged);
    const answer = await restore({ revision, expect: planRevision(damaged) });
    expect(answer).toMatchObject({ isError: true, code: 'invalid_transition' });
    expect(files.read(plan)).toBe(damaged);
  });
});

const ready = `# Ferry

**Status**: Approved
**Approval**: Ada Lovelace, 2026-11-01: good

## Goals

Boats leave on the hour.

## Notes

None yet.
`;

describe('a plan that was emptied', () => {
  const empty = [
    ['0 bytes', ''],
    ['blanks', ' \n\r\n\t\n'],
    ['NULs', '\0'.repeat(512)],
  ] as const;

  it.each(empty)('comes back whole, approval included: %s', async (_, nothing) => {
    for (const text of [first, ready]) {
      const { files, good, revision, restore } = await setUp(text);
      files.write(plan, nothing);
      const answer = await restore({ revision });
      expect(answer.isError, answer.text).toBe(false);
      expect(files.read(plan)).toBe(good);
    }
  });

  it.each(empty)('comes back without a revision too, as it last read: %s', async (_, nothing) => {
    const { files, good, restore } = await setUp(ready);
    files.write(plan, nothing);
    const answer = await restore();
    expect(answer.isError, answer.text).toBe(false);
    expect(files.read(plan)).toBe(good);
  });

  it('is undone where a tool emptied it', async () => {
    const { files, good, revision, restore } = await setUp(first.replace(/^\*\*Status.*\n\n/m, ''));
    files.write(plan, '');
    expect((await restore({ revision })).isError).toBe(false);
    const emptied = await restore();
    expect(emptied.isError, emptied.text).toBe(false);
    expect(files.read(plan)).toBe('');
    const again = await restore();
    expect(again.isError, again.text).toBe(false);
    expect(files.read(plan)).toBe(good);
  });

  it('is not emptied again where that would take its status away', async () => {
    const { files, good, revision, restore } = await setUp();
    files.write(plan, '');
    expect((await restore({ revision })).data).not.toHaveProperty('next');
    expect(await restore()).toMatchObject({ isError: true, code: 'invalid_transition' });
    expect(files.read(plan)).toBe(good);
  });

  it('does not bring back an approval that was taken back before', async () => {
    const { files, call, revision, restore, good } = await setUp(ready);
    const back = await call('set_status', { plan, status: 'Draft', reason: 'Barges are cheaper.' });
    expect(back.isError, back.text).toBe(false);
    const draft = files.read(plan);
    files.write(plan, '');
    const refused = await restore({ revision });
    expect(refused).toMatchObject({ isError: true, code: 'invalid_transition' });
    expect(refused.text).toContain(planRevision(draft));
    const answer = await restore({ revision: planRevision(draft) });
    expect(answer.isError, answer.text).toBe(false);
    expect(files.read(plan)).toBe(draft);
    expect(draft).not.toBe(good);
  });
});

describe('a plan whose status was lost', () => {
  const damages = [
    ['the line went', (good: string) => good.replace(/^\*\*Status.*\n/m, '')],
    ['cut in its label', (good: string) => good.slice(0, good.indexOf('tus**'))],
    ['cut in its word', (good: string) => good.slice(0, good.indexOf('**Status**: ') + 15)],
    ['damaged in its word', (good: string) => good.replace(/^(\*\*Status\*\*: ..).*$/m, '$1\0\uFFFD')],
    [
      'in a merge conflict',
      (good: string) =>
        good.replace(/^(\*\*Status.*\n)/m, '<<<<<<< HEAD\n$1=======\n**Status**: In Review\n>>>>>>> other\n'),
    ],
  ] as const;

  it.each(damages)('comes back where no approval is on record: %s', async (_, damage) => {
    const { files, good, revision, restore } = await setUp();
    files.write(plan, damage(good));
    const answer = await restore({ revision, expect: planRevision(damage(good)) });
    expect(answer.isError, answer.text).toBe(false);
    expect(files.read(plan)).toBe(good);
  });

  it.each(damages)('stays where the earlier text has an approval: %s', async (_, damage) => {
    const { files, good, revision, restore } = await setUp(ready);
    const damaged = damage(good).replace(/^\*\*Approval.*\n/m, '');
    files.write(plan, damaged);
    const answer = await restore({ revision, expect: planRevision(damaged) });
    expect(answer).toMatchObject({ isError: true, code: 'invalid_transition' });
    expect(answer.text).toContain('by hand');
    expect(answer.text).toContain('"approval":{"by":"<name>","words":"<their words>"}');
    expect(files.read(plan)).toBe(damaged);
  });

  it('is not lost where a person wrote a status of their own', async () => {
    const { files, good, revision, restore } = await setUp();
    const other = good.replace('Draft', 'Waiting for the council');
    files.write(plan, other);
    expect(await restore({ revision, expect: planRevision(other) })).toMatchObject({ code: 'invalid_transition' });
  });

  it('is not lost by marks of a merge that a tool wrote', async () => {
    const { files, call, revision, restore } = await setUp();
    expect((await call('set_status', { plan, status: 'On Hold', reason: 'Snow.' })).isError).toBe(false);
    const status = /^\*\*Status.*$/m.exec(files.read(plan))?.[0] ?? '';
    const content = `<<<<<<< HEAD\n\n${status}\n\n>>>>>>> other`;
    const { text } = await call('read_plan', { plan, sections: ['header'] });
    const at = /\{#header @([0-9a-f]{12})\}/.exec(text)?.[1];
    const filled = await call('fill_section', { plan, fills: [{ section: 'header', content, expect: at }] });
    expect(filled.isError, filled.text).toBe(false);
    const now = files.read(plan);
    expect(now).toContain('<<<<<<< HEAD');
    const answer = await restore({ revision, expect: planRevision(now) });
    expect(answer).toMatchObject({ isError: true, code: 'invalid_transition' });
    expect(files.read(plan)).toBe(now);
  });
});

it('an emptied plan comes back as it last read, not as the last edit alone undone', async () => {
  const files = makeWorkspace({ 'plans/a.md': '# Pier\n\n## Risks\n\n| Risk |\n|---|\n| Storm |\n' });
  const { call } = callerIn(files.path);
  const plan = 'plans/a.md';
  await call('fill_section', { plan, fills: [{ section: 'risks', mode: 'append', content: '| Fog |' }] });
  const whole = files.read(plan);
  await call('restore_plan', { plan });
  const last = files.read(plan);
  expect(last).not.toBe(whole);
  files.write(plan, '');
  const answer = await call('restore_plan', { plan });
  expect(answer.isError).toBe(false);
  expect(files.read(plan)).toBe(last);
  expect((await call('read_plan', { plan, view: 'history' })).text).toContain('restore_plan: brought back');
});

it('an undo puts no line where nothing is left of what stood around it', async () => {
  const files = makeWorkspace({ 'plans/a.md': '# Pier\n\n## Notes\n\nOne.\n\nTwo.\n\nThree.\n' });
  const { call } = callerIn(files.path);
  const plan = 'plans/a.md';
  await call('fill_section', { plan, fills: [{ section: 'notes', find: 'Two.\n\n', content: '' }] });
  files.write(plan, '# Pier\n');
  const answer = await call('restore_plan', { plan });
  expect(answer.code).toBe('stale_revision');
  expect(files.read(plan)).toBe('# Pier\n');
});
