import type {
  CallToolResult,
  ElicitRequestFormParams,
  InputRequiredResult,
  McpServer,
  RequestId,
  ServerContext,
} from '@modelcontextprotocol/server';
import { z } from 'zod';
import { askOf, FormNeeded } from '../../src/mcp/calls/asking.ts';
import type { Ask, Form } from '../../src/tools/asking.ts';
import { said } from './said.ts';

/** Registers the tools that ask the client, or the person at it, while the call waits; with our own way of asking where it has the form. */
export function registerAskingTools(server: McpServer): void {
  server.registerTool(
    'test_elicitation',
    { description: 'Asks who somebody is', inputSchema: z.object({ message: z.string() }) },
    ({ message }, call) => askedBy(askOf(call, server.server.getClientCapabilities()), message),
  );
  server.registerTool('test_streaming_elicitation', { description: 'Asks who somebody is, by its result' }, (call) =>
    askedBy(askOf(call, server.server.getClientCapabilities()), 'Who are you?'),
  );
  for (const [name, requestedSchema] of Object.entries(schemas)) {
    server.registerTool(name, { description: 'Asks with every kind of field' }, async ({ mcpReq }) => {
      const form = { mode: 'form' as const, message: 'Fill it in', requestedSchema };
      const { action, content } = await mcpReq.elicitInput(form, byTheCall(mcpReq));
      return said(`Elicitation completed: action=${action}, content=${JSON.stringify(content ?? {})}`);
    });
  }
  server.registerTool(
    'test_sampling',
    { description: "Asks the client's model", inputSchema: z.object({ prompt: z.string() }) },
    async ({ prompt }, { mcpReq }) => {
      const message = { role: 'user' as const, content: { type: 'text' as const, text: prompt } };
      const { content } = await mcpReq.requestSampling({ messages: [message], maxTokens: 100 }, byTheCall(mcpReq));
      return said(`LLM response: ${JSON.stringify(content)}`);
    },
  );
}

/** Has a question go with the call's own stream: the other one may not be open yet, and what is sent there is lost then. */
function byTheCall({ id }: ServerContext['mcpReq']): { readonly relatedRequestId: RequestId } {
  return { relatedRequestId: id };
}

async function askedBy(ask: Ask | undefined, message: string): Promise<CallToolResult | InputRequiredResult> {
  if (ask === undefined) return { ...said('The client has no form.'), isError: true };
  try {
    const { outcome, values } = await ask({ message, fields });
    return said(`User response: ${outcome}, ${JSON.stringify(values)}`);
  } catch (error) {
    if (error instanceof FormNeeded) return error.result;
    throw error;
  }
}

const fields: Form['fields'] = {
  username: { type: 'text', title: 'Name', description: "User's response" },
  email: { type: 'text', title: 'E-mail', description: "User's email address" },
};

/** Forms by the tools that show them: with a default for each kind of field, and with each kind of choice. */
const schemas: Readonly<Record<string, ElicitRequestFormParams['requestedSchema']>> = {
  test_elicitation_sep1034_defaults: {
    type: 'object',
    properties: {
      name: { type: 'string', default: 'John Doe' },
      age: { type: 'integer', default: 30 },
      score: { type: 'number', default: 95.5 },
      status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
      verified: { type: 'boolean', default: true },
    },
  },
  test_elicitation_sep1330_enums: {
    type: 'object',
    properties: {
      untitledSingle: { type: 'string', enum: ['option1', 'option2', 'option3'] },
      titledSingle: {
        type: 'string',
        oneOf: [
          { const: 'value1', title: 'First Option' },
          { const: 'value2', title: 'Second Option' },
          { const: 'value3', title: 'Third Option' },
        ],
      },
      legacyEnum: {
        type: 'string',
        enum: ['opt1', 'opt2', 'opt3'],
        enumNames: ['Option One', 'Option Two', 'Option Three'],
      },
      untitledMulti: { type: 'array', items: { type: 'string', enum: ['option1', 'option2', 'option3'] } },
      titledMulti: {
        type: 'array',
        items: {
          anyOf: [
            { const: 'value1', title: 'First Choice' },
            { const: 'value2', title: 'Second Choice' },
            { const: 'value3', title: 'Third Choice' },
          ],
        },
      },
    },
  },
};
