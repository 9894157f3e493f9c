import { expect, test } from 'vitest';
import { outcomeOf } from '../../scripts/inspector/call.ts';

const start =
  '[mcp-inspector] Secrets are not written anywhere and are lost on exit.\n' +
  '[mcp-inspector] How the secret store is chosen, and how to secure it: https://example.com/\n';

test('an answer is what stands on stdout', () => {
  expect(outcomeOf({ code: 0, stdout: '{"result":{"tools":[]}}\n', stderr: start })).toEqual({
    code: 0,
    result: { tools: [] },
    complaints: [],
  });
});

test('a refusal by a tool is an answer and an error', () => {
  const stderr = `${start}{"error":{"code":"tool_is_error","message":"It refused."}}\n`;
  expect(outcomeOf({ code: 5, stdout: '{"result":{"isError":true}}', stderr })).toMatchObject({
    result: { isError: true },
    error: { message: 'It refused.' },
    complaints: [],
  });
});

test('what else it or the server says is a complaint, also where it ends without an answer', () => {
  const stderr = `${start}Schema portability: 0 errors, 1 warning\n`;
  expect(outcomeOf({ code: 0, stdout: '{"result":{},"schemaFindings":[{}]}', stderr })).toMatchObject({
    schemaFindings: [{}],
    complaints: ['Schema portability: 0 errors, 1 warning'],
  });
  expect(outcomeOf({ code: 1, stdout: '', stderr: 'plankeeper: no such folder\nConnection closed\n' })).toEqual({
    code: 1,
    error: { message: 'Connection closed' },
    complaints: ['plankeeper: no such folder'],
  });
});

test('an answer that is none is no empty answer', () => {
  expect(() => outcomeOf({ code: 0, stdout: 'Connected.\n', stderr: start })).toThrow('JSON');
});
