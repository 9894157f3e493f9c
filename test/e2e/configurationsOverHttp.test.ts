import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blocksIn, commandsIn } from '../../scripts/firstPlan/blocks.ts';
import { firstPlanOver } from '../../scripts/firstPlan/plan.ts';
import { reachFrom } from '../../scripts/firstPlan/reach.ts';
import { startHttpServer } from '../support/httpServer.ts';
import { root } from '../support/sources.ts';
import { makeWorkspace } from '../support/workspace.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const printed = blocksIn(readme).filter(({ section, file }) => section === 'Over HTTP' && file !== undefined);
const token = 'a-token-that-nobody-guesses';
const made = { path: 'plans/001-parcel-lockers/plan.md', unfilled: expect.any(Number) };

describe('the README, over HTTP', () => {
  it('prints a configuration for each client that it names, and the line that serves them', () => {
    expect(printed.map(({ file }) => file)).toEqual(['.mcp.json', '.cursor/mcp.json', '.vscode/mcp.json']);
    const [serve = '', add = ''] = commandsIn(readme, 'Over HTTP');
    const port = /plankeeper --http (\d+)$/.exec(serve)?.[1];
    const url = `http://127.0.0.1:${port}/mcp`;
    expect(add).toBe(`claude mcp add --transport http plankeeper ${url}`);
    expect(printed.map(({ file = '', text }) => reachFrom(file, text, token).url)).toEqual([url, url, url]);
  });

  it.each(printed.map(({ file = '', text }) => [file, text] as const))(
    'a first plan comes out of its %s',
    async (file, text) => {
      const { path } = makeWorkspace();
      const { url } = await startHttpServer(path, { env: { PLANKEEPER_TOKEN: token } });
      const { headers } = reachFrom(file, text, token);
      expect(await firstPlanOver({ url, headers }, path)).toEqual(made);
      await expect(firstPlanOver({ url, headers: {} }, path)).rejects.toThrow('token');
    },
  );

  it('does not pass with a configuration that a client would not read', () => {
    const [, { text } = { text: '' }] = printed;
    expect(() => reachFrom('.vscode/mcp.json', text, token)).toThrow('inputs');
    expect(() => reachFrom('.mcp.json', text, token)).toThrow('type');
  });
});
