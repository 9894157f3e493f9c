import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client as ModernClient, StreamableHTTPClientTransport as ModernTransport } from '@modelcontextprotocol/client';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import {
  ResourceListChangedNotificationSchema,
  ResourceUpdatedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startRaw } from '../reliability/support/processServer.ts';
import { startHttpServer } from '../support/httpServer.ts';
import { modernRevision, startModernServer } from '../support/modernServer.ts';
import { patience } from '../support/patience.ts';
import { startServer } from '../support/server.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

const ferry = '# Ferry\n\n## Goals\n\n[What it is for]\n';
const uri = 'plan://plans/ferry.md';

/** What a client that listens to some resources was told, whichever era it speaks. */
interface Listener {
  readonly told: string[];
  call(name: string, args: Record<string, unknown>): Promise<unknown>;
  listen(...uris: string[]): Promise<{ stop(): Promise<void> }>;
}

const eras = [
  ['2025-11-25', async ({ path }: TestWorkspace) => oldListener((await startServer(path)).client)],
  ['2026-07-28', async ({ path }: TestWorkspace) => modernListener((await startModernServer(path)).client)],
  ['2025-11-25 over HTTP', async ({ path }: TestWorkspace) => oldListener(await overHttp(path))],
  ['2026-07-28 over HTTP', async ({ path }: TestWorkspace) => modernListener(await modernOverHttp(path))],
] as const;

async function overHttp(workspace: string): Promise<Client> {
  const { url } = await startHttpServer(workspace);
  const client = new Client({ name: 'plankeeper-tests', version: '1.0.0' });
  let stands = (): void => {};
  const stream = new Promise<void>((resolve) => {
    stands = resolve;
  });
  const telling: typeof fetch = async (target, init) => {
    const response = await fetch(target, init);
    if (init?.method === 'GET') stands();
    return response;
  };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { fetch: telling }));
  onTestFinished(() => client.close());
  // Its stream is opened behind the connection, and stands when the answer to the GET has begun.
  await stream;
  return client;
}

async function modernOverHttp(workspace: string): Promise<ModernClient> {
  const { url } = await startHttpServer(workspace);
  const mode = { pin: modernRevision };
  const client = new ModernClient({ name: 'plankeeper-tests', version: '2.0.0' }, { versionNegotiation: { mode } });
  await client.connect(new ModernTransport(new URL(url)));
  onTestFinished(() => client.close());
  return client;
}

function oldListener(client: Client): Listener {
  const told: string[] = [];
  client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => void told.push(params.uri));
  client.setNotificationHandler(ResourceListChangedNotificationSchema, () => void told.push('list'));
  const listen = async (...uris: string[]): Promise<{ stop(): Promise<void> }> => {
    for (const each of uris) await client.subscribeResource({ uri: each });
    return {
      stop: async () => {
        for (const each of uris) await client.unsubscribeResource({ uri: each });
      },
    };
  };
  const call = (name: string, args: Record<string, unknown>) => client.callTool({ name, arguments: args });
  return { told, call, listen };
}

function modernListener(client: ModernClient): Listener {
  const told: string[] = [];
  client.setNotificationHandler('notifications/resources/updated', ({ params }) => void told.push(params.uri));
  client.setNotificationHandler('notifications/resources/list_changed', () => void told.push('list'));
  const listen = async (...uris: string[]): Promise<{ stop(): Promise<void> }> => {
    const stream = await client.listen({ resourcesListChanged: true, resourceSubscriptions: uris });
    return { stop: () => stream.close() };
  };
  const call = (name: string, args: Record<string, unknown>) => client.callTool({ name, arguments: args });
  return { told, call, listen };
}

function fill(content: string): Record<string, unknown> {
  return { plan: 'plans/ferry.md', fills: [{ section: 'goals', content, mode: 'append' }] };
}

/** Long enough for two looks at the files. */
const twoRounds = 2_500;

