import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { tools } from '../../src/tools/index.ts';

const folder = new URL('../../test/golden/', import.meta.url);

/** Every tool as clients list it, in the order of the definitions: tests hold these files equal to them. */
export function goldenTools(): readonly unknown[] {
  return tools.map(({ name }) => read(`tools/${name}`));
}

/** The prompts, or the templates of resources, as clients list them. */
export function goldenList(name: 'prompts' | 'resourceTemplates'): readonly unknown[] {
  return z.array(z.unknown()).parse(read(name));
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
}
