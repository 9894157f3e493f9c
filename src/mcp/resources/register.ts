import type { McpServer } from '@modelcontextprotocol/server';
import type { PlanError } from '../../errors.ts';
import { answering } from '../answering.ts';
import { contextOf } from '../calls/callContext.ts';
import { refuseCursor } from '../onePage.ts';
import type { Shared } from '../shared.ts';

/**
 * Serves plans, places in them, templates and the constitution as resources. The SDK's own registry would match their URIs as URLs,
 * which takes blanks, capitals and `#` for something else, and knows no pages.
 */
export function registerResources({ server }: McpServer, shared: Shared): void {
  // Who connects the server tells of changes: `announceTo`, or the stream that listens.
  server.registerCapabilities({ resources: { listChanged: true, subscribe: true } });
  // What lists and reads loads when it is first asked for.
  server.setRequestHandler('resources/list', ({ method, params }, call) =>
    answering(method, shared.report, async () => {
      const { listResources } = await import('./list.ts');
      return listResources(params?.cursor, contextOf(call, shared, undefined));
    }),
  );
  server.setRequestHandler('resources/templates/list', ({ method, params }) =>
    answering(method, shared.report, async () => {
      refuseCursor(method, params?.cursor);
      const { resourceTemplates } = await import('./templates.ts');
      return { resourceTemplates: Object.values(resourceTemplates) };
    }),
  );
  server.setRequestHandler('resources/read', ({ method, params: { uri } }, call) =>
    answering(
      method,
      shared.report,
      async () => {
        const { readResource } = await import('./read.ts');
        return { contents: [await readResource(uri, contextOf(call, shared, undefined))] };
      },
      (refusal) => dataOf(uri, refusal),
    ),
  );
}

/** What is there and can't be given as it was asked for; all else is not there. */
const hindered: ReadonlySet<PlanError['code']> = new Set([
  'ambiguous_plan',
  'ambiguous_address',
  'unreadable',
  'too_large',
]);

/** The URI alone tells a client that there is no such resource. */
export function dataOf(uri: string, { code }: PlanError): object {
  const known = uri.length > 1000 ? `${uri.slice(0, 1000)}…` : uri;
  return hindered.has(code) ? { uri: known, code } : { uri: known };
}
