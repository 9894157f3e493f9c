import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PackagedFile } from '../../src/tools/context.ts';
import { root } from './sources.ts';

const folder = join(root, 'templates');

/** The files that come with the program, as `index` hands them to the tools. */
export const packagedFiles: readonly PackagedFile[] = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.md'))
  .map((file) => ({ path: file.replaceAll('\\', '/'), text: readFileSync(join(folder, file), 'utf8') }));
