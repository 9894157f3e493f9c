import { createHash, randomBytes } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { git, hasGit } from '../../support/git.ts';
import { makeFolder } from '../../support/workspace.ts';

/** What an attempt is made on: something that is there outside, and something that is not, under names of equal length. */
export const targets = ['secret', 'absent'] as const;
export type Target = (typeof targets)[number];

/** A workspace beside a folder that nobody may reach from it. */
export interface Scene {
  /** Absolute. */
  readonly root: string;
  /** Absolute; holds `secret.md`, `secret.json`, and a repository `secret/` with plans, specs and templates. */
  readonly outside: string;
  /** Stands in everything outside, in contents and in names of its own, and nowhere else. */
  readonly canary: string;
  /** Writes a file of the workspace. */
  write(path: string, text: string): void;
  /** Puts the workspace back to its beginning. */
  reset(): void;
  /** All that is outside, and since when. */
  snapshot(): string;
}

/** Makes a scene in a temporary folder, removed when the test ends. */
export function makeScene(): Scene {
  const parent = makeFolder();
  const canary = `canary${randomBytes(8).toString('hex')}`;
  const [root, outside] = [join(parent.path, 'ws'), join(parent.path, 'outside')];
  mkdirSync(root);
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const files = outsideFiles(canary);
  for (const [path, text] of Object.entries(files)) parent.write(join('outside', path), text);
  if (hasGit) {
    git(join(outside, 'secret'), 'init', '-q', '-b', canary);
    git(join(outside, 'secret'), 'add', '.');
    git(join(outside, 'secret'), 'commit', '-q', '-m', canary);
  }
  const reset = (): void => {
    for (const name of readdirSync(root)) rmSync(join(root, name), { recursive: true, force: true });
    for (const [path, text] of Object.entries(insideFiles)) write(path, text);
  };
  reset();
  return { root, outside, canary, write, reset, snapshot: () => snapshotOf(outside).join('\n') };
}

/** A plan with a place for each thing that a tool may quote. */
function planText(title: string, words: string): string {
  return `# Plan: ${title}

**Status**: Draft
**Spec**: [spec](./spec.md)

## Goal

${words}

## Constitution Check

- [ ] ${words}

## Open Questions

- [NEEDS CLARIFICATION: ${words}]

## Tasks

- [ ] T001 ${words}
`;
}

const insideFiles: Readonly<Record<string, string>> = {
  '.plankeeper/x': '',
  'plans/own.md': planText('Own', 'Our own words.'),
  'plans/constitution.md': '# Constitution\n\n## I. Own\n\nWe MUST keep to ourselves.\n',
};

function outsideFiles(canary: string): Readonly<Record<string, string>> {
  const plan = planText(canary, canary);
  const constitution = `# ${canary}\n\n## I. ${canary}\n\nWe MUST ${canary}.\n`;
  return {
    'secret.md': plan,
    'secret.json': JSON.stringify({ plans: [`${canary}/*.md`], [canary]: canary }),
    'secret/plan.md': plan,
    'secret/own.md': plan,
    'secret/secret.md': plan,
    'secret/spec.md': plan,
    'secret/tasks.md': plan,
    'secret/constitution.md': constitution,
    'secret/memory/constitution.md': constitution,
    [`secret/${canary}.md`]: plan,
    [`secret/templates/${canary}.md`]: plan,
    'secret/templates/plan-template.md': plan,
    'secret/sub/plan.md': plan,
    'secret/HEAD': `ref: refs/heads/${canary}\n`,
    'secret/config': `[user]\n\tname = ${canary}\n`,
    'secret/log.jsonl': `${canary}\n`,
  };
}

/** Path, kind, mode, owner, times of change, and content of everything below a folder. */
function snapshotOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const stats = lstatSync(path, { bigint: true });
      const content = stats.isFile()
        ? createHash('sha256').update(readFileSync(path)).digest('hex')
        : stats.isSymbolicLink()
          ? readlinkSync(path)
          : '';
      return [name, stats.mode, stats.uid, stats.mtimeNs, content].join(' ');
    });
}
