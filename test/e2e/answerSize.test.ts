import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { expect, test } from 'vitest';
import { startServer } from '../support/server.ts';
import { makeWorkspace } from '../support/workspace.ts';

test('a fill of one section answers in at most 80 tokens and one line of text', async () => {
  const server = await startServer(makeWorkspace().path);
  const created = await server.call('create_plan', { title: 'Parcel lockers', template: 'full-lifecycle' });
  const plan = String(created.data?.['path']);
  const answer = await server.call('fill_section', {
    plan,
    fills: [{ section: '1.1', values: { Frontend: 'Lit', Backend: 'Go' } }],
  });
  expect(countTokens(JSON.stringify(answer.data))).toBeLessThanOrEqual(80);
  expect(answer.text).not.toContain('\n');
});
