import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startModernServer } from '../support/modernServer.ts';
import { root } from '../support/sources.ts';
import { startServer } from '../support/server.ts';
import { makeFolder, makeWorkspace } from '../support/workspace.ts';

const ferry =
  '# Ferry\r\n\r\n**Status**: Draft\r\n\r\n## Goals\r\n\r\nCross\u200B over.  \r\n\r\n## Open Questions\r\n\r\n- Q1: Who?';

const files = {
  'plans/ferry.md': ferry,
  'specs/006-user login/plan.md': '# Log in\n\n## Tasks\n\n- [ ] T001 Form\n- [ ] T002 Mail\n',
  'constitution.md': '# Our rules\n\n## I. Small\n\nSmall steps.\n',
  '.plankeeper/templates/own.md': '# Plan: [NAME]\n\n## Goal\n\n[What for]\n',
};

const eras = [
  ['2025-11-25', startServer],
  ['2026-07-28', startModernServer],
] as const;

const fault = z.object({ code: z.number(), message: z.string(), data: z.unknown() });

/** The protocol's error that a request must come back with. */
async function errorOf(request: Promise<unknown>): Promise<z.output<typeof fault>> {
  const outcome = await request.then(
    (result) => ({ result }),
    (error: unknown) => ({ error }),
  );
  const { code, message, data } = fault.parse('error' in outcome ? outcome.error : outcome);
  // The v1 client puts the code before the words.
  return { code, message: message.replace(/^MCP error -\d+: /, ''), data };
}

