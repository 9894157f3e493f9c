import { readFileSync } from 'node:fs';
import { fromJsonSchema, type McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { said } from './said.ts';

/** Somebody with a telephone or an e-mail address, said in what only JSON Schema 2020-12 has. */
const contact: Parameters<typeof fromJsonSchema>[0] = JSON.parse(
  readFileSync(new URL('contact.schema.json', import.meta.url), 'utf8'),
);

/** Registers the tools whose input schemas have to reach the client as they are. */
export function registerSchemaTools(server: McpServer): void {
  server.registerTool(
    'json_schema_2020_12_tool',
    { description: 'Takes somebody with a telephone or an e-mail address', inputSchema: fromJsonSchema(contact) },
    () => said('Taken.'),
  );
  server.registerTool(
    'test_header_parameter',
    {
      description: 'Takes an argument that the client repeats in a header',
      inputSchema: z.object({ region: z.string().meta({ 'x-mcp-header': 'Region' }) }),
    },
    ({ region }) => said(`Region: ${region}`),
  );
}
