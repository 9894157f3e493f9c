import { expect } from 'vitest';
import { resolvePlace } from '../../src/markdown/addresses.ts';
import { parseDocument } from '../../src/markdown/document.ts';
import { applySplices } from '../../src/markdown/splices.ts';

/** Outside the place that was filled (and Last Updated) every byte is as it was. */
export function onlyItsPlace(id: string, idAfter: string, before: string, after: string): void {
  const old = without(before, id);
  const fresh = without(after, idAfter);
  expect(fresh).toBe(old);
}

function without(text: string, id: string): string {
  const document = parseDocument(text);
  const place = resolvePlace(document, id);
  const span =
    'body' in place ? { from: place.heading.from, to: Math.max(place.heading.to, place.body.to) } : place.span;
  const updated = document.top
    .flatMap((section) => section.content.fields)
    .filter((field) => field.label === 'Last Updated');
  const spans = [
    span,
    ...updated.map((field) => field.value).filter((value) => value.from < span.from || value.to > span.to),
  ];
  return applySplices(
    text,
    spans.map((each) => ({ ...each, text: '' })),
  );
}