describe.each(eras)('resources in %s', (_era, start) => {
  it('list the constitution, templates and plans, each with its title', async () => {
    const { client } = await start(makeWorkspace(files).path);
    const { resources, nextCursor } = await client.listResources();
    expect(nextCursor).toBeUndefined();
    const [constitution, ...others] = resources;
    expect(constitution).toMatchObject({
      uri: 'constitution://current',
      title: 'Our rules',
      mimeType: 'text/markdown',
    });
    const templates = others.filter(({ uri }) => uri.startsWith('template://'));
    expect(templates.map(({ name }) => name)).toEqual(templates.map(({ name }) => name).sort());
    expect(templates.map(({ uri }) => uri)).toContain('template://layered-platform');
    expect(others.slice(templates.length)).toEqual([
      {
        uri: 'plan://plans/ferry.md',
        name: 'plans/ferry.md',
        title: 'Ferry',
        mimeType: 'text/markdown',
        size: Buffer.byteLength(ferry),
      },
      {
        uri: 'plan://specs/006-user%20login/plan.md',
        name: 'specs/006-user login/plan.md',
        title: 'Log in',
        mimeType: 'text/markdown',
        size: 52,
      },
    ]);
  });

  it('can all be read, and are what stands in the file', async () => {
    const workspace = makeWorkspace(files);
    const { client } = await start(workspace.path);
    const { resources } = await client.listResources();
    for (const { uri, size } of resources) {
      const { contents } = await client.readResource({ uri });
      expect(contents).toEqual([{ uri, mimeType: 'text/markdown', text: expect.any(String) }]);
      const [content] = contents;
      const text = content !== undefined && 'text' in content ? content.text : '';
      if (size !== undefined) expect(Buffer.byteLength(text)).toBe(size);
    }
    const read = async (uri: string): Promise<unknown> => (await client.readResource({ uri })).contents[0];
    expect(await read('plan://plans/ferry.md')).toMatchObject({ text: ferry });
    expect(await read('constitution://current')).toMatchObject({ text: files['constitution.md'] });
    const own = resources.find(
      ({ title, uri }) => uri.startsWith('template://') && title?.includes('Plan') && uri.includes('own'),
    );
    expect(await read(own?.uri ?? '')).toMatchObject({ text: files['.plankeeper/templates/own.md'] });
  });

  it('are found by id, number and slug, and by any address of a place', async () => {
    const { client } = await start(makeWorkspace(files).path);
    const read = async (uri: string): Promise<unknown> => (await client.readResource({ uri })).contents;
    const uris = [
      'plan://006',
      'plan://user%20login',
      'plan://specs/006-user login',
      'PLAN://specs/006-user%20login/plan.md',
    ];
    for (const uri of uris)
      expect(await read(uri)).toEqual([
        { uri, mimeType: 'text/markdown', text: files['specs/006-user login/plan.md'] },
      ]);
    const goals = '## Goals\r\n\r\nCross\u200B over.  ';
    for (const uri of ['plan://ferry#goals', 'plan://plans/ferry.md#Goals'])
      expect(await read(uri)).toEqual([{ uri, mimeType: 'text/markdown', text: goals }]);
    expect(await read('plan://006#T002')).toMatchObject([{ text: '- [ ] T002 Mail' }]);
    expect(await read('plan://ferry#questions')).toMatchObject([{ text: '## Open Questions\r\n\r\n- Q1: Who?' }]);
    expect(await read('plan://ferry#open-questions%2Fq1')).toMatchObject([{ text: '- Q1: Who?' }]);
  });

  it('that are not there are refused in words that lead on, with the URI', async () => {
    const workspace = makeWorkspace(files);
    execFileSync('mkfifo', [join(workspace.path, 'plans', 'pipe.md')]);
    const { client } = await start(workspace.path);
    const wrong = [
      ['plan://plans/fery.md', /^\[unknown_plan\] .*plans\/ferry\.md/],
      ['plan://plans/ferry.md#gaols', /^\[unknown_address\] .*goals/],
      ['template://no-such', /^\[unknown_template\] .*layered-platform/],
      ['plan://../../etc/passwd', /^\[outside_workspace\]/],
      ['plan:///etc/passwd', /^\[outside_workspace\]/],
      ['plan://%2e%2e%2f%2e%2e%2fetc%2fpasswd', /^\[outside_workspace\]/],
      ['plan://plans/ferry.md%00', /^\[outside_workspace\]/],
      ['plan://package.json', /^\[unknown_plan\]/],
      ['file:///etc/passwd', /^\[invalid_input\] .*plan:\/\/PATH/],
      ['no uri', /^\[invalid_input\]/],
    ] as const;
    for (const [uri, words] of wrong)
      expect(await errorOf(client.readResource({ uri })), uri).toMatchObject({
        code: -32602,
        message: expect.stringMatching(words),
        data: { uri },
      });
    const pipe = await errorOf(client.readResource({ uri: 'plan://plans/pipe.md' }));
    expect(pipe).toMatchObject({ code: -32602, data: { uri: 'plan://plans/pipe.md', code: 'unreadable' } });
    const long = await errorOf(client.readResource({ uri: `plan://${'a'.repeat(1_000_000)}` }));
    expect(long.code).toBe(-32602);
    expect(JSON.stringify(long).length).toBeLessThan(2_000);
  });

  it('that are no UTF-8 come as their bytes', async () => {
    const bytes = Buffer.from([0x23, 0x20, 0xff, 0xfe, 0x0a]);
    const { client } = await start(makeWorkspace({ 'plans/a.md': bytes }).path);
    const { contents } = await client.readResource({ uri: 'plan://plans/a.md' });
    expect(contents).toEqual([{ uri: 'plan://plans/a.md', mimeType: 'text/markdown', blob: bytes.toString('base64') }]);
    expect(await errorOf(client.readResource({ uri: 'plan://plans/a.md#a' }))).toMatchObject({
      code: -32602,
      data: { code: 'unreadable' },
    });
  });

  it('with a cursor that is none are refused', async () => {
    const { client } = await start(makeWorkspace(files).path);
    for (const cursor of ['', 'x', 'MiBwbGFucw=', Buffer.from('3 plans').toString('base64url'), 'a'.repeat(100_000)]) {
      const error = await errorOf(client.listResources({ cursor }));
      expect(error).toMatchObject({ code: -32602, message: expect.stringContaining('nextCursor') });
    }
  });

  it('stay listed beside broken ones', async () => {
    const { client } = await start(
      makeWorkspace({
        ...files,
        'plans/broken.md': Buffer.from([0xff]),
        'plans/huge.md': 'a'.repeat(5_000_000),
        '.plankeeper/templates/broken.md': '---\nplankeeper:\n  engine: handlebars\n---\n# {{#each}}\n',
        'plankeeper.config.json': '{"constitution": "missing.md"}',
      }).path,
    );
    const { resources } = await client.listResources();
    const uris = resources.map(({ uri }) => uri);
    expect(uris).toContain('plan://plans/ferry.md');
    expect(uris).toContain('plan://plans/broken.md');
    expect(resources.find(({ name }) => name === 'plans/huge.md')).toMatchObject({
      description: expect.stringContaining('more than'),
    });
    expect(uris).not.toContain('constitution://current');
    expect(await errorOf(client.readResource({ uri: 'constitution://current' }))).toMatchObject({
      message: expect.stringContaining('missing.md'),
    });
  });

  it('are the built-in templates alone where no workspace is', async () => {
    const { client } = await (start === startServer ? startServer(makeFolder().path, []) : start(makeWorkspace().path));
    const { resources } = await client.listResources();
    expect(resources.length).toBeGreaterThan(0);
    expect(resources.every(({ uri }) => uri.startsWith('template://'))).toBe(true);
  });

  it('have templates', async () => {
    const { client } = await start(makeWorkspace().path);
    const { resourceTemplates } = await client.listResourceTemplates();
    await expect(`${JSON.stringify(resourceTemplates, null, 2)}\n`).toMatchFileSnapshot(
      join(root, 'test', 'golden', 'resourceTemplates.json'),
    );
  });

  it('complete paths, addresses and ids', async () => {
    const { client } = await start(
      makeWorkspace({ ...files, 'plans/old ferry.md': '# Old\n', 'plans/a#1.md': '# A\n' }).path,
    );
    const complete = async (
      uri: string,
      name: string,
      value: string,
      args?: Record<string, string>,
    ): Promise<unknown> =>
      (
        await client.complete({
          ref: { type: 'ref/resource', uri },
          argument: { name, value },
          ...(args === undefined ? {} : { context: { arguments: args } }),
        })
      ).completion;
    expect(await complete('plan://{+path}', 'path', 'plans/')).toEqual({
      values: ['plans/a%231.md', 'plans/ferry.md', 'plans/old ferry.md'],
      total: 3,
      hasMore: false,
    });
    expect(await complete('plan://{+path}', 'path', 'FERRY')).toMatchObject({
      values: ['plans/ferry.md', 'plans/old ferry.md'],
    });
    expect(await complete('plan://{+path}#{address}', 'path', 'specs')).toMatchObject({
      values: ['specs/006-user login/plan.md'],
    });
    expect(await complete('plan://{+path}#{address}', 'address', '', { path: 'plans/ferry.md' })).toMatchObject({
      values: ['title', 'header', 'goals', 'open-questions'],
    });
    expect(await complete('plan://{+path}#{address}', 'address', 'quest', { path: '006' })).toMatchObject({
      values: [],
    });
    expect(await complete('plan://{+path}#{address}', 'address', '')).toMatchObject({ values: [] });
    expect(await complete('plan://{+path}#{address}', 'address', '', { path: '../x' })).toMatchObject({ values: [] });
    expect(await complete('template://{id}', 'id', 'lay')).toMatchObject({ values: ['layered-platform'] });
    expect(await errorOf(complete('plan://{+path}', 'id', ''))).toMatchObject({ code: -32602, message: /path/ });
    expect(await errorOf(complete('plan://{other}', 'path', ''))).toMatchObject({
      code: -32602,
      message: /template:\/\/\{id\}/,
    });
  });
});

