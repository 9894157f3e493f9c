import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import {
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  validateHostHeader,
  validateOriginHeader,
} from '@modelcontextprotocol/server';
import { PlanError } from '../../errors.ts';

/** Why a request is not served: an HTTP status, words, and headers that go with it. */
export interface Denial {
  readonly status: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Lets a request pass (undefined) or says why not. */
export type Guard = (request: IncomingMessage) => Denial | undefined;

/** Fewer characters than this can be guessed; more are not sure to fit into the head of a request. */
const tokenLengths = { least: 16, most: 4096 };

/**
 * The guard of an endpoint that listens at `host`. On loopback it holds against pages of other sites, by Host and Origin; where a token
 * is given, each request has to bear it. Throws PlanError `invalid_input` for another address without a token, or a token that can't be one: an empty one too, which a variable that was never set gives.
 */
export function guardOf(host: string, token: string | undefined): Guard {
  if (token !== undefined) requireSecret(token);
  const isLocal = isLoopback(host);
  if (!isLocal && token === undefined) {
    throw new PlanError(
      'invalid_input',
      `Anybody who reaches ${host} could change the plans: it is served with a token only.`,
      {
        fix: 'Set PLANKEEPER_TOKEN to a secret of 16 characters or more, or leave --host out.',
      },
    );
  }
  const name = isIP(host) === 6 ? `[${host}]` : host.toLowerCase();
  const hosts = [...localhostAllowedHostnames(), name];
  const origins = [...localhostAllowedOrigins(), name];
  return ({ headers }) => {
    // Elsewhere names are many, and the token is what a foreign page does not have.
    const fromHost = isLocal ? validateHostHeader(headers.host, hosts) : { ok: true as const };
    if (!fromHost.ok) return { status: 403, message: fromHost.message };
    const fromOrigin = validateOriginHeader(headers.origin, origins);
    if (!fromOrigin.ok) return { status: 403, message: fromOrigin.message };
    if (token === undefined || bears(headers.authorization, token)) return undefined;
    return headers.authorization === undefined ? noToken : { ...noToken, message: wrongToken };
  };
}

/** Throws PlanError `invalid_input` for a token that anybody could guess, or nobody could send in a header. */
function requireSecret(token: string): void {
  const { least, most } = tokenLengths;
  const isLong = token.length >= least && token.length <= most;
  if (isLong && /^[!-~]+$/.test(token)) return;
  throw new PlanError(
    'invalid_input',
    isLong
      ? 'PLANKEEPER_TOKEN has characters that no header carries whole: letters, digits and signs of ASCII are taken, no blanks and line ends.'
      : `PLANKEEPER_TOKEN has ${token.length} characters, ${least} to ${most} are needed.`,
    { fix: 'Make one with: openssl rand -hex 24' },
  );
}

const noToken: Denial = {
  status: 401,
  message: 'A token is needed: send the header Authorization: Bearer TOKEN',
  headers: { 'www-authenticate': 'Bearer' },
};

const wrongToken = 'The token is not the one that PLANKEEPER_TOKEN held when the server started';

/** 127.0.0.0/8, ::1 and their name. */
function isLoopback(host: string): boolean {
  return host.toLowerCase() === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** In the same time however much of it is right. */
function bears(header: string | undefined, token: string): boolean {
  const given = /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1] ?? '';
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
