import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PlanError } from '../../src/errors.ts';
import { listTools } from '../../src/mcp/calls/listedTool.ts';
import { callTool } from '../../src/mcp/calls/toolCall.ts';
import { type Answer, defineTool } from '../../src/tools/tool.ts';
import { makeContext } from '../support/toolContext.ts';

const output = z.object({ count: z.int(), path: z.string().optional() });

function toolThat(run: () => Promise<Answer<typeof output>>) {
  return defineTool({
    name: 'some_tool',
    title: 'Some tool',
    description: 'Does something.',
    hints: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
    input: z.strictObject({ plan: z.string().optional() }),
    output,
    run,
  });
}

async function call(run: () => Promise<Answer<typeof output>>, args: unknown = {}) {
  const told: string[] = [];
  const [listed] = listTools([toolThat(run)]);
  if (listed === undefined) throw new Error('No tool.');
  return { result: await callTool(listed, args, makeContext(), (line) => told.push(line)), told };
}

describe('callTool', () => {
  it('gives text and data, without keys that the schema does not list', async () => {
    const data = { count: 1, extra: 2 };
    const { result } = await call(async () => ({ text: 'One.', data }));
    expect(result).toEqual({ content: [{ type: 'text', text: 'One.' }], structuredContent: { count: 1 } });
  });

  it('refuses arguments that do not fit, before the tool runs', async () => {
    let ran = false;
    const { result } = await call(
      async () => {
        ran = true;
        return { text: '', data: { count: 0 } };
      },
      { plan: 1 },
    );
    expect(ran).toBe(false);
    expect(result).toMatchObject({ isError: true, _meta: { 'plankeeper/code': 'invalid_input' } });
  });

  it('gives a refusal as text and code, without structured content', async () => {
    const { result, told } = await call(async () => {
      throw new PlanError('unknown_plan', 'No plan "x".', { fix: 'Call list_plans.' });
    });
    expect(result).toEqual({
      isError: true,
      content: [{ type: 'text', text: '[unknown_plan] No plan "x". Call list_plans.' }],
      _meta: { 'plankeeper/code': 'unknown_plan' },
    });
    expect(told).toEqual([]);
  });

  it.each([
    ['a fault', new Error('broken at /home/someone/secret')],
    ['a refusal that is no refusal', new PlanError('internal', 'broken at /home/someone/secret')],
    ['something odd', 'broken at /home/someone/secret'],
  ])('shows an id for %s, and the rest to people', async (_, thrown) => {
    const { result, told } = await call(async () => {
      throw thrown;
    });
    const text = JSON.stringify(result);
    const id = /noted on its stderr as ([0-9a-f]{8})/.exec(text)?.[1];
    expect(id).toBeDefined();
    expect(text).toContain('[internal]');
    expect(text).not.toContain('secret');
    expect(result).toMatchObject({ isError: true, _meta: { 'plankeeper/code': 'internal' } });
    expect(told.join('\n')).toContain(`(${id})`);
    expect(told.join('\n')).toContain('secret');
  });

  it('ends a call that is cancelled before it begins or while it waits, and blames nobody', async () => {
    for (const early of [true, false]) {
      const cancel = new AbortController();
      const told: string[] = [];
      let ran = false;
      const [listed] = listTools([
        toolThat(async () => {
          ran = true;
          cancel.abort('gone');
          cancel.signal.throwIfAborted();
          return { text: '', data: { count: 0 } };
        }),
      ]);
      if (listed === undefined) throw new Error('No tool.');
      if (early) cancel.abort();
      const context = makeContext(undefined, { signal: cancel.signal });
      expect(await callTool(listed, {}, context, (line) => told.push(line))).toMatchObject({ isError: true });
      expect(ran).toBe(!early);
      expect(told).toEqual([]);
    }
  });

  it('refuses arguments that are too large or too deep, before anything looks at them', async () => {
    let deep: unknown = 1;
    for (let level = 0; level < 10_000; level += 1) deep = [deep];
    for (const args of [{ plan: 'x'.repeat(1_048_600) }, { plan: deep }]) {
      const { result } = await call(async () => ({ text: '', data: { count: 0 } }), args);
      expect(result).toMatchObject({ isError: true, _meta: { 'plankeeper/code': 'too_large' } });
    }
  });

  it('takes data that breaks the output schema for a fault of ours', async () => {
    const { result, told } = await call(async () => ({ text: 'Half.', data: { count: 0.5 } }));
    expect(result).toMatchObject({ isError: true, _meta: { 'plankeeper/code': 'internal' } });
    expect(told.join('')).toContain('count');
  });
});
