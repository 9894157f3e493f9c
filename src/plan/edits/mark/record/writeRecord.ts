import { isSection } from '../../../../markdown/addresses.ts';
import type { Item, Span } from '../../../../markdown/model.ts';
import type { Splice } from '../../../../markdown/splices.ts';
import type { CheckPlace } from '../../../constitution/places.ts';
import { slotWithin } from '../../slotWithin.ts';
import { type Inline, inlineIn, leadIn, ownSpan } from './inline.ts';
import { openChoice } from './labels.ts';
import { insertAtEnd, insertBelow, insertInList } from './listEdits.ts';
import type { MarkContext, RecordWord, VerdictRecord } from './model.ts';
import { noteOf } from './note.ts';
import { partsOf } from './parts.ts';
import { englishWords, isOpenChoice, styledWord, wordAndNote } from './runs.ts';
import { nothing, swapSplices } from './swapWord.ts';
import { writeParts } from './writeParts.ts';
import { writeRow } from './writeRow.ts';

/** Writes a record at a place in the form that the place has, over the one that stands there. Throws PlanError. */
export function writeRecord(context: MarkContext, place: CheckPlace, record: VerdictRecord): Splice[] {
  switch (place.form) {
    case 'row':
      return writeRow(context, place, record);
    case 'heading':
      return writeHeading(context, place, record);
    case 'field':
      return writeField(context, place, record);
    case 'prose':
      return writeLine(context, place, record);
    case 'box':
    case 'bullet':
      return writeItem(context, place, record);
  }
}

/** A box or bullet: its tick, the verdict on its own line where that has one, else a child. */
function writeItem(around: MarkContext, place: CheckPlace, record: VerdictRecord): Splice[] {
  const item = itemOf(around, place);
  if (item === undefined) return [];
  // A box is a principle of the plan's own list without a verdict too.
  const context = item.box === undefined ? around : { ...around, isOwnList: false };
  const tick = tickSplices(item, record.word === 'pass' || record.word === 'not_applicable');
  const parts = partsOf(context, place);
  const hasOther = parts.some(({ kind }) => kind === 'status' || kind === 'record');
  const inline = inlineIn(context, place);
  const { document } = context.subject;
  const insert = (texts: readonly string[]): Splice => insertBelow(document, item, texts);
  if (inline?.kind === 'opening' && !hasOther) {
    const own = inlineSplices(context, place, inline, record.word, record.note);
    const lead = swapSplices(context, leadIn(context, place), record.word);
    return [...tick, ...lead, ...own, ...writeParts(context, parts, record, insert, true)];
  }
  return [...tick, ...swapSplices(context, inline, record.word), ...writeParts(context, parts, record, insert, false)];
}

function itemOf({ places }: MarkContext, place: CheckPlace): Item | undefined {
  const found = places.get(place.id);
  return found?.kind === 'item' ? found : undefined;
}

/** Sets or clears a box. */
export function tickSplices(item: Item, isTicked: boolean): Splice[] {
  if (item.box === undefined || /^x$/i.test(item.box.state) === isTicked) return [];
  return [{ ...item.box.span, text: isTicked ? '[x]' : '[ ]' }];
}

/** A heading or unit: the word in its own line changes, the note stands below. */
function writeHeading(context: MarkContext, place: CheckPlace, record: VerdictRecord): Splice[] {
  const section = context.places.get(place.id);
  if (section === undefined || !isSection(section)) return [];
  const insert = (texts: readonly string[]): Splice => insertAtEnd(context.subject.document, section, texts);
  const parts = partsOf(context, place);
  const hasList = parts.some(
    (part) => part.kind === 'other' && (part.place.form === 'box' || part.place.form === 'bullet'),
  );
  return [
    ...swapSplices(context, inlineIn(context, place), record.word),
    ...writeParts({ ...context, isOwnList: context.isOwnList && !hasList }, parts, record, insert, false),
  ];
}

