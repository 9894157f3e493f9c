import { isSection } from '../../../../markdown/addresses.ts';
import type { Span } from '../../../../markdown/model.ts';
import type { CheckPlace } from '../../../constitution/places.ts';
import type { MarkContext } from './model.ts';
import { mentionRun, openingRun } from './runs.ts';

/** A verdict on the own lines of a place, by offsets into the document. */
export interface Inline {
  /** `lead` before the name, `opening` right behind it with its note, `mention` anywhere in running words. */
  readonly kind: 'lead' | 'opening' | 'mention';
  readonly said: string;
  readonly run: Span;
}

/** Where the own words of a place stand in the document; undefined for a row. */
export function ownSpan(context: MarkContext, place: CheckPlace): Span | undefined {
  const { document } = context.subject;
  if (place.form === 'prose') {
    const line = document.lines[place.line];
    if (line === undefined) return undefined;
    const raw = document.text.slice(line.from, line.to);
    const from = line.from + (raw.length - raw.trimStart().length);
    return { from, to: Math.max(from, line.from + raw.trimEnd().length) };
  }
  const found = context.places.get(place.id);
  if (found === undefined) return undefined;
  if (isSection(found)) return found.heading;
  if (found.kind === 'item') return found.text;
  return found.kind === 'field' ? found.value : undefined;
}

/** The verdict that a place states on its own lines; undefined where it states none there. */
export function inlineIn(context: MarkContext, place: CheckPlace): Inline | undefined {
  const span = ownSpan(context, place);
  if (span === undefined || span.from === span.to) return undefined;
  const own = context.subject.document.text.slice(span.from, span.to);
  const nameEnd = place.form === 'field' ? 0 : ownNameEnd(context, place, own);
  const found =
    place.form === 'heading'
      ? (opening(context, own, headingStart(own)) ?? mention(context, own, 0))
      : behindName(context, place, own, nameEnd);
  if (found === undefined) return undefined;
  return { ...found, run: { from: span.from + found.run.from, to: span.from + found.run.to } };
}

/** The sign before the name of a place whose verdict stands behind it as well: `✅ Small Boats: PASS, …`. */
export function leadIn(context: MarkContext, place: CheckPlace): Inline | undefined {
  const span = ownSpan(context, place);
  if (span === undefined || place.form === 'heading' || place.form === 'field') return undefined;
  const own = context.subject.document.text.slice(span.from, span.to);
  const found = lead(context, own, ownNameEnd(context, place, own));
  if (found === undefined) return undefined;
  return { ...found, run: { from: span.from + found.run.from, to: span.from + found.run.to } };
}

function headingStart(own: string): number {
  return /^\s{0,3}#{0,6}\s*/.exec(own)?.[0].length ?? 0;
}

/** Where the words behind a principle's name begin, by offset into its own words. */
function ownNameEnd({ records: { reader } }: MarkContext, place: CheckPlace, own: string): number {
  const whole = own.trimEnd();
  const behind = (rest: string): number => (whole.endsWith(rest) ? whole.length - rest.length : 0);
  if (place.form !== 'prose' && place.name !== '' && reader.names.match(place.name) !== undefined)
    return behind(place.text);
  const named = reader.names.opening(place.whole);
  if (named !== undefined) return behind(named.rest);
  return place.name === '' ? 0 : behind(place.text);
}

function behindName(context: MarkContext, place: CheckPlace, own: string, from: number): Inline | undefined {
  const isUnnamed = place.name === '' && from === 0 && place.form === 'box';
  return (
    (isUnnamed ? undefined : opening(context, own, from)) ??
    behindMark(context, own, from) ??
    (from > 0 ? lead(context, own, from) : undefined) ??
    (isUnnamed ? undefined : mention(context, own, from))
  );
}

function opening(context: MarkContext, own: string, from: number): Inline | undefined {
  const said = context.vocabulary.opening(own.slice(from))?.said;
  const run = said === undefined ? undefined : openingRun(own.slice(from), context.vocabulary);
  if (said === undefined || run === undefined) return undefined;
  return { kind: 'opening', said, run: { from: from + run.from, to: from + run.to } };
}

/** Behind a question, or a dash or arrow between blanks: `Does it fit? — PASS: it does`. */
function behindMark(context: MarkContext, own: string, from: number): Inline | undefined {
  for (const match of own.slice(from).matchAll(/[?？]\s{1,3}|\s(?:[–—]|->|→)\s/gu)) {
    const found = opening(context, own, from + match.index + match[0].length);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A sign before the name: `✅ Small Boats: …`. */
function lead(context: MarkContext, own: string, end: number): Inline | undefined {
  const run = openingRun(own.slice(0, end), context.vocabulary);
  if (run === undefined || /[\p{L}\p{N}]/u.test(own.slice(run.from, run.to))) return undefined;
  const said = context.vocabulary.opening(own.slice(run.from, run.to))?.said;
  return said === undefined ? undefined : { kind: 'lead', said, run };
}

function mention(context: MarkContext, own: string, from: number): Inline | undefined {
  const said = context.vocabulary.mention(own.slice(from))?.said;
  const run = said === undefined ? undefined : mentionRun(own.slice(from), said, context.vocabulary);
  if (said === undefined || run === undefined) return undefined;
  return { kind: 'mention', said, run: { from: from + run.from, to: from + run.to } };
}
