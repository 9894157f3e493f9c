import { describe, expect, it } from 'vitest';
import { checkConstitution } from '../../src/tools/check_constitution.ts';
import { git, hasGit } from '../support/git.ts';
import { makeContext } from '../support/toolContext.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

const path = 'docs/constitution.md';

const first = `# Harbour Constitution

## Core Principles

### I. Calm Water

Nobody MUST make waves.

### II. Open Books

Every berth MUST be on the list.

### III. Bells

Bells SHOULD ring at noon.

**Version**: 1.0.0 | **Ratified**: 2026-01-02
`;

const second = first
  .replace('Nobody MUST make waves.', 'Nobody MUST make waves above ten centimetres.')
  .replace('### III. Bells\n\nBells SHOULD ring at noon.', '### III. Lamps\n\nLamps MUST burn all night.')
  .replace('1.0.0', '2.0.0');

const plan = `# Plan: Night ferry

**Status**: Draft

## Constitution Check

**Constitution Version**: 1.0.0

- [x] **Calm Water**
  - PASS: the ferry goes at four knots
- [x] **Open Books**
  - PASS: it is on the list
`;

async function about(workspace: TestWorkspace) {
  const { text, data } = await checkConstitution.run({ plan: 'plans/ferry.md' }, makeContext(workspace.path));
  return { text, ...data.constitution, skipped: data.skipped.map(({ rule, why }) => `${rule}: ${why}`) };
}

describe('which principles changed since the version that the plan cites', () => {
  it.skipIf(!hasGit)('is told where Git keeps that version', async () => {
    const workspace = makeWorkspace({ [path]: first, 'plans/ferry.md': plan });
    git(workspace.path, 'init', '-q');
    git(workspace.path, 'add', '.');
    git(workspace.path, 'commit', '-q', '-m', 'Ratify');
    workspace.write(path, second);
    git(workspace.path, 'commit', '-q', '-a', '-m', 'Amend');
    const found = await about(workspace);
    expect(found).toMatchObject({
      version: '2.0.0',
      cited: '1.0.0',
      changed_since: ['calm-water: changed', 'lamps: added', 'bells: removed'],
    });
    expect(found.text).toContain('Principles since 1.0.0: calm-water: changed, lamps: added, bells: removed.');
  });

  it('is not told where nothing keeps it, and that is said', async () => {
    const found = await about(makeWorkspace({ [path]: second, 'plans/ferry.md': plan }));
    expect(found.changed_since).toBeUndefined();
    expect(found.skipped).toContain(
      `constitution-amendments: neither Git nor the history keeps version 1.0.0 of ${path}`,
    );
  });

  it('is none of the answer where the version is the same', async () => {
    const found = await about(makeWorkspace({ [path]: first, 'plans/ferry.md': plan }));
    expect(found.changed_since).toBeUndefined();
    expect(found.skipped.join()).not.toContain('amendments');
  });

  it.skipIf(!hasGit)(
    'counts from the version that the approval was given under, where the plan cites none',
    async () => {
      const approved = plan
        .replace('**Constitution Version**: 1.0.0\n\n', '')
        .replace(
          '**Status**: Draft',
          '**Status**: Approved\n**Approval**: Mara, 2026-11-02, quoted: "Go." (constitution 1.0.0, substance 0123456789ab-0000)',
        );
      const workspace = makeWorkspace({ [path]: first, 'plans/ferry.md': approved });
      git(workspace.path, 'init', '-q');
      git(workspace.path, 'add', '.');
      git(workspace.path, 'commit', '-q', '-m', 'Ratify');
      workspace.write(path, first.replace('at noon', 'at nine').replace('1.0.0', '1.0.1'));
      expect(await about(workspace)).toMatchObject({ cited: '1.0.0', changed_since: ['bells: changed'] });
    },
  );
});
