import { expect, test } from 'vitest';
import { startServer } from '../support/server.ts';
import { makeWorkspace } from '../support/workspace.ts';

const plan = `# Ferry

**Stand**: Im Dock

## Da müssen wir noch ran

- Wer fährt nachts?
`;

test('words of the configuration name sections, labels and statuses; a fault in them is told with its key', async () => {
  const workspace = makeWorkspace({ 'plans/a.md': plan });
  const server = await startServer(workspace.path);
  const before = await server.call('list_open_questions', { plan: 'a' });
  expect(before.data?.total).toBe(0);

  workspace.write(
    'plankeeper.config.json',
    JSON.stringify({
      words: {
        roles: { questions: ['Da müssen wir noch ran'] },
        labels: { status: ['Stand'] },
        statuses: { life: ['Im Dock', 'Auf See', 'Im Hafen'] },
      },
    }),
  );
  const after = await server.call('list_open_questions', { plan: 'a' });
  expect(after.data?.questions).toMatchObject([{ text: 'Wer fährt nachts?', section: 'da-müssen-wir-noch-ran' }]);
  const read = await server.call('read_plan', { plan: 'a', sections: ['questions'] });
  expect(read.text).toContain(' · Im Dock · ');
  expect(read.text).toContain('Wer fährt nachts?');
  const refused = await server.call('fill_section', {
    plan: 'a',
    fills: [{ section: 'header', values: { Stand: 'Auf See' } }],
  });
  expect(refused.code).toBe('invalid_transition');

  workspace.write('plankeeper.config.json', '{"words": {"roles": {"questions": "Fragen"}, "rolls": {}}}');
  const faulty = await server.call('list_open_questions', { plan: 'a' });
  expect(faulty.code).toBe('invalid_input');
  expect(faulty.text).toContain('words.roles.questions');
  expect(faulty.text).toContain('rolls');
});