describe.each(eras)('a client of %s', (_era, start) => {
  it('hears of writes to what it subscribed to, under the URIs that it gave, and of nothing else', async () => {
    const listener = await start(makeWorkspace({ 'plans/ferry.md': ferry, 'plans/other.md': ferry }));
    await listener.call('fill_section', fill('Nobody listens yet.'));
    await listener.listen(uri, `${uri}#goals`, 'plan://ferry');
    await listener.call('fill_section', { ...fill('Other.'), plan: 'plans/other.md' });
    expect(listener.told).toEqual([]);
    await listener.call('fill_section', fill('Cross over.'));
    await vi.waitFor(
      () => expect(listener.told.toSorted()).toEqual([uri, `${uri}#goals`, 'plan://ferry'].toSorted()),
      patience,
    );
    // What changes nothing tells nothing, and our own writes are told once.
    await listener.call('fill_section', fill('Cross over.'));
    await pause(twoRounds);
    expect(listener.told).toHaveLength(3);
  });

  it('hears no more once it has stopped', async () => {
    const workspace = makeWorkspace({ 'plans/ferry.md': ferry });
    const listener = await start(workspace);
    const stream = await listener.listen(uri);
    await stream.stop();
    await listener.call('fill_section', fill('Cross over.'));
    workspace.write('plans/ferry.md', '# By hand\n');
    await pause(twoRounds);
    expect(listener.told).toEqual([]);
  });

  it('hears of a plan that is made', async () => {
    const listener = await start(makeWorkspace());
    await listener.listen();
    await listener.call('create_plan', { title: 'Lockers', path: 'plans/lockers.md', exception: 'A trial' });
    await vi.waitFor(() => expect(listener.told).toEqual(['list']), patience);
  });

  it('hears of plans that other hands make and take away', async () => {
    const workspace = makeWorkspace({ 'plans/ferry.md': ferry });
    const listener = await start(workspace);
    await listener.listen();
    // Until the list was looked at for the first time.
    await pause(twoRounds);
    workspace.write('plans/pier.md', ferry);
    await vi.waitFor(() => expect(listener.told).toEqual(['list']), patience);
    rmSync(join(workspace.path, 'plans/pier.md'));
    await vi.waitFor(() => expect(listener.told).toEqual(['list', 'list']), patience);
  });

  it('hears of edits by other hands', async () => {
    const workspace = makeWorkspace({ 'plans/ferry.md': ferry, 'constitution.md': '# Rules\n' });
    const listener = await start(workspace);
    await listener.listen(`${uri}#goals`, 'constitution://current');
    const hears = async (...uris: string[]): Promise<void> => {
      await vi.waitFor(() => expect(listener.told).toEqual(uris), patience);
      listener.told.length = 0;
    };
    workspace.write('plans/ferry.md', '# By hand\n');
    await hears(`${uri}#goals`);
    // As most editors save: beside it, and renamed.
    workspace.write('plans/.draft', '# By hand, too\n');
    renameSync(join(workspace.path, 'plans/.draft'), join(workspace.path, 'plans/ferry.md'));
    await hears(`${uri}#goals`);
    workspace.write('constitution.md', '# Other rules\n');
    await hears('constitution://current');
    rmSync(join(workspace.path, 'plans/ferry.md'));
    await hears(`${uri}#goals`);
    workspace.write('plans/ferry.md', ferry);
    await hears(`${uri}#goals`);
  });
});

describe('subscriptions', () => {
  it('to what is not there are refused in 2025-11-25', async () => {
    const { client } = await startServer(makeWorkspace({ 'plans/ferry.md': ferry }).path);
    for (const wrong of ['plan://plans/fery.md', 'plan://../x.md', 'file:///etc/passwd'])
      await expect(client.subscribeResource({ uri: wrong })).rejects.toMatchObject({
        code: -32602,
        data: { uri: wrong },
      });
    await client.subscribeResource({ uri: 'template://layered-platform' });
    await client.unsubscribeResource({ uri: 'plan://never/subscribed.md' });
  });

  it('to a plan that comes later hear of it in 2026-07-28', async () => {
    const listener = modernListener((await startModernServer(makeWorkspace().path)).client);
    await listener.listen('plan://plans/lockers.md');
    await listener.call('create_plan', { title: 'Lockers', path: 'plans/lockers.md', exception: 'A trial' });
    await vi.waitFor(() => expect(listener.told.toSorted()).toEqual(['list', 'plan://plans/lockers.md']), patience);
  });

  it('to a plan that other hands make later hear of it in 2026-07-28, over stdio and HTTP', async () => {
    for (const start of [
      async (path: string) => (await startModernServer(path)).client,
      (path: string) => modernOverHttp(path),
    ]) {
      const workspace = makeWorkspace();
      const listener = modernListener(await start(workspace.path));
      await listener.listen('plan://plans/lockers.md');
      workspace.write('plans/lockers.md', ferry);
      await vi.waitFor(() => expect(listener.told).toContain('plan://plans/lockers.md'), patience);
    }
  });

  it('are acknowledged as far as they are heard of', async () => {
    const server = await startRaw(makeWorkspace({ 'plans/ferry.md': ferry }).path, { era: '2026-07-28' });
    const resourceSubscriptions = [
      uri,
      'nonsense',
      'plan://ferry',
      'plan://099',
      'plan://plans/later.md',
      'plan://../x.md',
    ];
    server.send('subscriptions/listen', { notifications: { resourceSubscriptions } });
    const acknowledged = () => server.answers().find(({ method }) => method?.includes('acknowledged'))?.params;
    await vi.waitFor(() => expect(acknowledged()).toBeDefined(), patience);
    expect(acknowledged()).toMatchObject({
      notifications: { resourceSubscriptions: [uri, 'plan://ferry', 'plan://plans/later.md'] },
    });
  });

  it('are bounded, and end with the connection', async () => {
    const many = Array.from({ length: 1_030 }, (_, index) => [`plans/p${index}.md`, '# P\n']);
    const workspace = makeWorkspace(Object.fromEntries(many));
    const { client, close, stderr } = await startServer(workspace.path);
    const outcomes = await Promise.allSettled(
      many.map(([path]) => client.subscribeResource({ uri: `plan://${path}` })),
    );
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(6);
    expect(refused[0]).toMatchObject({ reason: { code: -32602, message: expect.stringContaining('Unsubscribe') } });
    await close();
    expect(stderr()).toBe('');
  });

  it('keep no process alive', async () => {
    const workspace = makeWorkspace({ 'plans/ferry.md': ferry });
    for (const era of ['2025-11-25', '2026-07-28'] as const) {
      const server = await startRaw(workspace.path, { era });
      if (era === '2025-11-25') await server.answer(server.send('resources/subscribe', { uri }));
      else {
        await server.answer(server.send('tools/list'));
        server.send('subscriptions/listen', { notifications: { resourceSubscriptions: [uri] } });
        await vi.waitFor(
          () => expect(server.answers().some(({ method }) => method?.includes('acknowledged'))).toBe(true),
          patience,
        );
      }
      server.child.stdin.end();
      expect(await server.ended).toEqual({ code: 0, signal: null });
    }
  });
});
