import { createHash } from 'node:crypto';
import {
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  type ElicitRequestFormParams,
  type InputRequiredResult,
  inputRequired,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { Ask, Form, Reply } from '../../tools/asking.ts';

/** How long a person may take, in milliseconds. The client's own limit for the call is mostly shorter. */
const patience = 600_000;

/** Longest text of a field that is taken, in characters: as long as the tools take it from a caller. */
const longest = { text: 4000, name: 200 };

/**
 * How a call can ask a person; undefined where the client has no form. `connected` are the capabilities that the connection was opened
 * with, which only clients before 2026-07-28 do: later ones state theirs with each request.
 */
export function askOf({ mcpReq }: ServerContext, connected: ClientCapabilities | undefined): Ask | undefined {
  const { envelope } = mcpReq;
  if (envelope === undefined) return hasForms(connected) ? askedAtOnce(mcpReq) : undefined;
  const stated = new Map<string, unknown>(Object.entries(envelope)).get(CLIENT_CAPABILITIES_META_KEY);
  return hasForms(stated) ? askedByResult(mcpReq) : undefined;
}

/** Breaks a call off: the client gets the form as its result, and calls again with the reply (2026-07-28, multi-round-trip requests). */
export class FormNeeded extends Error {
  readonly result: InputRequiredResult;

  constructor(key: string, params: ElicitRequestFormParams) {
    super('The client has to show a form first.');
    this.result = inputRequired({ inputRequests: { [key]: inputRequired.elicit(params) } });
  }
}

const asking = z.object({ elicitation: z.record(z.string(), z.unknown()) });

/** An empty `elicitation` means forms; it may also name the modes that the client has. */
function hasForms(capabilities: unknown): boolean {
  const { data } = asking.safeParse(capabilities);
  if (data === undefined) return false;
  return data.elicitation.form !== undefined || Object.keys(data.elicitation).length === 0;
}

/** Up to 2025-11-25 the server asks while the call waits. */
function askedAtOnce({ id, elicitInput, signal }: ServerContext['mcpReq']): Ask {
  return async (form) => {
    try {
      // Over HTTP it goes with the call's own stream, which is there in any client.
      const options = { signal, timeout: patience, relatedRequestId: id };
      return replyOf(form, await elicitInput(paramsOf(form), options));
    } catch {
      signal.throwIfAborted();
      // Declared and not there, broken, or too slow: nobody said anything, which the refusal tells the caller.
      return failed;
    }
  };
}

/** The key is the form's own: a reply to another form, of a plan that has changed since, is none to this one. */
function askedByResult({ inputResponses, droppedInputResponseKeys }: ServerContext['mcpReq']): Ask {
  return async (form) => {
    const params = paramsOf(form);
    const key = `form-${createHash('sha256').update(JSON.stringify(params)).digest('hex').slice(0, 16)}`;
    if (droppedInputResponseKeys?.includes(key) === true) return failed;
    const response = inputResponses?.[key];
    if (response === undefined) throw new FormNeeded(key, params);
    return replyOf(form, response);
  };
}

function paramsOf({ message, fields }: Form): ElicitRequestFormParams {
  const properties: ElicitRequestFormParams['requestedSchema']['properties'] = {};
  for (const [name, { type, title, description, most }] of Object.entries(fields)) {
    const words = { title, ...(description === undefined ? {} : { description }) };
    properties[name] =
      type === 'box' ? { type: 'boolean', ...words } : { type: 'string', ...words, maxLength: most ?? longest[type] };
  }
  return { mode: 'form', message, requestedSchema: { type: 'object', properties } };
}

const failed: Reply = { outcome: 'failed', values: {} };
const outcomes = { accept: 'accepted', decline: 'declined', cancel: 'cancelled' } as const;

/** As the protocol gives it, or close to it: what clients send is not checked before. */
const elicited = z.object({
  action: z.enum(['accept', 'decline', 'cancel']),
  content: z.record(z.string(), z.unknown()).nullish(),
});

function replyOf(form: Form, response: unknown): Reply {
  const parsed = elicited.safeParse(response);
  if (!parsed.success) return failed;
  const { action, content } = parsed.data;
  const values: Record<string, string | boolean> = {};
  for (const [name, { type, most }] of Object.entries(form.fields)) {
    const value = action === 'accept' ? content?.[name] : undefined;
    if (type === 'box' && typeof value === 'boolean') values[name] = value;
    if (type !== 'box' && typeof value === 'string') values[name] = value.slice(0, most ?? longest[type]);
  }
  return { outcome: outcomes[action], values };
}
