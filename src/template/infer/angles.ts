import type { Candidate, Stretch } from './candidate.ts';
import { closedList } from './choices.ts';
import { longest, partsOf, spanAt } from './delimited.ts';

/** `<name>`, `<what it must do>`; a `<` before a blank or a digit is a comparison. */
export function anglesIn(text: string, stretch: Stretch): Candidate[] {
  if (!stretch.own.includes('<')) return [];
  return partsOf(stretch).flatMap((part) => {
    const found: Candidate[] = [];
    for (let at = text.indexOf('<', part.span.from); at !== -1 && at < part.span.to; at = text.indexOf('<', at + 1)) {
      const hidden = spanAt(part.skip, at);
      if (hidden !== undefined) {
        at = hidden.to - 1;
        continue;
      }
      const end = closing(text, at, part.span.to);
      if (end === undefined) continue;
      const inner = text.slice(at + 1, end - 1);
      const options = closedList(inner, 'bracketed');
      const kind = options.length > 0 ? 'choice' : 'token';
      found.push({ class: kind, dialect: 'angle', span: { from: at, to: end }, inner, options, stretch });
      at = end - 1;
    }
    return found;
  });
}

/** Behind the `>` that closes; none where another `<` or a blank line's worth of text stands between. */
function closing(text: string, open: number, limit: number): number | undefined {
  const first = text.charAt(open + 1);
  if (!/[\p{L}#[{]/u.test(first)) return undefined;
  const end = Math.min(limit, open + longest);
  for (let at = open + 1; at < end; at += 1) {
    const char = text[at];
    if (char === '>') return /\s/.test(text.charAt(at - 1)) ? undefined : at + 1;
    if (char === '<' || char === '\n' || char === '\r') return undefined;
  }
  return undefined;
}
