import type { Span } from '../../markdown/model.ts';
import { outermost, overlapsAny } from '../../markdown/spans.ts';
import { type Link, linksOf } from '../links.ts';
import { onOneLine } from '../quote.ts';
import { createPlacer } from '../slots/placer.ts';
import type { Rule } from './model.ts';

/** Relative links that lead to nothing. */
export const link: Rule = {
  id: 'link',
  wants: 'What the plan links to beside it is there.',
  check({ reading, companions }) {
    const { document, subject } = reading;
    if (companions === undefined) return 'the files around the plan are out of reach';
    const links = linksOf(subject);
    if (links.length === 0) return 'it links to nothing beside it';
    // `[tides](<tide tables.md>)` has the look of a place, too.
    const isAngled = ({ from }: Span): boolean => document.text.slice(from - 2, from + 1) === '](<';
    const spans = subject.slots.map(({ slot }) => slot.span).filter((span) => span.from < span.to && !isAngled(span));
    const waiting = outermost(spans);
    const placeOf = createPlacer(document);
    const lost = links.filter(
      ({ target, span }) => companions.links.get(target) === false && !overlapsAny(waiting, span),
    );
    return byFile(lost).map(({ first: { target, span, line }, count }) => ({
      section: placeOf(span.from)?.id ?? '',
      line: line + 1,
      message: `"${onOneLine(target, 200)}" leads to nothing${count === 1 ? '' : `; ${count} links go there`}.`,
      fix: 'Write the file, or link to where it is.',
    }));
  },
};

/** The first link to each file, and how many there are. */
function byFile(links: readonly Link[]): readonly { readonly first: Link; readonly count: number }[] {
  const files = new Map<string, { first: Link; count: number }>();
  for (const each of links) {
    const file = each.target.replace(/[#?].*/s, '');
    const known = files.get(file);
    if (known === undefined) files.set(file, { first: each, count: 1 });
    else known.count += 1;
  }
  return [...files.values()];
}
