import { allPlaces, isSection, resolvePlace } from '../../markdown/addresses.ts';
import { lineAt } from '../../markdown/lines.ts';
import type { Place, Span } from '../../markdown/model.ts';
import { phrasePattern } from '../phrase.ts';
import { inThePlan } from '../quote.ts';
import type { Viewed } from './model.ts';

/** How many places a search lists. */
const most = 50;

/** The places that mention a phrase, in any case and across line breaks: address, line, the line's text. */
export function findView(viewed: Viewed, phrase: string, addresses: readonly string[] = []): string {
  const scopes = addresses.map((address) => resolvePlace(viewed.document, address, viewed.aliases, viewed.path).span);
  const { text, lines } = viewed.document;
  const found = occurrences(text, phrase).filter(
    (at) => scopes.length === 0 || scopes.some((span) => span.from <= at && at < span.to),
  );
  if (found.length === 0) return `No place mentions ${inThePlan(phrase, 120)}.`;
  const places = allPlaces(viewed.document);
  const shown = found.slice(0, most).map((at) => {
    const index = lineAt(lines, at);
    const line = lines[index];
    const words = line === undefined ? '' : around(text, line, at);
    return `${innermost(places, at)?.id ?? 'front-matter'} · line ${index + 1}: ${words}`;
  });
  if (found.length > most) shown.push(`… and ${found.length - most} more: name sections to narrow the search.`);
  return shown.join('\n');
}

/** The line, of a long one what stands around the mention. */
function around(text: string, line: Span, at: number): string {
  const from = line.to - line.from <= 200 ? line.from : Math.max(line.from, at - 80);
  const words = inThePlan(text.slice(from, line.to), 200);
  return from === line.from ? words : `…${words}`;
}

function occurrences(text: string, phrase: string): number[] {
  const pattern = phrasePattern(phrase, 'giu', text);
  return pattern === undefined ? [] : [...text.matchAll(pattern)].map((match) => match.index);
}

function innermost(places: readonly Place[], at: number): Place | undefined {
  let best: Place | undefined;
  for (const place of places) {
    const span: Span = isSection(place)
      ? { from: place.heading.from, to: Math.max(place.heading.to, place.body.to) }
      : place.span;
    if (at < span.from || at >= span.to) continue;
    if (best === undefined || span.to - span.from <= best.span.to - best.span.from) best = place;
  }
  return best;
}
