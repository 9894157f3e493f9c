import type { Span } from '../../markdown/model.ts';
import { spanAt } from '../../markdown/spans.ts';
import type { Candidate, Stretch } from './candidate.ts';
import { closedList } from './choices.ts';
import { longest, partsOf } from './delimited.ts';
import { bare } from './stretches.ts';

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
      const end = closing(text, at, part, opensWhole(text, stretch, at));
      if (end === undefined) continue;
      const inner = text.slice(at + 1, end - 1);
      const options = closedList(inner);
      const kind = options.length > 0 ? 'choice' : 'token';
      found.push({ class: kind, dialect: 'angle', span: { from: at, to: end }, inner, options, stretch });
      at = end - 1;
    }
    return found;
  });
}

/**
 * Behind the `>` that closes; none where another `<` stands between. Over several lines only what opens its paragraph, value or item:
 * in running text a `<` further up is a comparison.
 */
function closing(
  text: string,
  open: number,
  part: { span: Span; skip: readonly Span[] },
  mayWrap: boolean,
): number | undefined {
  const first = text.charAt(open + 1);
  if (!/[\p{L}#[{.~…]/u.test(first)) return undefined;
  const end = Math.min(part.span.to, open + longest);
  for (let at = open + 1; at < end; at += 1) {
    const char = text[at];
    const hidden = char === '`' ? spanAt(part.skip, at) : undefined;
    if (hidden !== undefined) at = hidden.to - 1;
    else if (char === '>') return /\s/.test(text.charAt(at - 1)) ? undefined : at + 1;
    else if (char === '<' || (!mayWrap && (char === '\n' || char === '\r'))) return undefined;
  }
  return undefined;
}

/** Whether an offset is where a stretch or one of its values begins. */
function opensWhole(text: string, stretch: Stretch, at: number): boolean {
  if (stretch.place === 'fence' || stretch.place === 'markup') return false;
  return [stretch, spanAt(stretch.values, at) ?? stretch].some((whole) => bare(text, whole).from === at);
}
