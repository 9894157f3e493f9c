import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { planText } from './diskPlan.ts';

/** A workspace on a disk of its own. */
export interface SmallDisk {
  readonly path: string;
  /** Fills it up but for so many blocks (4 KB). */
  leaveBlocks(blocks: number): void;
  /** Fills it up with empty files but for so many more. */
  leaveFiles(files: number): void;
  /** Takes away what fills it. */
  free(): void;
  remount(mode: 'ro' | 'rw'): void;
}

const ballast = '.ballast';

/** Why no disk can be mounted here; undefined where it can. */
export function whyNoDisk(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'plankeeper-disk-'));
  try {
    const why = mount('-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder);
    if (why === undefined) spawnSync('umount', [folder]);
    return why;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Mounts a tmpfs of 256 KB (or as `options` say) with a plan in it; unmounted when the test ends. */
export function makeSmallDisk(options = 'size=256k'): SmallDisk {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'plankeeper-disk-')));
  must(mount('-t', 'tmpfs', '-o', options, 'tmpfs', path));
  onTestFinished(() => {
    spawnSync('umount', ['-l', path]);
    rmSync(path, { recursive: true, force: true });
  });
  mkdirSync(join(path, '.plankeeper'));
  mkdirSync(join(path, 'plans'));
  writeFileSync(join(path, 'plans', 'a.md'), planText());
  const free = (): void => rmSync(join(path, ballast), { recursive: true, force: true });
  const place = (name: string): string => {
    mkdirSync(join(path, ballast), { recursive: true });
    return join(path, ballast, name);
  };
  return {
    path,
    free,
    leaveBlocks: (blocks) => {
      free();
      const { bfree, bsize } = statfsSync(path);
      writeFileSync(place('data'), Buffer.alloc(Math.max(0, bfree - blocks) * bsize));
    },
    leaveFiles: (files) => {
      free();
      mkdirSync(join(path, ballast));
      const count = Math.max(0, statfsSync(path).ffree - files);
      for (let index = 0; index < count; index += 1) writeFileSync(place(String(index)), '');
    },
    remount: (mode) => must(mount('-o', `remount,${mode}`, path)),
  };
}

/** What `mount` says against it. */
function mount(...args: readonly string[]): string | undefined {
  const { error, status, stderr } = spawnSync('mount', args, { encoding: 'utf8' });
  if (error !== undefined) return 'there is no mount';
  return status === 0 ? undefined : stderr.trim();
}

function must(why: string | undefined): void {
  if (why !== undefined) throw new Error(why);
}
