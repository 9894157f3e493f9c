import { plainText } from '../../markdown/inline.ts';
import type { Item, Section, Span } from '../../markdown/model.ts';
import { wordNumberOf } from '../../markdown/slug.ts';
import { createFinder } from '../../markdown/spans.ts';
import { reachOf } from '../reach.ts';
import type { Words } from '../words.ts';
import type { PlanSource } from './entry.ts';
import { marksIn, without } from './marks.ts';

/** Longest text of one question that is looked at. */
const longest = 4000;

/** The source text of a span, bounded. */
export function textOf(source: PlanSource, span: Span): string {
  return source.document.text.slice(span.from, Math.min(span.to, span.from + longest));
}

/** The source text of a span without the unfilled slots in it; empty where nothing with a letter or digit remains. */
export function writtenText(source: PlanSource, span: Span): string {
  const inside = slotsAt(source.slots)(span).filter((slot) => slot.from < span.to && slot.to > span.from);
  const shifted = inside.map((slot) => ({ from: Math.max(0, slot.from - span.from), to: slot.to - span.from }));
  const rest = without(textOf(source, span), shifted);
  return /[\p{L}\p{N}]/u.test(rest) ? rest.trim() : '';
}

const finders = new WeakMap<readonly Span[], (at: Span) => Span[]>();

function slotsAt(slots: readonly Span[]): (at: Span) => Span[] {
  const known = finders.get(slots) ?? createFinder(slots, (slot) => slot);
  finders.set(slots, known);
  return known;
}

/** Whether a text says that there is nothing, or that everything is settled: 'None yet', 'All questions resolved.' */
export function saysNone(text: string, words: Words): boolean {
  const plain = oneLine(text);
  if (plain === '' || words.none.is(plain)) return true;
  if (/[?？]/.test(plain)) return false;
  const clause = plain.split(/[.;:,—–(。；：，、（]|\s-\s/u, 1)[0]?.trim() ?? '';
  if (clause !== '' && (words.none.is(clause) || endsInNone(clause, words))) return true;
  return words.question('all').opens(plain) > 0 && words.resolved.find(plain) !== undefined;
}

/** 'The backend has no open questions': a few words before one that says so in several. */
function endsInNone(clause: string, words: Words): boolean {
  const parts = clause.split(' ');
  return (
    parts.length <= 7 && [2, 3, 4].some((count) => count < parts.length && words.none.is(parts.slice(-count).join(' ')))
  );
}

/** Plain words on one line. */
export function oneLine(text: string): string {
  return plainText(text).replace(/\s+/g, ' ').trim();
}

/** Texts are the same question if they differ in case, marks and punctuation alone. */
export function normal(text: string): string {
  return oneLine(text)
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

const ownId =
  /^[([]?([A-Z]{1,8}(?:-[A-Z]{1,10}){0,2}-?\d{1,5}[a-z]?)(?:[)\]]\s{0,3}[:：.—–-]?|\s{0,3}[:：]|[.)]|\s{1,3}[—–-])\s+(?=\S)/u;

/** A question's own words: its ID apart, without the label that only says that it is one, without its marker's brackets. */
export function questionWords(markdown: string, words: Words): { text: string; ownId: string | undefined } {
  let text = oneLine(markdown.slice(0, longest).replace(/~~/g, ''));
  let id: string | undefined;
  for (let turn = 0; turn < 3; turn += 1) {
    const found = ownId.exec(text);
    const label = found === null ? questionLabel(text, words) : found[0];
    if (label === '') break;
    id ??= found?.[1];
    text = text.slice(label.length);
  }
  const mark = marksIn(text, words)[0];
  const isMark = mark !== undefined && mark.text !== '' && without(text, [mark.span]).trim() === '';
  return { text: isMark ? mark.text : text, ownId: id };
}

/** `Question 2:`, `Unknown:` … at the start of a text; empty where it has none. */
function questionLabel(text: string, words: Words): string {
  const label = /^([^:：]{1,60}?)\s{0,3}[:：]\s{0,3}(?=\S)/u.exec(text);
  return label !== null && isQuestionLabel(label[1] ?? '', words) ? label[0] : '';
}

/** Whether a label or heading says no more than that a question follows: 'Question', 'Q', 'Question 3', 'Unknown 1'. */
export function isQuestionLabel(label: string, words: Words): boolean {
  return (
    words.label('question').is(label) ||
    ['question', 'unknown', 'decision', 'research'].some((name) => isNumbered(label, words, name))
  );
}

/** Whether a text opens with 'Word N' of the named unit. */
export function isNumbered(text: string, words: Words, unit: string): boolean {
  const found = wordNumberOf(oneLine(text));
  return found !== undefined && words.unit(unit).is(found.words.replace(/(?<![\d.\s])[\d.\s]+$/, ''));
}

/** The number of 'Word N' at a text's start. */
export function numberOf(text: string): number | undefined {
  const digits = /(?<!\d)(\d+)$/.exec(wordNumberOf(oneLine(text))?.words ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Items and children of items in one list. */
export function allItems(items: readonly Item[]): Item[] {
  return items.flatMap((item) => [item, ...allItems(item.children)]);
}

/** The parts of a section's own body that belong to none of its units. */
export function ownContent(section: Section): Pick<Section['content'], 'fields' | 'items' | 'tables' | 'blocks'> {
  const { units, content } = section;
  if (units.length === 0) return content;
  const reach = reachOf(units.map((unit) => unit.span));
  const isOwn = ({ from }: Span): boolean => reach(from + 1) <= from;
  return {
    blocks: content.blocks,
    fields: content.fields.filter((field) => isOwn(field.span)),
    items: content.items.filter((item) => isOwn(item.span)),
    tables: content.tables.filter((table) => isOwn(table.span)),
  };
}
