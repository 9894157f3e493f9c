import { type ElicitInputParams, type InputRequest, inputRequired } from '@modelcontextprotocol/server';
import { z } from 'zod';

/** Asks a person for one text. */
export function forText(message: string, name: string): InputRequest {
  const properties = { [name]: { type: 'string' as const } };
  return inputRequired.elicit({ message, requestedSchema: { type: 'object', properties, required: [name] } });
}

/** Asks a person to say yes. */
export function forYes(message: string): InputRequest {
  const requestedSchema: ElicitInputParams['requestedSchema'] = {
    type: 'object',
    properties: { ok: { type: 'boolean' } },
    required: ['ok'],
  };
  return inputRequired.elicit({ message, requestedSchema });
}

/** Asks the client's model. */
export function ofModel(text: string): InputRequest {
  return inputRequired.createMessage({ messages: [{ role: 'user', content: { type: 'text', text } }], maxTokens: 100 });
}

/** What a form with one text came back with, the text whatever its field is called. */
export const oneText = z.record(z.string(), z.string());
/** What a form with one box came back with. */
export const yes = z.object({ ok: z.boolean() });
