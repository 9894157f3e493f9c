import type { Item } from '../../markdown/model.ts';
import { align } from './align.ts';
import { type BodyParts, type ItemPart, itemParts } from './bodyParts.ts';
import type { Found, Side, Sides, Within } from './model.ts';
import { added, kept, moved, removed } from './partners.ts';
import { oneLine, tidy, without } from './tidy.ts';

type Lists = Pick<BodyParts, 'items' | 'labelled'>;

/** What changed in lists: items with their boxes, and what stands below them. */
export function itemChanges(sides: Sides, within: Within, before: Lists, after: Lists): Found[] {
  const aligned = { before: before.items, after: after.items, partners: align(before.items, after.items) };
  const below = (lists: Lists, side: Side, { item }: ItemPart): Lists => {
    return { ...lists, items: itemParts(side, item.children, lists.labelled) };
  };
  return [
    ...kept(aligned).flatMap((pair) => [
      ...keptItem(sides, within, pair, { before, after }),
      ...itemChanges(
        sides,
        { ...within, from: pair.after.item.text.to },
        below(before, sides.before, pair.before),
        below(after, sides.after, pair.after),
      ),
    ]),
    ...moved(aligned).map(({ part, behind }): Found => {
      return { kind: 'moved', ...said(within, part), behind: behind?.item.id ?? '' };
    }),
    ...removed(aligned, (part) => part.item.span, within.from).map(({ part, at }): Found => {
      return { kind: 'removed', ...said(within, part), at, before: wholeOf(sides.before, part.item) };
    }),
    ...added(aligned).map((part): Found => {
      return { kind: 'added', ...said(within, part), after: wholeOf(sides.after, part.item) };
    }),
  ];
}

function keptItem(
  sides: Sides,
  within: Within,
  { before, after }: { before: ItemPart; after: ItemPart },
  lists: { before: Lists; after: Lists },
): Found[] {
  const what = said(within, after);
  const found: Found[] = [];
  if (before.text !== after.text) found.push({ kind: 'changed', ...what, ...wordsOf(sides, before, after, lists) });
  const boxes = { before: boxOf(before.item), after: boxOf(after.item) };
  if (boxes.before !== boxes.after) found.push({ kind: 'changed', ...what, what: 'box', ...boxes });
  const rests = { before: restOf(sides.before, before.item), after: restOf(sides.after, after.item) };
  if (rests.before !== rests.after) found.push({ kind: 'changed', ...what, what: 'text', ...rests });
  return found;
}

/** Of a labelled item the values, where the label stayed. */
function wordsOf(
  sides: Sides,
  before: ItemPart,
  after: ItemPart,
  lists: { before: Lists; after: Lists },
): Partial<Found> {
  const fields = [lists.before.labelled.get(before.item), lists.after.labelled.get(after.item)];
  const [mine, theirs] = fields;
  const whole = { before: before.text, after: after.text };
  if (mine === undefined || theirs === undefined || mine.label.toLowerCase() !== theirs.label.toLowerCase())
    return whole;
  const values = {
    before: sides.before.document.text.slice(mine.value.from, mine.value.to),
    after: sides.after.document.text.slice(theirs.value.from, theirs.value.to),
  };
  return oneLine(values.before) === oneLine(values.after) ? whole : { what: 'field', name: theirs.label, ...values };
}

function said(within: Within, { item }: ItemPart): Omit<Found, 'kind'> {
  return { what: 'item', place: item.id, section: within.id, at: item.span.from };
}

function boxOf({ box }: Item): string | undefined {
  return box === undefined ? undefined : `[${box.state.toLowerCase()}]`;
}

/** Further paragraphs and code below an item's text, its children left out. */
function restOf({ document }: Side, item: Item): string {
  const children = item.children.map((child) => child.span);
  return tidy(without(document.text, { from: item.text.to, to: item.span.to }, children));
}

/** The item's text with all below it, without marker and box. */
function wholeOf({ document }: Side, item: Item): string {
  return document.text.slice(item.text.from, item.span.to);
}
