import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { root } from '../support/sources.ts';

const { name, version, description, mcpName, repository, homepage } = z
  .object({
    name: z.string(),
    version: z.string(),
    description: z.string(),
    mcpName: z.string(),
    repository: z.object({ url: z.string() }),
    homepage: z.url(),
  })
  .parse(read('package.json'));
const address = repository.url.replace(/^git\+(.*)\.git$/, '$1');

/** A version that names one release: the registry refuses ranges and `latest`. */
const exactVersion = z.string().regex(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/);

/** What https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json asks of the fields that we use, and no other field. */
const server = z.strictObject({
  $schema: z.literal('https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json'),
  name: z
    .string()
    .min(3)
    .max(200)
    .regex(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/),
  title: z.string().min(1).max(100),
  description: z.string().min(1).max(100),
  version: exactVersion,
  websiteUrl: z.url(),
  repository: z.strictObject({ url: z.url(), source: z.literal('github') }),
  packages: z.tuple([
    z.strictObject({
      registryType: z.literal('npm'),
      identifier: z.string(),
      version: exactVersion,
      runtimeHint: z.literal('npx'),
      transport: z.strictObject({ type: z.literal('stdio') }),
      environmentVariables: z.array(
        z.strictObject({
          name: z.string(),
          description: z.string(),
          format: z.enum(['string', 'number', 'boolean', 'filepath']),
          isRequired: z.boolean(),
        }),
      ),
    }),
  ]),
});

describe('server.json', () => {
  const listed = server.parse(read('server.json'));

  it('speaks of the package that npm has', () => {
    expect(listed).toMatchObject({
      name: mcpName,
      version,
      description,
      websiteUrl: homepage,
      repository: { url: address },
    });
    expect(listed.packages).toMatchObject([{ identifier: name, version }]);
  });

  it('names only variables that the program reads', () => {
    const program = readFileSync(join(root, 'src', 'index.ts'), 'utf8');
    for (const variable of listed.packages[0].environmentVariables) expect(program).toContain(`env.${variable.name}`);
  });
});

describe('what is written beside package.json agrees with it', () => {
  it('the plugin', () => {
    expect(read('plugin/.claude-plugin/plugin.json')).toMatchObject({
      name,
      version,
      description,
      homepage,
      repository: address,
    });
    expect(read('.claude-plugin/marketplace.json')).toMatchObject({ plugins: [{ name, description }] });
  });

  it('the tarball that the README installs', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const tarballs = readme.match(/plankeeper-\d[\w.-]*\.tgz/g);
    expect([...new Set(tarballs)]).toEqual([`${name}-${version}.tgz`]);
  });
});

function read(path: string): unknown {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}
