/**
 * Writes the pages of docs/ that are made from the sources, and the README's tables. Run: npm run docs [-- --check]
 *
 * With `--check` it writes nothing and ends with exit code 1 where a page is not what the sources give.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readmeWith } from './docs/readme.ts';
import { rulesPage } from './docs/rulesPage.ts';
import { toolsPage } from './docs/toolsPage.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isCheck = process.argv.includes('--check');
const pages: Readonly<Record<string, string>> = {
  'docs/rules.md': rulesPage(),
  'docs/tools.md': toolsPage(),
  'README.md': readmeWith(readFileSync(join(root, 'README.md'), 'utf8')),
};

for (const [path, text] of Object.entries(pages)) {
  const file = join(root, path);
  const isCurrent = existsSync(file) && readFileSync(file, 'utf8') === text;
  if (isCurrent) continue;
  if (!isCheck) writeFileSync(file, text);
  process.stdout.write(isCheck ? `${path} is stale: run npm run docs.\n` : `${path} written.\n`);
  if (isCheck) process.exitCode = 1;
}
