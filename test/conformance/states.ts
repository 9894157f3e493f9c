import { randomBytes } from 'node:crypto';
import { createRequestStateCodec } from '@modelcontextprotocol/server';

/** What a call has got to, signed, as it goes to the client and comes back: the number of the round that comes next. */
export const states = createRequestStateCodec<number>({ key: randomBytes(32) });
