import {
  acceptedContent,
  completable,
  inputRequired,
  type McpServer,
  type PromptMessage,
} from '@modelcontextprotocol/server';
import { z } from 'zod';
import { redDot } from './media.ts';
import { forText } from './questions.ts';

/** Registers the prompts, with completion of an argument. */
export function registerPrompts(server: McpServer): void {
  server.registerPrompt('test_simple_prompt', { description: 'A text' }, () => ({
    messages: [fromUser('This is a simple prompt for testing.')],
  }));
  const arg1 = completable(z.string().describe('First test argument'), () => ['testing', 'tests']);
  server.registerPrompt(
    'test_prompt_with_arguments',
    {
      description: 'A text with two arguments in it',
      argsSchema: z.object({ arg1, arg2: z.string().describe('Second test argument') }),
    },
    (given) => ({ messages: [fromUser(`Prompt with arguments: arg1='${given.arg1}', arg2='${given.arg2}'`)] }),
  );
  server.registerPrompt(
    'test_prompt_with_embedded_resource',
    {
      description: 'A resource and a text',
      argsSchema: z.object({ resourceUri: z.string().describe('URI of the resource to embed') }),
    },
    ({ resourceUri: uri }) => {
      const resource = { uri, mimeType: 'text/plain', text: 'Embedded resource content for testing.' };
      return {
        messages: [
          { role: 'user', content: { type: 'resource', resource } },
          fromUser('Please process the embedded resource above.'),
        ],
      };
    },
  );
  server.registerPrompt('test_prompt_with_image', { description: 'An image and a text' }, () => ({
    messages: [
      { role: 'user', content: { type: 'image', data: redDot, mimeType: 'image/png' } },
      fromUser('Please analyze the image above.'),
    ],
  }));
  server.registerPrompt(
    'test_input_required_result_prompt',
    { description: 'A text that needs a reply first' },
    ({ mcpReq: { inputResponses } }) => {
      const given = acceptedContent(inputResponses, 'user_context', z.object({ context: z.string() }));
      if (given !== undefined) return { messages: [fromUser(`Use this context: ${given.context}`)] };
      const user_context = forText('What context should the prompt use?', 'context');
      return inputRequired({ inputRequests: { user_context } });
    },
  );
}

function fromUser(text: string): PromptMessage {
  return { role: 'user', content: { type: 'text', text } };
}
