import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allPlaces, isSection } from '../../src/markdown/addresses.ts';
import { parseDocument } from '../../src/markdown/document.ts';
import type { Document, Place } from '../../src/markdown/model.ts';
import { addItems } from '../../src/plan/edits/add/addItems.ts';
import type { Addition } from '../../src/plan/edits/add/model.ts';
import type { WriteOutcome } from '../../src/plan/edits/applyFills.ts';
import { planSlots } from '../../src/plan/slots.ts';
import { builtInWords } from '../../src/plan/words.ts';
import type { Template } from '../../src/template/model.ts';
import { hostileMarkdown } from '../support/hostileMarkdown.ts';
import { builtIns, loadBuiltIn, loadText, readSeed } from '../support/templates.ts';

const settingOf = (template: Template | undefined) => ({
  template,
  constitution: undefined,
  path: 'plans/a.md',
  words: builtInWords,
  today: '2026-11-21',
});

function add(text: string, addition: Addition, template: Template | undefined): WriteOutcome {
  return addItems(text, [addition], settingOf(template));
}

/** What a caller may send to a place, sound there or not: each place gets another of these. */
function additionFor(place: Place, turn: number): Addition {
  const columns = isSection(place) ? place.content.tables.flatMap((table) => table.columns.slice(0, 2)) : [];
  const values: Addition['values'][] = [
    { item: 'Tar the north quay' },
    {},
    { question: 'Who tars the quay?', owner: 'Ada' },
    { heading: 'Northern quay' },
  ];
  const row = Object.fromEntries(columns.map((column) => [column, 'Tar']));
  const chosen = columns.length > 0 ? row : (values[turn % values.length] ?? {});
  return { section: place.id, values: chosen };
}

/** Places that keep their address when something is added to them: sections, units and labels. */
function placesToTry(document: Document): Place[] {
  const fields = allPlaces(document)
    .filter(isSection)
    .flatMap((section) => section.content.fields);
  const openers = new Set(fields.filter((field) => field.value.from === field.value.to).map((field) => field.item));
  return allPlaces(document).filter(
    (place) => isSection(place) || place.kind === 'field' || (place.kind === 'item' && openers.has(place)),
  );
}

/** Ids that count by position mean another place as soon as one comes before it. */
const isCounted = (id: string): boolean => /\/(?:item|row|field)(?:-\d+)*$/.test(id);

/** What an id names, without what stands below it: a list grows in its section's text. */
function ownText(document: Document, place: Place): string {
  if (isSection(place)) return `${place.kind} ${document.text.slice(place.heading.from, place.heading.to)}`;
  if (place.kind === 'item') return `item ${document.text.slice(place.text.from, place.text.to)}`;
  if (place.kind === 'row') return `row ${document.text.slice(place.span.from, place.span.to)}`;
  return `field ${place.label}`;
}

function expectSameAddresses(before: string, outcome: WriteOutcome): void {
  const old = parseDocument(before);
  const now = outcome.subject.document;
  const after = new Map(allPlaces(now).map((place) => [place.id, ownText(now, place)]));
  const gone = allPlaces(old).filter((place) => !isCounted(place.id) && after.get(place.id) !== ownText(old, place));
  // Sample rows and items are all that makes way; a unit that is no more than a note to repeat another takes its name.
  for (const place of gone) {
    const text = old.text.slice(place.span.from, place.span.to);
    if (isSection(place)) expect(text, place.id).toMatch(/\[Repeat structure\]$|\*The same lines as [^*]+\*$/);
    else expect(place.kind, place.id).toMatch(/row|item/);
    expect(`${place.id}: ${text}`).toMatch(/[[{`]|Task \d/);
  }
}

interface Case {
  readonly name: string;
  readonly text: string;
  readonly template: Template | undefined;
  /** With which of the additions the first place begins; several go through all places several times. */
  readonly turns: readonly number[];
}

const seeds = builtIns.flatMap(({ seed }): Case[] => {
  const text = readSeed(seed);
  if (text === undefined) return [];
  const name = `seed ${seed.slice(0, 3)}`;
  return [
    { name, text, template: loadText(text), turns: [0] },
    { name: `${name} without its template`, text, template: undefined, turns: [2] },
  ];
});
const cases: readonly Case[] = [
  ...builtIns.map(({ id }): Case => {
    const template = loadBuiltIn(id);
    return { name: id, text: template.text, template, turns: [1, 2] };
  }),
  ...seeds,
];

if (seeds.length === 0) test.skip('needs ../shared/seeds, which is not there', () => {});

test.each(cases)('one more anywhere in $name', { timeout: 120_000 }, ({ text, template, turns }) => {
  const places = placesToTry(parseDocument(text));
  let count = 0;
  for (const turn of turns) {
    for (const [index, place] of places.entries()) {
      const addition = additionFor(place, index + turn);
      const outcome = add(text, addition, template);
      for (const refusal of outcome.refused) expect(refusal.code, refusal.message).not.toBe('internal');
      if (outcome.changed.length === 0) {
        expect(outcome.text).toBe(text);
        continue;
      }
      count += 1;
      expectSameAddresses(text, outcome);
      expectOnce(outcome, addition, template);
      if (index % 8 === 0) {
        const windows = add(text.replaceAll('\n', '\r\n'), addition, template);
        expect(windows.text).toBe(outcome.text.replaceAll('\n', '\r\n'));
      }
    }
  }
  expect(count).toBeGreaterThan(3);
});

function expectOnce(outcome: WriteOutcome, addition: Addition, template: Template | undefined): void {
  const again = add(outcome.text, addition, template);
  expect(again.refused, JSON.stringify(addition)).toEqual([]);
  expect(again.text, JSON.stringify(addition)).toBe(outcome.text);
  expect(again.changed).toEqual([]);
}

/** Lines of words with no place to fill, no sample and no 'None' in them. */
function writtenIn(text: string): string[] {
  const document = parseDocument(text);
  const open = new Set(planSlots(document, undefined).map((placed) => placed.line));
  return document.lines
    .filter((_, index) => !open.has(index))
    .map((line) =>
      text
        .slice(line.from, line.to)
        .replace(/^[\s>]*(?:[-+*]|\d+[.)])?\s*/, '')
        .trim(),
    )
    .filter((line) => /\p{L}{2}/u.test(line) && !/[[{<`|]|\bno\b|none|n\/a/i.test(line));
}

describe('one more in hostile text', () => {
  const edits = fc
    .record({ text: hostileMarkdown, pick: fc.nat(), turn: fc.nat() })
    .map(({ text, pick, turn }) => {
      const places = allPlaces(parseDocument(text));
      const place = places[pick % Math.max(1, places.length)];
      return place === undefined ? undefined : { text, addition: additionFor(place, turn) };
    })
    .filter((edit) => edit !== undefined);

  test('is refused or done, never half, and done twice is done once', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(edits, ({ text, addition }) => {
        const outcome = add(text, addition, undefined);
        if (outcome.refused.length > 0) expect(outcome.text).toBe(text);
        for (const refusal of outcome.refused) expect(refusal.code, refusal.message).not.toBe('internal');
        if (outcome.changed.length === 0) return;
        for (const line of writtenIn(text)) expect(outcome.text).toContain(line);
        // The first item goes where its label said None; above items that contradict it, nobody finds it at the end again.
        if (/none[^\S\r\n]*(?:\r\n|\n|\r)[\s>]*(?:[-+*]|\d+[.)])\s/i.test(text)) return;
        const again = add(outcome.text, addition, undefined);
        if (again.refused.length === 0) expect(again.text).toBe(outcome.text);
      }),
      { numRuns: 1000 },
    );
  });
});