describe('pages', () => {
  const many = Array.from({ length: 230 }, (_, index) => [
    `plans/p${String(index).padStart(3, '0')}.md`,
    `# P ${index}\n`,
  ]);

  it('are whole and in order, whatever comes meanwhile', async () => {
    const workspace = makeWorkspace(Object.fromEntries(many));
    const { client } = await startServer(workspace.path);
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = await client.listResources(cursor === undefined ? undefined : { cursor });
      pages.push(page.resources.map(({ uri }) => uri));
      cursor = page.nextCursor;
      if (pages.length === 1) workspace.write('plans/a-new-one.md', '# New\n');
    } while (cursor !== undefined);
    const templates = pages.flat().filter((uri) => uri.startsWith('template://')).length;
    expect(pages.map(({ length }) => length)).toEqual([100, 100, 30 + templates]);
    expect(pages.flat().slice(templates)).toEqual(many.map(([path]) => `plan://${path}`));
  });

  it('are put together by a client of 2026-07-28', async () => {
    const { client } = await startModernServer(makeWorkspace(Object.fromEntries(many)).path);
    const uris = (await client.listResources()).resources.map(({ uri }) => uri);
    expect(uris.filter((uri) => uri.startsWith('plan://'))).toEqual(many.map(([path]) => `plan://${path}`));
  });
});

describe('ten thousand plans', () => {
  it('are completed with their number, a hundred at a time', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) => [`plans/p${index}.md`, '# P\n']);
    const { client } = await startServer(makeWorkspace(Object.fromEntries(many)).path);
    const { completion } = await client.complete({
      ref: { type: 'ref/resource', uri: 'plan://{+path}' },
      argument: { name: 'path', value: '' },
    });
    expect(completion).toMatchObject({ total: 10_000, hasMore: true });
    expect(completion.values).toHaveLength(100);
    const { resources, nextCursor } = await client.listResources();
    expect(resources).toHaveLength(100);
    expect(nextCursor).toBeDefined();
  }, 120_000);
});

describe('cache hints of 2026-07-28', () => {
  it('let lists that never change be kept, and files not', async () => {
    const { client } = await startModernServer(makeWorkspace(files).path);
    const fixed = { ttlMs: 3_600_000, cacheScope: 'public' };
    const changing = { ttlMs: 0, cacheScope: 'private' };
    expect(await client.listResourceTemplates()).toMatchObject(fixed);
    expect(await client.listPrompts()).toMatchObject(fixed);
    expect(await client.listTools()).toMatchObject(fixed);
    expect(await client.listResources()).toMatchObject(changing);
    expect(await client.readResource({ uri: 'plan://ferry' })).toMatchObject(changing);
  });
});
