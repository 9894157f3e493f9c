import {
  INVALID_REQUEST,
  type JSONRPCMessage,
  PARSE_ERROR,
  parseJSONRPCMessage,
  type RequestId,
} from '@modelcontextprotocol/server';
import { isDeeperThan } from './depth.ts';
import type { LongLine } from '../stdio/lines.ts';

/** Why a line is no message: a JSON-RPC error for the request that it seems to be, or for none. */
export interface Refusal {
  readonly id: RequestId | null;
  readonly code: number;
  readonly message: string;
}

const strict = new TextDecoder('utf-8', { fatal: true });

/** Deeper than any call of ours; what JSON nests beyond it could exhaust the stack of whoever walks through it. */
const deepest = 64;

/** Reads the JSON-RPC message of a line; undefined where the line is blank. Bytes that are no UTF-8 are refused, never repaired. */
export function readMessage(line: Buffer): JSONRPCMessage | Refusal | undefined {
  const text = line.toString('utf8');
  if (!isUtf8(line)) return { id: idBeside(text), code: PARSE_ERROR, message: 'Parse error: the message is not UTF-8' };
  if (text.trim() === '') return undefined;
  const value = jsonOf(text);
  if (value === undefined) return { id: null, code: PARSE_ERROR, message: 'Parse error: the message is not JSON' };
  const fault = faultOf(value);
  if (fault !== undefined) return { id: idIn(value), code: INVALID_REQUEST, message: `Invalid request: ${fault}` };
  try {
    return parseJSONRPCMessage(value);
  } catch {
    return { id: idIn(value), code: INVALID_REQUEST, message: 'Invalid request: not a JSON-RPC 2.0 message' };
  }
}

/** The refusal of a message that was longer than `limit` bytes, to its own id where that stands at one of its ends. */
export function tooLong({ bytes, head, tail }: LongLine, limit: number): Refusal {
  const id = '("(?:[^"\\\\]|\\\\.){0,200}"|-?[0-9]{1,16})';
  const first = new RegExp(`^\\s*\\{\\s*(?:"jsonrpc"\\s*:\\s*"2\\.0"\\s*,\\s*)?"id"\\s*:\\s*${id}\\s*,`);
  // Behind a quote that closes a text, the last brace of the line closes the message itself.
  const last = new RegExp(`,\\s*"id"\\s*:\\s*${id}\\s*(?:,\\s*"jsonrpc"\\s*:\\s*"2\\.0"\\s*)?\\}\\s*$`);
  const found = first.exec(head.toString('utf8'))?.[1] ?? last.exec(tail.toString('utf8'))?.[1];
  const message = `Message too large: found ${bytes} bytes, allowed ${limit}`;
  return { id: found === undefined ? null : usableId(jsonOf(found)), code: INVALID_REQUEST, message };
}

function isUtf8(line: Buffer): boolean {
  try {
    strict.decode(line);
    return true;
  } catch {
    return false;
  }
}

function faultOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return 'batches are not served, send each message by itself';
  if (isDeeperThan(value, deepest)) return `nested deeper than ${deepest} levels`;
  // Whoever copies it later would lose it without a word, or worse.
  if (hasKey(value, '__proto__')) return 'nothing here can have the name "__proto__"';
  return undefined;
}

function hasKey(value: unknown, key: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.hasOwn(value, key) || Object.values(value).some((inner) => hasKey(inner, key));
}

function jsonOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** The id of a message whose other bytes are broken. */
function idBeside(repaired: string): RequestId | null {
  const id = idIn(jsonOf(repaired));
  return typeof id === 'string' && id.includes('\uFFFD') ? null : id;
}

function idIn(value: unknown): RequestId | null {
  if (typeof value !== 'object' || value === null || !('id' in value)) return null;
  // An id of one of our own requests: an error under it would be taken for the answer to another of the client's.
  if (!('method' in value) && ('result' in value || 'error' in value)) return null;
  return usableId(value.id);
}

/** A number that JSON can't give back as it was sent is no id. */
function usableId(id: unknown): RequestId | null {
  if (typeof id === 'number') return Math.abs(id) <= Number.MAX_SAFE_INTEGER ? id : null;
  return typeof id === 'string' ? id : null;
}
