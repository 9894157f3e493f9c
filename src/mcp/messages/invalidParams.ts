import {
  INTERNAL_ERROR,
  INVALID_PARAMS,
  isJSONRPCErrorResponse,
  type JSONRPCMessage,
} from '@modelcontextprotocol/server';
import { z } from 'zod';

const issues = z.array(z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() })).min(1);

/** More faults than this help nobody. */
const mostFaults = 4;

/**
 * The SDK gives params that break the protocol's schema back with zod's list of issues for its words, and some of them as a fault
 * of the server. They are the caller's fault: such an answer becomes `invalid params`, on one line. Others stay as they are.
 */
export function blamingParams(message: JSONRPCMessage): JSONRPCMessage {
  if (!isJSONRPCErrorResponse(message)) return message;
  const { code, message: words } = message.error;
  const faults = code === INTERNAL_ERROR || code === INVALID_PARAMS ? faultsIn(words) : undefined;
  if (faults === undefined) return message;
  return { ...message, error: { code: INVALID_PARAMS, message: `Invalid params: ${faults}` } };
}

function faultsIn(words: string): string | undefined {
  const list = /^(?:Invalid [a-z/]+ request: )?(\[.*\])$/s.exec(words)?.[1];
  if (list === undefined) return undefined;
  try {
    const found = issues.parse(JSON.parse(list)).slice(0, mostFaults);
    return found.map(({ path, message }) => `${path.join('.')}: ${plain(message)}`.slice(0, 200)).join('; ');
  } catch {
    return undefined;
  }
}

/** `Too small: expected array to have >=1 items` without the validator's own name for it. */
function plain(message: string): string {
  return message.replace(/^[A-Z][a-z]+ [a-z]+: (?=expected )/, '');
}
