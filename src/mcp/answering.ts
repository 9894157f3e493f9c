import { randomUUID } from 'node:crypto';
import { INTERNAL_ERROR, INVALID_PARAMS, ProtocolError } from '@modelcontextprotocol/server';
import { PlanError } from '../errors.ts';
import { boundedRefusal } from '../tools/bounds.ts';
import { tidy } from './tidying.ts';
import type { Report } from './calls/toolCall.ts';
import { turnOfTheLoop } from './turns.ts';

/**
 * Answers a request that is no tool call. A refusal becomes the protocol's error for wrong params, in its own words and with what
 * `dataOf` says of it; a fault of ours becomes an internal error with an id, whose stack goes to stderr. `what` is the request's method.
 */
export async function answering<Answer>(
  what: string,
  report: Report,
  act: () => Promise<Answer>,
  dataOf: (refusal: PlanError) => object | undefined = () => undefined,
): Promise<Answer> {
  try {
    await turnOfTheLoop();
    return await act();
  } catch (error) {
    const refusal = boundedRefusal(error);
    if (refusal instanceof PlanError && refusal.code !== 'internal')
      throw new ProtocolError(INVALID_PARAMS, refusal.text, dataOf(refusal));
    const id = randomUUID().slice(0, 8);
    report(`${what} failed (${id}): ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    throw new ProtocolError(INTERNAL_ERROR, `${what} failed by a fault of the server, noted on its stderr as ${id}.`);
  } finally {
    tidy();
  }
}
