import { PlanError } from '../../../errors.ts';
import type { Document, Item } from '../../../markdown/model.ts';
import type { Splice } from '../../../markdown/splices.ts';
import type { Subject } from '../model.ts';
import type { Entry } from './entryText.ts';
import { insert, offsetAfter, placeAt } from './insert.ts';
import { itemTexts } from './freshIds.ts';
import { leadOf, nextLead, sameKind, withoutLead } from './leads.ts';
import { type ListTarget, type Made, unchanged } from './model.ts';
import { isLoose } from './ownLists.ts';
import { itemRemovals, joined, leftovers } from './makeWay.ts';
import { isSampleItem } from './samples.ts';
import { siblingBefore } from './siblings.ts';

/** Adds an item in the form of a list. Samples, places to fill and 'None' make way for the first real one. Throws PlanError. */
export function addEntry(subject: Subject, target: ListTarget, entry: Entry, after: string | undefined): Made {
  const { document } = subject;
  const { section, items, where } = target;
  const samples = items.filter((item) => isSampleItem(subject, section, item, items));
  const taken = new Set(samples);
  const real = items.filter((item) => !taken.has(item));
  const before = siblingBefore(subject, real, after, where);
  const neighbour = after === undefined || before === undefined ? real.at(-1) : real[real.indexOf(before) + 1];
  if (neighbour !== undefined && isSame(document, neighbour, entry)) return unchanged(document);
  const like = before ?? samples[0];
  if (like === undefined) throw new PlanError('internal', 'A list without items.');
  const text = withLead(subject, entry, target, real, samples);
  const lines = entryLines(document, target, { like, isNext: before !== undefined }, text, entry.children);
  const splice = before === undefined ? { ...like.span, text: lines } : behind(document, before, items, lines);
  const going = new Set(samples.filter((item) => item !== like));
  const isFirst = real.length === 0 && where === section.id;
  const removals = [...itemRemovals(subject, items, going), ...leftovers(subject, section, samples, isFirst)];
  const splices = [splice, ...joined(removals)];
  return inserted(document, splices, splice.text.length - lines.length, text, where);
}

/** Writes an item and holds that it is read as one with the text that it was given. */
export function inserted(
  document: Document,
  splices: readonly Splice[],
  inner: number,
  text: string,
  where: string,
): Made {
  const [splice] = splices;
  if (splice === undefined) return unchanged(document);
  const { document: grown, warnings } = insert(document, splices, where);
  const item = placeAt(grown, offsetAfter(splices, splice, inner), 'item', where);
  const own = item.kind === 'item' ? grown.text.slice(item.text.from, item.text.to) : '';
  if (own === text) return { document: grown, places: [item.id], warnings };
  throw new PlanError('breaks_structure', `The text would not be read as one item of ${where}.`, {
    where,
    fix: 'Send plain words: no heading, break, code fence or table.',
  });
}

function isSame({ text }: Document, neighbour: Item, entry: Entry): boolean {
  const own = text.slice(neighbour.text.from, neighbour.text.to);
  const lines = neighbour.children.map((child) => text.slice(child.text.from, child.text.to));
  const said = entry.hasFormLead || leadOf(entry.text) === undefined ? withoutLead(own) : own;
  const wanted = entry.hasFormLead ? withoutLead(entry.text) : entry.text;
  return (said === wanted || own === wanted) && entry.children.every((child) => lines.includes(child));
}

/** The ID or number of the row goes on, unless the caller gave one of its own. */
function withLead(
  subject: Subject,
  entry: Entry,
  target: ListTarget,
  real: readonly Item[],
  samples: readonly Item[],
): string {
  const textsOf = (source: string, items: readonly Item[]): string[] =>
    items.map((item) => source.slice(item.text.from, item.text.to));
  const words = entry.hasFormLead ? withoutLead(entry.text) : entry.text;
  const formHas = nextLead(textsOf(subject.template?.text ?? '', target.model)) !== undefined;
  const beside = textsOf(subject.document.text, real.length > 0 ? real : samples);
  const next = nextLead(beside, entry.hasFormLead || formHas ? 1 : 2, itemTexts(subject.document));
  if (next === undefined) return entry.hasFormLead && real.length > 0 ? words : entry.text;
  const own = entry.hasFormLead ? undefined : leadOf(entry.text);
  if (own !== undefined && sameKind(own, leadOf(`${next}x`))) return entry.text;
  // The first real one takes the number of the sample that it replaces.
  const sample = real.length > 0 ? undefined : leadOf(beside[0] ?? '');
  return (sample === undefined ? next : sample.before + sample.number + sample.behind) + words;
}

/** The item as lines, behind the indentation of its first. */
export function entryLines(
  document: Document,
  target: Pick<ListTarget, 'items' | 'model'>,
  { like, isNext }: { readonly like: Item; readonly isNext: boolean },
  text: string,
  children: readonly string[],
): string {
  const source = document.text;
  const blanks =
    source.slice(like.span.from + like.marker.length, like.box?.span.from ?? like.text.from).replace(/[\r\n].*/s, '') ||
    ' ';
  const marker = isNext ? nextMarker(like, target.items) : like.marker;
  const box = like.box === undefined ? '' : `[${boxState(like, isNext, target.model)}] `;
  const below = document.eol + indentOf(document, like) + ' '.repeat(marker.length + blanks.length);
  return marker + blanks + box + text + children.map((child) => `${below}- ${child}`).join('');
}

/** Open, but for a list whose form is ticked (what is completed). */
function boxState(like: Item, isNext: boolean, model: readonly Item[]): string {
  const state = isNext ? (model[0]?.box?.state ?? ' ') : (like.box?.state ?? ' ');
  return /^x$/i.test(state) ? state : ' ';
}

/** Numbers go on; where all of them are the same, they stay the same. */
function nextMarker(like: Item, items: readonly Item[]): string {
  const number = /^(\d{1,9})([.)])$/.exec(like.marker);
  if (number === null) return like.marker;
  const [digits = '', mark = ''] = number.slice(1);
  const isLazy = items.length > 1 && items.every((item) => item.marker === like.marker);
  const next = String(Number(digits) + 1).padStart(digits.startsWith('0') ? digits.length : 0, '0');
  return isLazy ? like.marker : next + mark;
}

function behind(document: Document, before: Item, items: readonly Item[], lines: string): Splice {
  const indent = indentOf(document, before);
  const loose = isLoose(document, items) ? document.eol + indent.trimEnd() : '';
  return { from: before.span.to, to: before.span.to, text: loose + document.eol + indent + lines };
}

/** What stands before an item's marker on its line; the marks of what it is nested in are blanks for the next. */
function indentOf({ text, lines }: Document, item: Item): string {
  return text.slice(lines[item.line]?.from ?? item.span.from, item.span.from).replace(/[^ \t>]/g, ' ');
}
