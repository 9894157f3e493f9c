import { PlanError } from '../../errors.ts';

/** What the URI of a resource names. */
export type Named =
  | { readonly kind: 'plan'; readonly path: string; readonly address?: string }
  | { readonly kind: 'template'; readonly id: string }
  | { readonly kind: 'constitution' };

export const constitutionUri = 'constitution://current';

/** Longest URI, in characters: the longest path and address, each of their bytes written as `%XX`. */
const longest = 24_000;

/** The URI of a plan's file, or of a place in it. The `/` between folders stay. */
export function planUri(path: string, address?: string): string {
  const file = `plan://${path.split('/').map(encoded).join('/')}`;
  return address === undefined ? file : `${file}#${encoded(address)}`;
}

export function templateUri(id: string): string {
  return `template://${encoded(id)}`;
}

/**
 * Reads a URI; what is no proper escape stands for itself, as a person types it. Where a `#` has nothing behind it, the file is
 * meant. Throws PlanError `invalid_input`.
 */
export function parseUri(uri: string): Named {
  if (uri.length > longest) throw noUri(uri, `longer than ${longest} characters`);
  const [, scheme = '', rest = ''] = /^([a-z]+):\/\/(.+)$/is.exec(uri) ?? [];
  switch (scheme.toLowerCase()) {
    case 'plan': {
      const hash = rest.indexOf('#');
      const path = decoded(hash === -1 ? rest : rest.slice(0, hash));
      const address = hash === -1 ? '' : decoded(rest.slice(hash + 1));
      return address === '' ? { kind: 'plan', path } : { kind: 'plan', path, address };
    }
    case 'template':
      return { kind: 'template', id: decoded(rest) };
    case 'constitution':
      if (/^current\/?$/i.test(rest)) return { kind: 'constitution' };
  }
  throw noUri(uri, 'not the URI of a resource');
}

/** All but letters, digits and `-_.!~*'()` as `%XX`; half a surrogate pair, which has no bytes, stays. */
function encoded(text: string): string {
  return text.replace(/[^\w\-.!~*'()]/gu, (letter) => (/\p{Cs}/u.test(letter) ? letter : encodeURIComponent(letter)));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A `%` that a person typed.
    return text;
  }
}

function noUri(uri: string, why: string): PlanError {
  const start = JSON.stringify(uri.length > 100 ? `${uri.slice(0, 100)}…` : uri);
  return new PlanError('invalid_input', `${start} is ${why}.`, {
    fix: 'Resources are plan://PATH, plan://PATH#ADDRESS, template://ID and constitution://current; resources/list has them.',
  });
}
