import { expect, it, onTestFinished } from 'vitest';
import { serveOverHttp } from '../../src/mcp/http/http.ts';
import { sendHttp } from '../support/httpServer.ts';
import { makeShared } from '../support/toolContext.ts';

const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const clientInfo = { name: 'raw', version: '1.0.0' };
const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo };

it.each(['initialize', 'tools/list'])(
  'a fault of ours in %s is an answer for the caller and a stack on stderr',
  async (method) => {
    const told: string[] = [];
    const broken = (): never => {
      throw new TypeError('broken on purpose');
    };
    const serving = await serveOverHttp(makeShared([], told), { port: 0, host: '127.0.0.1', token: undefined }, broken);
    onTestFinished(() => serving.finish(0));
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    const answer = await sendHttp(serving.url, { headers, body });
    expect(answer.status).toBe(500);
    expect(answer.body).toMatch(/internal/i);
    expect(answer.body).not.toContain('broken');
    expect(told.join('\n')).toContain('broken on purpose');
  },
);
