import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { blamingParams } from '../../src/mcp/messages/invalidParams.ts';
import { readMessage } from '../../src/mcp/messages/messages.ts';

describe('messages', () => {
  it('are served one by one, over stdio and HTTP, and the refusal of a batch fits both', () => {
    const batch = Buffer.from('[{"jsonrpc":"2.0","id":1,"method":"ping"}]');
    expect(readMessage(batch)).toMatchObject({
      id: null,
      message: 'Invalid request: batches are not served, send each message by itself',
    });
  });

  it.each([
    [z.object({ list: z.array(z.string()).min(1) }), { list: [] }, 'list: expected array to have >=1 items'],
    [z.object({ uri: z.string() }), { uri: 5 }, 'uri: expected string, received number'],
    [z.object({ name: z.string().max(3) }), { name: 'long' }, 'name: expected string to have <=3 characters'],
  ])(
    'whose params are wrong are refused without the name that the validator has for it: %#',
    (schema, params, words) => {
      const issues = JSON.stringify(schema.safeParse(params).error?.issues);
      const answer = blamingParams({ jsonrpc: '2.0', id: 1, error: { code: -32603, message: issues } });
      expect(answer).toMatchObject({ error: { code: -32602, message: `Invalid params: ${words}` } });
    },
  );
});
