import { lineAt } from '../../markdown/lines.ts';
import type { Document } from '../../markdown/model.ts';
import { spanAt } from '../../markdown/spans.ts';
import type { Stretch } from '../../template/infer/candidate.ts';
import { readStretches } from '../../template/infer/stretches.ts';
import { slotWords } from '../../template/infer/words.ts';
import type { RenderedTemplate, Slot } from '../../template/model.ts';
import { isNoCode, sortsItem, usesTags } from './tags.ts';
import { type OpenSlot, titledSigns } from './titledSigns.ts';

/**
 * A template's slots. One that inference left unsure counts where the template makes plain that it is a place: its words are sure
 * elsewhere, other places stand in its line, it is a name in capitals, or its list writes its places so. All else stays unsure, for a
 * word in brackets is as often a tag: `All [build] steps pass`.
 */
export function settledSlots(template: RenderedTemplate): readonly Slot[] {
  const known = new Set(template.slots.filter(isSure));
  const stretches = readStretches(template.document).toSorted((a, b) => a.from - b.from);
  const open = openSlots(template, stretches);
  if (open.length === 0) return template.slots;
  const spoken = open.filter((each) => !isInCode(each));
  for (const slot of titledSigns(template.document, spoken)) known.add(slot);
  const names = new Set([...known].map((slot) => slot.text.toLowerCase()));
  for (const each of open) if (isNamed(each, names)) known.add(each.slot);
  const isLikeItsList = listHabit(stretches, [...known]);
  for (const each of spoken) if (isNameByItself(each) || isLikeItsList(each)) known.add(each.slot);
  const company = companyOf(template.document, known, spoken);
  for (const { slot } of spoken.filter(company)) known.add(slot);
  return template.slots.map((slot) => (known.has(slot) && !slot.sure ? { ...slot, sure: true } : slot));
}

function isSure({ sure, guidance, fenced, text }: Slot): boolean {
  return sure && !guidance && !fenced && text !== '';
}

/** Unsure ones that may be settled: delimited words that sort nothing, and masks of dates. */
function openSlots({ slots }: RenderedTemplate, stretches: readonly Stretch[]): readonly OpenSlot[] {
  const unsure = slots.filter((slot) => !slot.sure && !slot.fenced && !slot.guidance && isDelimited(slot));
  return unsure.flatMap((slot) => {
    const stretch = spanAt(stretches, slot.span.from);
    return stretch === undefined || sortsItem(stretch, slot.span) ? [] : [{ slot, stretch }];
  });
}

/** Not in parentheses, which may hold a remark; not a list that was filled in; bare only what is a mask of a date. */
function isDelimited({ class: kind, text, reason }: Slot): boolean {
  if (kind !== 'token' && kind !== 'choice') return false;
  if (/^[\p{L}\d]/u.test(text)) return kind === 'token' && isDateMask(text);
  return !/^[(（]/.test(text) && !(text.includes(',') && /^(?:whole|value)/.test(reason));
}

/** Nothing but letters written several times, such as `DD.MM.YYYY`: `OPS-XXX` may be told of, and `3.X` be meant. */
function isDateMask(text: string): boolean {
  return /^(?:20)?[-/.: 年月日]*(?:T:*)?Z?$/.test(text.replace(/(\p{Lu})\1{1,3}/gu, ''));
}

function isInCode({ slot, stretch }: OpenSlot): boolean {
  return spanAt(stretch.codes, slot.span.from) !== undefined;
}

/** In code only what can hardly be code. A mask names a form of dates as often as a date, so its own words say nothing. */
function isNamed(open: OpenSlot, names: ReadonlySet<string>): boolean {
  const { text } = open.slot;
  return names.has(text.toLowerCase()) && !isDateMask(text) && (!isInCode(open) || isNoCode(text));
}

/** A word for a name that is shouted, `[NAME]`, or part of a longer one, `test_[name].py`. */
function isNameByItself({ slot, stretch }: OpenSlot): boolean {
  if (!/^\W\p{L}+\W$/u.test(slot.text) || !slotWords.naming.has(slot.name.toLowerCase())) return false;
  if (slot.name === slot.name.toUpperCase() && slot.name !== slot.name.toLowerCase()) return true;
  const at = slot.span.from - stretch.from;
  return (
    /[\w/-]/.test(stretch.own.charAt(at - 1)) &&
    /^[._-]?\w/.test(stretch.own.slice(at + slot.text.length, at + slot.text.length + 2))
  );
}

/** `[LEAD]` in the item beside one that has `[PEOPLE]` as a sure place, in a template that tags no items in capitals. */
function listHabit(stretches: readonly Stretch[], known: readonly Slot[]): (open: OpenSlot) => boolean {
  if (usesTags(stretches)) return () => false;
  const items = stretches.filter(({ place }) => place === 'item');
  const written = known.filter(({ text }) => isInCapitals(text)).map(({ span }) => spanAt(items, span.from));
  const writers = new Set(written.filter((item) => item !== undefined));
  const beside = new Set(
    items.filter((_, index) =>
      [items[index - 1], items[index + 1]].some((item) => item !== undefined && writers.has(item)),
    ),
  );
  return ({ slot, stretch }) => isInCapitals(slot.text) && beside.has(stretch);
}

function isInCapitals(text: string): boolean {
  return /^\[\p{Lu}{2,}\]$/u.test(text);
}

/**
 * Whether a place has company in its line: a known one that is written as it is, or three with it, of which one is known. A choice and a
 * mask behind its label need but one; `${port}` may stand for itself beside any.
 */
function companyOf(
  document: Document,
  known: ReadonlySet<Slot>,
  open: readonly OpenSlot[],
): (open: OpenSlot) => boolean {
  const lines = new Map<number, { places: number; readonly forms: Set<string> }>();
  const lineOf = ({ span }: Slot): number => lineAt(document.lines, span.from);
  for (const slot of new Set([...known, ...open.map((each) => each.slot)])) {
    const line = lines.get(lineOf(slot)) ?? { places: 0, forms: new Set() };
    line.places += 1;
    if (known.has(slot)) line.forms.add(formOf(slot.text));
    lines.set(lineOf(slot), line);
  }
  return ({ slot, stretch }) => {
    const line = lines.get(lineOf(slot));
    if (line === undefined || line.forms.size === 0) return false;
    if (line.forms.has(formOf(slot.text))) return true;
    const at = slot.span.from - stretch.from;
    const isBehindLabel = /[:：] ?$/.test(stretch.own.slice(Math.max(0, at - 2), at));
    const isSaid = slot.class === 'choice' || (isDateMask(slot.text) && isBehindLabel);
    return (isSaid || line.places >= 3) && !/^[$_【]/.test(slot.text);
  };
}

/** The first sign, whether it is one word, and whether its letters are all small or all capitals. */
function formOf(text: string): string {
  const letters = text.replace(/[^\p{L}]/gu, '');
  const isSmall = letters === letters.toLowerCase();
  const isLarge = letters === letters.toUpperCase();
  return `${text.charAt(0)} ${/\s/.test(text)} ${isSmall} ${isLarge}`;
}
