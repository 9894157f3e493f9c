import { PlanError } from '../errors.ts';
import type { Span } from '../markdown/model.ts';

/** What a rendered passage is: a declared slot of a class, or text that came from data. */
export type PassageKind = 'token' | 'choice' | 'stub' | 'generated';

export interface Passage {
  readonly kind: PassageKind;
  readonly span: Span;
}

/** Unicode noncharacters: reserved for a program's own use, so no honest text has them. */
const openers: ReadonlyMap<string, PassageKind> = new Map([
  ['\uFDD0', 'token'],
  ['\uFDD1', 'choice'],
  ['\uFDD2', 'stub'],
  ['\uFDD3', 'generated'],
]);
const closer = '\uFDD4';
const anySentinel = /[\uFDD0-\uFDEF]/;

/** Wraps a passage so that its place is known after rendering. */
export function wrap(kind: PassageKind, text: string): string {
  const opener = [...openers].find(([, each]) => each === kind)?.[0] ?? '';
  return `${opener}${text}${closer}`;
}

/** True for text that has a wrapped passage or a part of one in it. */
export function hasSentinel(text: string): boolean {
  return anySentinel.test(text);
}

/** Throws PlanError invalid_input for a source that brings sentinels of its own. */
export function refuseSentinels(text: string, what: string): void {
  if (!hasSentinel(text)) return;
  throw new PlanError(
    'invalid_input',
    `${what} holds a Unicode noncharacter (U+FDD0–U+FDEF), which templates may not have.`,
    {
      fix: 'Remove that character.',
    },
  );
}

/** Takes the sentinels out of rendered text and tells where the passages stand in what is left. */
export function unwrap(rendered: string): { text: string; passages: Passage[] } {
  const parts: string[] = [];
  const passages: Passage[] = [];
  const open: { kind: PassageKind; from: number }[] = [];
  let length = 0;
  let at = 0;
  for (const match of rendered.matchAll(/[\uFDD0-\uFDD4]/g)) {
    const part = rendered.slice(at, match.index);
    parts.push(part);
    length += part.length;
    at = match.index + 1;
    const kind = openers.get(match[0]);
    if (kind !== undefined) {
      open.push({ kind, from: length });
      continue;
    }
    const begun = open.pop();
    if (begun !== undefined) passages.push({ kind: begun.kind, span: { from: begun.from, to: length } });
  }
  parts.push(rendered.slice(at));
  return { text: parts.join(''), passages };
}
