import { Changes } from '../../src/mcp/changes/changes.ts';
import { type HttpServing, serveOverHttp } from '../../src/mcp/http/http.ts';
import { openWorkspace } from '../../src/workspace/workspace.ts';
import { fixtureServer } from './fixture.ts';

/** Serves the fixture by Plankeeper's own HTTP host, at a free port of loopback; `folder` is an empty workspace, absolute. */
export function serveFixture(folder: string, report: (line: string) => void): Promise<HttpServing> {
  const workspace = openWorkspace({ explicit: folder, cwd: folder });
  const reach = { workspace, packaged: async () => [], report };
  const shared = { ...reach, version: '1.0.0', tools: [], today: () => '2026-07-28', changes: new Changes(reach) };
  return serveOverHttp(shared, { port: 0, host: '127.0.0.1', token: undefined }, () => fixtureServer());
}
