import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { TestWorkspace } from '../../support/workspace.ts';

/** A workspace that lies in memory where the system has a place for that: waiting for a disk takes hundreds of edits too long. */
export function makeMemoryWorkspace(files: Readonly<Record<string, string>>): TestWorkspace {
  const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  const path = realpathSync(mkdtempSync(join(place, 'plankeeper-')));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  const write = (name: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  };
  mkdirSync(join(path, '.plankeeper'));
  for (const [name, content] of Object.entries(files)) write(name, content);
  return {
    path,
    read: (name) => readFileSync(join(path, name), 'utf8'),
    readBytes: (name) => readFileSync(join(path, name)),
    write,
  };
}
