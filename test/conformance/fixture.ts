import { McpServer } from '@modelcontextprotocol/server';
import { registerAskingTools } from './askingTools.ts';
import { registerContentTools } from './contentTools.ts';
import { registerPrompts } from './prompts.ts';
import { registerResources } from './resources.ts';
import { registerRoundTools } from './roundTools.ts';
import { registerRunningTools } from './runningTools.ts';
import { registerSchemaTools } from './schemaTools.ts';
import { states } from './states.ts';

/**
 * A server with the tools, resources and prompts that the conformance suite calls by their names. It is none of ours: what is tried
 * with it is the host that serves it. Of what the protocol has deprecated it has logging, sampling and roots, which Plankeeper has not.
 */
export function fixtureServer(): McpServer {
  const server = new McpServer(
    { name: 'conformance-fixture', version: '1.0.0' },
    {
      capabilities: {
        tools: { listChanged: false },
        prompts: { listChanged: false },
        resources: { subscribe: true, listChanged: false },
        completions: {},
        logging: {},
      },
      requestState: { verify: states.verify },
    },
  );
  registerContentTools(server);
  registerSchemaTools(server);
  registerRunningTools(server);
  registerAskingTools(server);
  registerRoundTools(server);
  registerResources(server);
  registerPrompts(server);
  return server;
}
