import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolvePlace } from '../../src/markdown/addresses.ts';
import { parseDocument } from '../../src/markdown/document.ts';
import type { Document, Place, Section } from '../../src/markdown/model.ts';
import { listSections } from '../../src/markdown/outline.ts';
import { applySplices } from '../../src/markdown/splices.ts';
import { hostileMarkdown } from '../support/hostileMarkdown.ts';
import { everyPlace, present, textOf } from '../support/places.ts';

describe('every id that is given', () => {
  test('is unique and not empty', () => {
    fc.assert(
      fc.property(hostileMarkdown, (text) => {
        const ids = everyPlace(parseDocument(text)).map((place) => place.id);
        expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
        expect(ids.filter((id) => !/^[^\s/]+(?:\/[^\s/]+)*$/.test(id))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('is the only one of its row, item or field', () => {
    fc.assert(
      fc.property(hostileMarkdown, (text) => {
        const parts = everyPlace(parseDocument(text)).filter((place) => !('heading' in place));
        const starts = parts.map(
          (place) => `${place.kind} at ${place.kind === 'field' ? place.labelSpan.from : place.span.from}`,
        );
        expect(starts.filter((start, index) => starts.indexOf(start) !== index)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('resolves to the span it came from, in upper case too', () => {
    fc.assert(
      fc.property(hostileMarkdown, (text) => {
        const document = parseDocument(text);
        for (const place of everyPlace(document)) {
          for (const address of [place.id, place.id.toUpperCase()]) {
            const found = resolvePlace(document, address);
            expect({ address, kind: found.kind, span: found.span }).toEqual({
              address,
              kind: place.kind,
              span: place.span,
            });
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test('is a path: below the id of the section that the place stands in', () => {
    fc.assert(
      fc.property(hostileMarkdown, (text) => {
        for (const section of listSections(parseDocument(text))) {
          const parent = section.parent === undefined ? '' : `${section.parent.id}/`;
          expect(section.id.startsWith(parent)).toBe(true);
          expect(section.id.slice(parent.length)).not.toContain('/');
        }
      }),
    );
  });
});

describe('when the body of a section is replaced by plain text', () => {
  test('every place elsewhere keeps its id, title and text', () => {
    fc.assert(
      fc.property(hostileMarkdown, fc.nat(), (text, choice) => {
        const before = parseDocument(text);
        // A unit lives by what stands below it, and a title has no body of its own.
        const targets = listSections(before).filter((section) => section.kind !== 'unit' && section.kind !== 'title');
        fc.pre(targets.length > 0);
        const target = present(targets[choice % targets.length]);
        fc.pre(staysApart(before, target));
        const { document: after, at, shift } = replaceBody(before, target);
        for (const place of placesOutside(before, target)) {
          const found = resolvePlace(after, place.id);
          expect({ id: found.id, ...factsOf(after, found, 0, at + shift) }).toEqual({
            id: place.id,
            ...factsOf(before, place, shift, at),
          });
        }
      }),
      { numRuns: 1500 },
    );
  });
});

/** What follows the body stays what it is: a blank line, a `#` heading or nothing; an underline below would make a heading of the new text. */
function staysApart(document: Document, target: Section): boolean {
  const next = document.lines.find(
    (line) => line.from > target.body.to || (line.from === target.body.to && line.from === document.text.length),
  );
  if (next === undefined) return true;
  const words = document.text.slice(next.from, next.to);
  return /^[ \t]*$/.test(words) || /^ {0,3}#{1,6}(?:[ \t]|$)/.test(words);
}

function replaceBody(before: Document, target: Section): { document: Document; at: number; shift: number } {
  const { from, to } = target.body;
  const isEmpty = from === to;
  const written = isEmpty ? `${before.eol}${before.eol}Some words.` : 'Some words.';
  const document = parseDocument(applySplices(before.text, [{ from, to, text: written }]));
  return { document, at: to, shift: written.length - (to - from) };
}

/** Sections, units, rows, items and fields that do not stand in the replaced body. */
function placesOutside(document: Document, target: Section): Place[] {
  const isInBody = (place: Place): boolean =>
    place.span.from >= target.body.from && place.span.to <= target.body.to && place !== target;
  return everyPlace(document).filter(
    (place) => place !== target && (target.body.from === target.body.to || !isInBody(place)),
  );
}

/** Kind, title, words and place; what stands behind `at` is moved by `shift`. */
function factsOf(document: Document, place: Place, shift: number, at: number): object {
  const isSection = 'heading' in place;
  const own = isSection ? place.heading : place.span;
  const from = own.from >= at ? own.from + shift : own.from;
  // A header or footer has no words; its body's place says where it is.
  return { kind: place.kind, title: isSection ? place.title : '', words: textOf(document, own), from };
}
