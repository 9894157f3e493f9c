import { type McpServer, ResourceTemplate } from '@modelcontextprotocol/server';
import { redDot } from './media.ts';

/** Registers the resources; a connection up to 2025-11-25 can subscribe to them. */
export function registerResources(server: McpServer): void {
  const text = { description: 'A text', mimeType: 'text/plain' };
  server.registerResource('static-text', 'test://static-text', text, ({ href: uri }) => ({
    contents: [{ uri, mimeType: 'text/plain', text: 'This is the content of the static text resource.' }],
  }));
  server.registerResource('watched', 'test://watched-resource', text, ({ href: uri }) => ({
    contents: [{ uri, mimeType: 'text/plain', text: 'Nobody changes this.' }],
  }));
  const image = { description: 'An image', mimeType: 'image/png' };
  server.registerResource('static-binary', 'test://static-binary', image, ({ href: uri }) => ({
    contents: [{ uri, mimeType: 'image/png', blob: redDot }],
  }));
  const template = new ResourceTemplate('test://template/{id}/data', { list: undefined });
  const data = { description: 'What belongs to an id', mimeType: 'application/json' };
  server.registerResource('template', template, data, ({ href: uri }, { id }) => ({
    contents: [
      {
        uri,
        mimeType: 'application/json',
        text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${String(id)}` }),
      },
    ],
  }));
  for (const method of ['resources/subscribe', 'resources/unsubscribe'] as const) {
    server.server.setRequestHandler(method, () => ({}));
  }
}
