import {
  acceptedContent,
  CLIENT_CAPABILITIES_META_KEY,
  inputRequired,
  inputResponse,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { z } from 'zod';
import { forText, forYes, ofModel, oneText, yes } from './questions.ts';
import { said } from './said.ts';
import { states } from './states.ts';

type Answer = ReturnType<typeof said> | ReturnType<typeof inputRequired>;
type Work = (call: ServerContext) => Answer | Promise<Answer>;

/** Registers the tools that break off with a question as their result, and are called again with the reply (2026-07-28). */
export function registerRoundTools(server: McpServer): void {
  for (const [name, work] of Object.entries(works)) {
    server.registerTool(name, { description: 'Asks by its result' }, work);
  }
}

const works: Readonly<Record<string, Work>> = {
  test_input_required_result_elicitation: ({ mcpReq: { inputResponses } }) => {
    const given = acceptedContent(inputResponses, 'user_name', z.object({ name: z.string() }));
    if (given !== undefined) return said(`Hello, ${given.name}!`);
    return inputRequired({ inputRequests: { user_name: forText('What is your name?', 'name') } });
  },
  test_input_required_result_sampling: ({ mcpReq: { inputResponses } }) => {
    const reply = inputResponse(inputResponses, 'capital_question');
    if (reply.kind === 'sampling') return said(`The model says: ${JSON.stringify(reply.result.content)}`);
    return inputRequired({ inputRequests: { capital_question: ofModel('What is the capital of France?') } });
  },
  test_input_required_result_list_roots: ({ mcpReq: { inputResponses } }) => {
    const reply = inputResponse(inputResponses, 'client_roots');
    if (reply.kind === 'roots') return said(`Roots: ${reply.roots.map(({ uri }) => uri).join(', ')}`);
    return inputRequired({ inputRequests: { client_roots: inputRequired.listRoots() } });
  },
  test_input_required_result_request_state: confirmed,
  test_input_required_result_tampered_state: confirmed,
  test_input_required_result_multiple_inputs: async ({ mcpReq: { inputResponses, requestState } }) => {
    const name = acceptedContent(inputResponses, 'user_name', oneText);
    const greeting = inputResponse(inputResponses, 'greeting');
    const roots = inputResponse(inputResponses, 'client_roots');
    const isComplete = name !== undefined && greeting.kind === 'sampling' && roots.kind === 'roots';
    if (isComplete && requestState() === 2) return said('All three replies came.');
    return inputRequired({
      inputRequests: {
        user_name: forText('What is your name?', 'name'),
        greeting: ofModel('Generate a greeting'),
        client_roots: inputRequired.listRoots(),
      },
      requestState: await states.mint(2),
    });
  },
  test_input_required_result_multi_round: async ({ mcpReq: { inputResponses, requestState } }) => {
    const [round, reply] = [requestState() ?? 1, (key: string) => acceptedContent(inputResponses, key, oneText)];
    if (round === 3 && reply('step2') !== undefined) return said('Both replies came.');
    if (round === 2 && reply('step1') !== undefined) {
      const step2 = forText('Step 2: What is your favorite color?', 'color');
      return inputRequired({ inputRequests: { step2 }, requestState: await states.mint(3) });
    }
    const step1 = forText('Step 1: What is your name?', 'name');
    return inputRequired({ inputRequests: { step1 }, requestState: await states.mint(2) });
  },
  test_input_required_result_capabilities: ({ mcpReq: { envelope } }) => {
    const has = capabilities.parse(new Map(Object.entries(envelope ?? {})).get(CLIENT_CAPABILITIES_META_KEY));
    const inputRequests = {
      ...(has.elicitation === undefined ? {} : { person: forText('What is your name?', 'name') }),
      ...(has.sampling === undefined ? {} : { model: ofModel('What is the capital of France?') }),
    };
    return Object.keys(inputRequests).length === 0
      ? said('The client can be asked nothing.')
      : inputRequired({ inputRequests });
  },
  test_missing_capability: () => inputRequired({ inputRequests: { model: ofModel('What does the client lack?') } }),
};

async function confirmed({ mcpReq: { inputResponses, requestState } }: ServerContext): Promise<Answer> {
  if (acceptedContent(inputResponses, 'confirm', yes)?.ok === true && requestState() === 2) return said('state-ok');
  return inputRequired({ inputRequests: { confirm: forYes('Please confirm') }, requestState: await states.mint(2) });
}

const capabilities = z.object({ elicitation: z.unknown(), sampling: z.unknown() }).partial().default({});
