import { expect, it, vi } from 'vitest';
import { startRaw } from '../reliability/support/processServer.ts';
import { startModernServer } from '../support/modernServer.ts';
import { patience } from '../support/patience.ts';
import { makeWorkspace } from '../support/workspace.ts';

/** So many plans that a call which reads all of them is still at work when what is sent on its first word of progress comes. */
const count = 1500;
const plans = (): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`plans/${at}.md`, `# Pier ${at}\n\n## Open Questions\n\n- Q1: Who?\n`]),
  );

it.each(['list_plans', 'list_open_questions'])('%s hears a cancel while it reads', async (name) => {
  const server = await startRaw(makeWorkspace(plans()).path);
  const id = server.send('tools/call', { name, arguments: {}, _meta: { progressToken: 'p' } });
  const told = (): number => server.answers().filter(({ method }) => method === 'notifications/progress').length;
  await vi.waitFor(() => expect(told()).toBeGreaterThan(0), patience);
  server.notify('notifications/cancelled', { requestId: id });
  await server.answer(server.send('ping'));
  server.child.stdin.end();
  expect(await server.ended).toEqual({ code: 0, signal: null });
  expect(server.answers().map((answer) => answer.id)).not.toContain(id);
  expect(told()).toBeLessThan(count / 100);
});

it('others are served while a call reads all plans', async () => {
  const { client } = await startModernServer(makeWorkspace(plans()).path);
  const order: string[] = [];
  const onprogress = (): void => void client.listTools().then(() => order.push('tools'));
  await client.callTool({ name: 'list_plans', arguments: {} }, { onprogress });
  expect(order).toContain('tools');
});
