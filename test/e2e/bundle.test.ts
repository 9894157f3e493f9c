import { readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { getMcpConfigForManifest, MANIFEST_SCHEMAS, unpackExtension } from '@anthropic-ai/mcpb';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { writeBundle } from '../../scripts/bundle/bundle.ts';
import { firstPlan } from '../../scripts/firstPlan/plan.ts';
import { shellEnvironment } from '../../scripts/package/run.ts';
import { tools } from '../../src/tools/index.ts';
import { root } from '../support/sources.ts';
import { makeFolder } from '../support/workspace.ts';

it('the bundle, unpacked and started as its manifest tells the host, creates a plan in the folder that the user chose', async () => {
  const [bundle, unpacked, chosen, elsewhere] = [makeFolder(), makeFolder(), makeFolder(), makeFolder()];
  const mcpbPath = join(bundle.path, 'plankeeper.mcpb');
  await writeBundle(mcpbPath);
  expect(await unpackExtension({ mcpbPath, outputDir: unpacked.path, silent: true })).toBe(true);

  const manifest = MANIFEST_SCHEMAS['0.3'].parse(JSON.parse(unpacked.read('manifest.json')));
  const { name, version } = z
    .object({ name: z.string(), version: z.string() })
    .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  expect(manifest).toMatchObject({ name, version, tools: tools.map((tool) => ({ name: tool.name })) });

  const host = { manifest, extensionPath: unpacked.path, systemDirs: {}, pathSeparator: sep };
  expect(await getMcpConfigForManifest({ ...host, userConfig: {} })).toBeUndefined();
  const config = await getMcpConfigForManifest({ ...host, userConfig: { workspace: chosen.path } });
  const { command, args } = z.object({ command: z.string(), args: z.array(z.string()) }).parse(config);
  const plan = await firstPlan(
    { command, args, env: {} },
    { cwd: elsewhere.path, project: chosen.path, shell: shellEnvironment() },
  );
  expect(plan.path).toBe('plans/001-parcel-lockers/plan.md');
}, 120_000);