/** A label: its list takes a record as items do, a value on its line becomes the record. */
function writeField(context: MarkContext, place: CheckPlace, record: VerdictRecord): Splice[] {
  const field = context.places.get(place.id);
  if (field?.kind !== 'field') return [];
  const { document, words } = context.subject;
  if (field.items.length > 0) {
    const insert = (texts: readonly string[]): Splice =>
      insertInList(document, field.items, texts) ?? { from: field.span.to, to: field.span.to, text: '' };
    return writeParts(context, partsOf(context, place), record, insert, false);
  }
  const inline = inlineIn(context, place);
  const note = noteOf(context, record);
  if (inline !== undefined && inline.kind !== 'mention')
    return inlineSplices(context, place, inline, record.word, note);
  if (record.word === undefined) return swapSplices(context, inline, undefined);
  const { value } = field;
  const old = document.text.slice(value.from, value.to);
  const isOpen = old.trim() === '' || words.none.is(old) || slotWithin(context.subject, value) !== undefined;
  const styled = styledWord(record.word, undefined, context.siblings, context.vocabulary);
  const fresh = `${styled}: ${note}`;
  const blank = value.from === value.to && /\S/.test(document.text.charAt(value.from - 1)) ? ' ' : '';
  const swapped = inline === undefined ? old : swappedText(context, value, inline, record.word);
  return [{ ...value, text: isOpen ? blank + fresh : `${fresh}; ${swapped}` }];
}

/** A line of running text that opens with the name. */
function writeLine(context: MarkContext, place: CheckPlace, record: VerdictRecord): Splice[] {
  const inline = inlineIn(context, place);
  if (inline === undefined) return [];
  const note = noteOf(context, record);
  if (inline.kind === 'opening') {
    const lead = swapSplices(context, leadIn(context, place), record.word, true);
    return [...lead, ...inlineSplices(context, place, inline, record.word, note)];
  }
  const span = ownSpan(context, place);
  if (span === undefined) return [];
  if (record.word === undefined) return swapSplices(context, inline, undefined, true);
  const { text } = context.subject.document;
  if (text.slice(inline.run.to, span.to).endsWith(note)) return swapSplices(context, inline, record.word);
  if (inline.kind === 'lead') {
    const swapped = styledWord(record.word, text.slice(inline.run.from, inline.run.to), [], context.vocabulary);
    const name = context.records.reader.names.opening(text.slice(inline.run.to, span.to));
    const rest = name?.rest ?? '';
    const at = span.to - rest.length;
    const joint = /[\s:：—–-]$/u.test(text.slice(span.from, at)) ? '' : ': ';
    return [
      { ...inline.run, text: swapped },
      { from: at, to: span.to, text: `${joint}${englishWords[record.word]}: ${note}` },
    ];
  }
  return [
    ...swapSplices(context, inline, record.word),
    { from: span.to, to: span.to, text: ` ${englishWords[record.word]}: ${note}` },
  ];
}

/** A verdict with its note behind it, on the place's own line. */
function inlineSplices(
  context: MarkContext,
  place: CheckPlace,
  { run }: Inline,
  word: RecordWord | undefined,
  note: string,
): Splice[] {
  const span = ownSpan(context, place);
  if (span === undefined) return [];
  const { text } = context.subject.document;
  if (isOpenChoice(text.slice(run.from, span.to), context.vocabulary)) {
    const from = text.charAt(run.from - 1) === '[' ? run.from - 1 : run.from;
    return word === undefined ? [] : [{ from, to: span.to, text: `${englishWords[word]}: ${note}` }];
  }
  if (word === undefined) {
    const before = leadsOver.exec(text.slice(Math.max(span.from, run.from - 20), run.from))?.[0] ?? '';
    const isLine = place.form === 'prose' || place.form === 'field';
    // In the plan's own list a bullet is a principle by the verdict that stands in it.
    if (context.isOwnList && place.form !== 'box') return [{ from: run.from, to: span.to, text: openChoice(context) }];
    return [
      {
        from: run.from - before.length,
        to: span.to,
        text: isLine ? `${before.startsWith(' ') ? ' ' : ''}${nothing}` : '',
      },
    ];
  }
  const fresh = wordAndNote(text.slice(run.from, span.to), word, note, context.siblings, context.vocabulary);
  // In running text a word counts only where it stands out.
  const isSeen =
    place.form !== 'prose' || context.vocabulary.mention(text.slice(span.from, run.from) + fresh) !== undefined;
  return [{ from: run.from, to: span.to, text: isSeen ? fresh : `**${englishWords[word]}**: ${note}` }];
}

/** A dash or arrow before a verdict, blanks, and the marks that open it; the colon of a label stays. */
const leadsOver = /(?<![ \t])(?:[ \t]+(?:[–—-]|->|→)[ \t]*|[ \t]*)(?:(?<=[\s:：—–>→-])(?:\*\*|__|[*_`(（]))?$/u;

function swappedText(context: MarkContext, span: Span, inline: Inline, word: RecordWord): string {
  const { text } = context.subject.document;
  const [swap] = swapSplices(context, inline, word);
  if (swap === undefined) return text.slice(span.from, span.to);
  return text.slice(span.from, swap.from) + swap.text + text.slice(swap.to, span.to);
}
