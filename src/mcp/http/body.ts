import type { IncomingMessage } from 'node:http';
import { type JSONRPCMessage, isJsonContentType } from '@modelcontextprotocol/server';
import { readMessage, type Refusal } from '../messages/messages.ts';

/** A body that is no message: the HTTP status, and the JSON-RPC error to answer with. */
export interface BadBody {
  readonly status: number;
  readonly refusal: Refusal;
}

/** JSON-RPC leaves -32000 and below to servers; the SDK answers so what breaks the rules of HTTP. */
const httpFault = -32000;

/** Reads the one JSON-RPC message of a POST, under the same rules as a line of stdin; at most `limit` bytes. */
export async function readBody(request: IncomingMessage, limit: number): Promise<JSONRPCMessage | BadBody> {
  if (!isJsonContentType(request.headers['content-type'] ?? null)) {
    return bad(415, 'Unsupported Media Type: Content-Type must be application/json');
  }
  const bytes = await bytesOf(request, limit);
  if (bytes === undefined) return bad(413, `Payload Too Large: at most ${limit} bytes are read`);
  const message = readMessage(bytes);
  if (message === undefined) return bad(400, 'The body is empty: send one JSON-RPC message');
  return 'jsonrpc' in message ? message : { status: 400, refusal: message };
}

/** Undefined where there are more: what is left of them is thrown away, and the connection goes on. */
async function bytesOf(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return undefined;
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of request.iterator({ destroyOnReturn: false })) {
    if (!(piece instanceof Uint8Array)) throw new TypeError('The body of a request is no bytes.');
    length += piece.length;
    if (length > limit) break;
    pieces.push(piece);
  }
  if (length <= limit) return Buffer.concat(pieces);
  request.resume();
  return undefined;
}

function bad(status: number, message: string): BadBody {
  return { status, refusal: { id: null, code: httpFault, message } };
}
