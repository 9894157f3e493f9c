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

/** Longest body that is read, in bytes: as long as a message on stdin. */
export const longestBody = 4 * 1024 * 1024;
/** Of all bodies that are being read at once, in bytes. */
const mostAtOnce = 64 * 1024 * 1024;

/** Reads the bodies of requests, so much of them at once and no more. */
export class Bodies {
  #reading = 0;

  /** The one JSON-RPC message of a POST, under the same rules as a line of stdin. */
  async read(request: IncomingMessage): Promise<JSONRPCMessage | BadBody> {
    if (!isJsonContentType(request.headers['content-type'] ?? null))
      return bad(415, 'Unsupported Media Type: Content-Type must be application/json');
    const declared = Number(request.headers['content-length'] ?? longestBody);
    if (!(declared <= longestBody)) return bad(413, tooLarge);
    if (this.#reading + declared > mostAtOnce) return bad(503, 'Too much is being read at once: try again');
    this.#reading += declared;
    try {
      const bytes = await bytesOf(request);
      return bytes === undefined ? bad(413, tooLarge) : messageIn(bytes);
    } finally {
      this.#reading -= declared;
    }
  }
}

const tooLarge = `Payload Too Large: at most ${longestBody} bytes are read`;

function messageIn(bytes: Buffer): JSONRPCMessage | BadBody {
  const message = readMessage(bytes);
  if (message === undefined) return bad(400, 'The body is empty: send one JSON-RPC message');
  return 'jsonrpc' in message ? message : { status: 400, refusal: message };
}

/** Undefined where there are more: what is left of them is thrown away, and the connection goes on. */
async function bytesOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of request.iterator({ destroyOnReturn: false })) {
    if (!(piece instanceof Uint8Array)) throw new TypeError('The body of a request is no bytes.');
    length += piece.length;
    if (length > longestBody) break;
    pieces.push(piece);
  }
  if (length <= longestBody) return Buffer.concat(pieces);
  request.resume();
  return undefined;
}

function bad(status: number, message: string): BadBody {
  return { status, refusal: { id: null, code: httpFault, message } };
}
