import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Wanted } from './diskPlan.ts';

/** Something in the way of an edit, in a workspace where edits have been made. */
export interface Obstacle {
  readonly name: string;
  /** False where it can't be put there: then there is nothing to try. */
  put(workspace: string, outside: string): boolean;
  takeAway(workspace: string): void;
  readonly wanted: Wanted;
}

const inTheWay = /something else is in the way|is not a folder|EEXIST|ENOTDIR/;
const outside = { codes: ['outside_workspace', 'write_failed', 'unreadable'], cause: /not inside the workspace|link/ };
const denied = { cause: /permission denied \(EACCES\)|operation not permitted \(EPERM\)/ };

/** What people and programs may leave where Plankeeper keeps its own things, and where the plan stands. */
export const obstacles: readonly Obstacle[] = [
  ...['.plankeeper', '.plankeeper/history', '.plankeeper/locks'].map((path) => ({
    name: `a file instead of ${path}`,
    put: (workspace: string) => {
      rmSync(join(workspace, path), { recursive: true, force: true });
      writeFileSync(join(workspace, path), 'in the way');
      return true;
    },
    takeAway: (workspace: string) => rmSync(join(workspace, path)),
    wanted: { cause: inTheWay },
  })),
  ...['.plankeeper', '.plankeeper/history', '.plankeeper/locks'].map((path) => ({
    name: `a link to outside instead of ${path}`,
    put: (workspace: string, elsewhere: string) => {
      rmSync(join(workspace, path), { recursive: true, force: true });
      symlinkSync(elsewhere, join(workspace, path));
      return true;
    },
    takeAway: (workspace: string) => rmSync(join(workspace, path)),
    wanted: outside,
  })),
  {
    name: 'an immutable .plankeeper',
    put: (workspace) => {
      empty(join(workspace, '.plankeeper'));
      return immutable(join(workspace, '.plankeeper'), '+i');
    },
    takeAway: (workspace) => immutable(join(workspace, '.plankeeper'), '-i'),
    wanted: denied,
  },
  {
    name: 'an immutable folder of the plan',
    put: (workspace) => immutable(join(workspace, 'plans'), '+i'),
    takeAway: (workspace) => immutable(join(workspace, 'plans'), '-i'),
    wanted: denied,
  },
  {
    name: 'an immutable plan',
    put: (workspace) => immutable(join(workspace, 'plans', 'a.md'), '+i'),
    takeAway: (workspace) => immutable(join(workspace, 'plans', 'a.md'), '-i'),
    wanted: denied,
  },
];

/** What binds all but root. */
export const permissions: readonly Obstacle[] = [
  ...['plans', '.plankeeper', '.plankeeper/history', '.plankeeper/locks'].map((path) => ({
    name: `a read-only ${path}`,
    put: (workspace: string) => {
      // What stands in it already could still be written to.
      if (path !== 'plans') empty(join(workspace, path));
      chmodSync(join(workspace, path), 0o555);
      return true;
    },
    takeAway: (workspace: string) => chmodSync(join(workspace, path), 0o755),
    wanted: denied,
  })),
  {
    name: 'a plan that may not be read',
    put: (workspace) => {
      chmodSync(join(workspace, 'plans', 'a.md'), 0o000);
      return true;
    },
    takeAway: (workspace) => chmodSync(join(workspace, 'plans', 'a.md'), 0o644),
    wanted: { codes: ['unreadable'], cause: /permission denied \(EACCES\)/ },
  },
];

/** A folder in the place of the plan; the plan is kept aside. */
export const folderForPlan: Obstacle = {
  name: 'a folder instead of the plan',
  put: (workspace) => {
    renameSync(join(workspace, 'plans', 'a.md'), join(workspace, 'aside'));
    mkdirSync(join(workspace, 'plans', 'a.md'));
    return true;
  },
  takeAway: (workspace) => {
    rmSync(join(workspace, 'plans', 'a.md'), { recursive: true });
    renameSync(join(workspace, 'aside'), join(workspace, 'plans', 'a.md'));
  },
  wanted: { codes: ['unreadable'], cause: /is a folder, not a file/ },
};

function empty(folder: string): void {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
}

function immutable(path: string, flag: '+i' | '-i'): boolean {
  return spawnSync('chattr', [flag, path]).status === 0;
}
