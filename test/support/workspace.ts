import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A workspace in a temporary folder, removed when the test ends. Paths are relative to it. */
export interface TestWorkspace {
  readonly path: string;
  read(path: string): string;
  readBytes(path: string): Buffer;
  write(path: string, content: string | Uint8Array): void;
}

/** Makes a workspace (a folder with `.plankeeper`) that holds `files`. */
export function makeWorkspace(files: Readonly<Record<string, string | Uint8Array>> = {}): TestWorkspace {
  const workspace = makeFolder();
  mkdirSync(join(workspace.path, '.plankeeper'));
  for (const [path, content] of Object.entries(files)) workspace.write(path, content);
  return workspace;
}

/** An empty folder that nothing marks as a workspace. */
export function makeFolder(): TestWorkspace {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'plankeeper-')));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    read: (name) => readFileSync(join(path, name), 'utf8'),
    readBytes: (name) => readFileSync(join(path, name)),
    write: (name, content) => {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), content);
    },
  };
}
