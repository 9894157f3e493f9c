import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { program } from '../../support/program.ts';
import { root } from '../../support/sources.ts';

const template = 'layered-platform.md';

/** The built program in a folder of its own with only one template: thousands of starts take half the time. Removed when the test ends. */
export function quickProgram(): string {
  const folder = mkdtempSync(join(tmpdir(), 'plankeeper-program-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  cpSync(dirname(program), join(folder, 'dist'), { recursive: true });
  cpSync(join(root, 'templates'), join(folder, 'templates'), { recursive: true });
  for (const name of readdirSync(join(folder, 'templates'))) {
    if (name.endsWith('.md') && name !== template) rmSync(join(folder, 'templates', name));
  }
  return join(folder, 'dist', 'plankeeper.js');
}
