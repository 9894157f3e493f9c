import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { listSections } from '../../src/markdown/outline.ts';
import { fillEverything } from '../support/fillEverything.ts';
import { onlyItsPlace } from '../support/onlyItsPlace.ts';
import { startServer } from '../support/server.ts';
import { makeWorkspace } from '../support/workspace.ts';

const builtIn = ['layered-platform', 'full-lifecycle', 'principle-gated', 'spec-traceable', 'service-delivery'];
const seedFolder = new URL('../../../shared/seeds/', import.meta.url);
const seeds = existsSync(seedFolder) ? readdirSync(seedFolder).filter((name) => name.endsWith('.txt')) : [];

describe('every place of a new plan can be filled by the names that the unfilled view gives', () => {
  test.each(builtIn)('built-in %s', async (template) => {
    await fillWhole(template, {});
  });

  test.skipIf(seeds.length === 0).each(seeds.length === 0 ? ['no seeds beside the repository'] : seeds)(
    'seed %s as a workspace template',
    async (seed) => {
      const text = readFileSync(new URL(seed, seedFolder), 'utf8');
      await fillWhole('seed', { '.plankeeper/templates/seed.md': text });
    },
  );
});

async function fillWhole(template: string, files: Readonly<Record<string, string>>): Promise<void> {
  const workspace = makeWorkspace(files);
  const server = await startServer(workspace.path);
  const created = await server.call('create_plan', {
    title: 'Parcel lockers',
    template,
    exception: 'Agreed with the lead.',
  });
  expect(created.isError, created.text).toBe(false);
  const path = String(created.data?.['path']);
  const tree = outline(workspace.read(path));
  await fillEverything(server, path, onlyItsPlace, () => workspace.read(path));
  const last = await server.call('read_plan', { plan: path, view: 'outline' });
  expect(last.text).toContain('· unfilled 0 ·');
  expect(outline(workspace.read(path))).toEqual(tree);
}

/** Levels and ids; a heading's own words may have been a slot. */
function outline(text: string): string[] {
  return listSections(parseDocument(text)).map((section) => `${section.level} ${section.id}`);
}
