import { expect, test } from 'vitest';
import { startServer } from '../support/server.ts';
import { makeWorkspace } from '../support/workspace.ts';

const plan = '# Ferry\n\n## Goals\n\n[GOALS]\n\n## Work\n\nPaint the pier.\n';

test('an edit that an old editor buffer undid is named in the next answer, once', async () => {
  const workspace = makeWorkspace({ 'plans/ferry.md': plan });
  const server = await startServer(workspace.path);
  const fill = (section: string, content: string) =>
    server.call('fill_section', { plan: 'ferry', fills: [{ section, content, mode: 'append' }] });
  await fill('goals', 'Boats leave on the hour.');
  workspace.write('plans/ferry.md', plan.replace('Paint the pier.', 'Paint the pier green.'));

  const answer = await fill('work', 'Print the table.');
  expect(answer.data?.['warnings']).toEqual([expect.stringMatching(/^goals: the text of the last edit .* is gone/)]);
  expect(workspace.read('plans/ferry.md')).toContain('Paint the pier green.\n\nPrint the table.');
  expect((await fill('work', 'Ring the bell.')).data?.['warnings']).toBeUndefined();
});

test('edits by hand elsewhere are no reason to warn', async () => {
  const workspace = makeWorkspace({ 'plans/ferry.md': plan });
  const server = await startServer(workspace.path);
  await server.call('fill_section', { plan: 'ferry', fills: [{ section: 'goals', content: 'Boats.' }] });
  workspace.write('plans/ferry.md', workspace.read('plans/ferry.md').replace('Boats.', 'Boats and trams.'));
  const answer = await server.call('fill_section', {
    plan: 'ferry',
    fills: [{ section: 'work', content: 'Ring.', mode: 'append' }],
  });
  expect(answer.data?.['warnings']).toBeUndefined();
});
