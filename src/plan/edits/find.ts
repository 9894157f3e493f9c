import { PlanError } from '../../errors.ts';
import { isSection } from '../../markdown/addresses.ts';
import { withEnding } from '../../markdown/lines.ts';
import type { Place, Span } from '../../markdown/model.ts';
import { phrasePattern } from '../phrase.ts';
import { inThePlan } from '../quote.ts';
import type { Change, Subject } from './model.ts';

/** Replaces a phrase that must stand in the place's own text exactly once; the phrase is the receipt. */
export function replacePhrase(subject: Subject, place: Place, phrase: string, content: string): Change {
  const { document } = subject;
  const span = ownSpan(place);
  const text = document.text.slice(span.from, span.to);
  const found = asItStands(text, withEnding(phrase, document.eol));
  const fresh = withEnding(content, document.eol);
  const at = occurrences(text, found);
  const kept = fresh === '' ? [] : occurrences(text, fresh);
  // A retry finds its own result: every occurrence of the phrase stands inside it, or none is left.
  const isDone =
    kept.length > 0 &&
    at.every((start) => kept.some((from) => from <= start && start + found.length <= from + fresh.length));
  const change = { place, replacesOwn: false, replacesBelow: false, rewritesOwn: false };
  if (isDone) return { ...change, splices: [] };
  const [start] = at;
  if (start === undefined || at.length > 1) throw notOnce(place, phrase, at.length);
  return { ...change, splices: [{ from: span.from + start, to: span.from + start + found.length, text: fresh }] };
}

/** The phrase as the text has it: blanks in it may be line breaks there. Several or no readings leave it as it came. */
function asItStands(text: string, phrase: string): string {
  if (text.includes(phrase)) return phrase;
  const pattern = phrasePattern(phrase, 'gu', text);
  const readings = new Set(pattern === undefined ? [] : [...text.matchAll(pattern)].map((match) => match[0]));
  const [only] = readings;
  return readings.size === 1 && only !== undefined ? only : phrase;
}

/** A section's heading and own body, with what stands below it; all of any other place. */
function ownSpan(place: Place): Span {
  return isSection(place) ? { from: place.heading.from, to: Math.max(place.heading.to, place.span.to) } : place.span;
}

function occurrences(text: string, phrase: string): number[] {
  const starts: number[] = [];
  for (let at = text.indexOf(phrase); at !== -1; at = text.indexOf(phrase, at + phrase.length)) starts.push(at);
  return starts;
}

function notOnce(place: Place, phrase: string, count: number): PlanError {
  const times = count === 0 ? 'does not stand' : `stands ${count} times`;
  return new PlanError(
    count === 0 ? 'unknown_address' : 'ambiguous_address',
    `The phrase ${inThePlan(phrase, 120)} ${times} in ${place.id}.`,
    {
      where: place.id,
      fix:
        count === 0
          ? 'Read the place and send a phrase as it stands there.'
          : 'Send a longer phrase, or the address of a smaller place.',
    },
  );
}
