import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { tools } from '../../src/tools/index.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const packageManifest = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string(),
  keywords: z.array(z.string()),
  license: z.string(),
  author: z.string(),
  homepage: z.string(),
  bugs: z.string(),
  repository: z.object({ type: z.string(), url: z.string() }),
  bin: z.object({ plankeeper: z.string() }),
  engines: z.object({ node: z.string() }),
});

/** The bundle's `manifest.json`, in version 0.3 of MCPB's specification: out of package.json and the tools' definitions. */
export function bundleManifest(): Readonly<Record<string, unknown>> {
  const { author, bugs, bin, engines, ...same } = packageManifest.parse(
    JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')),
  );
  return {
    manifest_version: '0.3',
    display_name: 'Plankeeper',
    ...same,
    repository: { type: same.repository.type, url: same.repository.url.replace(/^git\+/, '') },
    author: { name: author },
    support: bugs,
    server: {
      type: 'node',
      entry_point: bin.plankeeper,
      // The host replaces both: with the unpacked bundle's folder, and with what the user chose.
      mcp_config: {
        command: 'node',
        args: [`\${__dirname}/${bin.plankeeper}`, '--workspace', '${user_config.workspace}'],
      },
    },
    user_config: {
      workspace: {
        type: 'directory',
        title: 'Workspace',
        description: 'The folder that holds the plans, such as the root of a repository.',
        required: true,
      },
    },
    tools: tools.map(({ name, description }) => ({ name, description })),
    // Their texts depend on the workspace: the host asks the server for them.
    prompts_generated: true,
    compatibility: { platforms: ['darwin', 'linux', 'win32'], runtimes: { node: engines.node } },
  };
}
