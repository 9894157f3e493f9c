import type { McpServer } from '@modelcontextprotocol/server';
import { answering } from '../answering.ts';
import { contextOf } from '../calls/callContext.ts';
import { refuseCursor } from '../onePage.ts';
import type { Shared } from '../shared.ts';

/** Serves the prompts: what a user can ask the model to do with a plan, as the tools to call. Their texts load when they are asked for. */
export function registerPrompts({ server }: McpServer, shared: Shared): void {
  server.registerCapabilities({ prompts: { listChanged: false } });
  server.setRequestHandler('prompts/list', ({ method, params }) =>
    answering(method, shared.report, async () => {
      refuseCursor(method, params?.cursor);
      const { prompts } = await import('./index.ts');
      return {
        prompts: prompts.map(({ name, title, description, arguments: all }) => ({
          name,
          title,
          description,
          arguments: all.map((each) => ({ name: each.name, description: each.description, required: each.required })),
        })),
      };
    }),
  );
  server.setRequestHandler('prompts/get', ({ method, params }, call) =>
    answering(method, shared.report, async () => {
      const { promptNamed, requireArguments } = await import('./promptNamed.ts');
      const prompt = promptNamed(params.name);
      const given = requireArguments(prompt, params.arguments ?? {});
      const text = await prompt.write(given, contextOf(call, shared, undefined));
      return { description: prompt.description, messages: [{ role: 'user', content: { type: 'text', text } }] };
    }),
  );
}
