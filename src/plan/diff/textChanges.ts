import { align } from './align.ts';
import type { TextPart } from './bodyParts.ts';
import type { Found, Side, Sides, Within } from './model.ts';
import { added, kept, moved, removed } from './partners.ts';

/** What changed in paragraphs, fences and comments. They have no address: the section's stands for it. */
export function textChanges(
  sides: Sides,
  within: Within,
  before: readonly TextPart[],
  after: readonly TextPart[],
): Found[] {
  const aligned = { before, after, partners: align(before, after, true) };
  const said = (at: number): Omit<Found, 'kind'> => ({ what: 'text', place: within.id, section: within.id, at });
  return [
    ...kept(aligned).flatMap((pair): Found[] =>
      pair.before.exact === pair.after.exact
        ? []
        : [
            {
              kind: 'changed',
              ...said(pair.after.span.from),
              before: wordsOf(sides.before, pair.before),
              after: wordsOf(sides.after, pair.after),
            },
          ],
    ),
    ...moved(aligned).map(({ part }): Found => {
      return { kind: 'moved', ...said(part.span.from), after: wordsOf(sides.after, part) };
    }),
    ...removed(aligned, (part) => part.span, within.from).map(({ part, at }): Found => {
      return { kind: 'removed', ...said(at), before: wordsOf(sides.before, part) };
    }),
    ...added(aligned).map((part): Found => {
      return { kind: 'added', ...said(part.span.from), after: wordsOf(sides.after, part) };
    }),
  ];
}

function wordsOf({ document }: Side, { span }: TextPart): string {
  return document.text.slice(span.from, span.to);
}
