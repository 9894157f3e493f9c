/**
 * What the package brings along and takes on disk: packs it and installs it into an empty project. Prints the figures and the line
 * that the README says of them. Run: npx tsx bench/packageSize.ts
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installInto } from '../scripts/package/installed.ts';
import { sizeLine } from '../scripts/package/sizeLine.ts';

const folder = await mkdtemp(join(tmpdir(), 'plankeeper-bench-'));
try {
  const installed = await installInto(folder);
  const { size } = await stat(installed.tarball);
  console.log(`tarball: ${kilobytes(size)}; installed: ${kilobytes(installed.bytes)}`);
  console.log(
    `dependencies: ${installed.dependencies.length}${installed.dependencies.map((name) => ` ${name}`).join('')}`,
  );
  console.log(sizeLine(installed));
} finally {
  await rm(folder, { recursive: true, force: true });
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000)} KB`;
}
