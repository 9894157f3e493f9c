import type { Span } from '../../../../markdown/model.ts';
import type { Splice } from '../../../../markdown/splices.ts';
import { inlineIn, ownSpan } from './inline.ts';
import { clearLabel, clearStatus, openChoice, setLabel, setStatus } from './labels.ts';
import { insertBehind, removals } from './listEdits.ts';
import type { MarkContext, VerdictRecord } from './model.ts';
import { type Part, reasonsBelow } from './parts.ts';
import { englishWords, wordAndNote } from './runs.ts';
import { swapSplices } from './swapWord.ts';

/**
 * Writes a record among the parts below a place: into its Status and notes labels, over the line that records a verdict, else as a
 * new item. `isSaid` tells that the place's own line carries word and note: then only the justification is written here.
 */
export function writeParts(
  context: MarkContext,
  parts: readonly Part[],
  record: VerdictRecord,
  insert: (texts: readonly string[]) => Splice,
  isSaid: boolean,
): Splice[] {
  const status = parts.find(({ kind }) => kind === 'status');
  const lines = parts.filter(({ kind }) => kind === 'record');
  const mentions = parts.flatMap(({ kind, place }) =>
    kind === 'mention' ? swapSplices(context, inlineIn(context, place), record.word, true) : [],
  );
  if (record.word === undefined) return [...mentions, ...withoutRecord(context, parts)];
  const kept = status === undefined && !isSaid ? lines[0] : undefined;
  const gone = lines.filter((line) => line !== kept);
  const notes = notesPart(parts, status, record);
  const reasons = reasonPart(context, parts, kept, notes, record);
  const { document } = context.subject;
  const isNew = status === undefined && kept === undefined && !isSaid;
  const fresh = [
    ...(isNew ? [`${englishWords[record.word]}: ${record.note}`] : []),
    ...(reasons.isMissing ? [`Justification: ${record.justification}`] : []),
  ];
  return [
    ...mentions,
    ...(status === undefined ? [] : statusSplices(context, status, notes, record)),
    ...(kept === undefined ? [] : lineSplices(context, kept, record)),
    ...reasons.splices,
    ...removals(
      document,
      [...gone, ...reasons.gone].flatMap((part) => spanOf(context, part)),
    ),
    ...(fresh.length === 0
      ? []
      : [isNew || kept === undefined ? insert(fresh) : insertBeside(context, kept, fresh, insert)]),
  ];
}

/** The label that takes the note: one for evidence, else one for a reason; a gate's is the first of them. */
function notesPart(parts: readonly Part[], status: Part | undefined, record: VerdictRecord): Part | undefined {
  if (status === undefined) return undefined;
  const evidence = parts.find(({ kind }) => kind === 'notes');
  const reason = parts.find(({ kind }) => kind === 'reason');
  const isGate = record.word === 'fail' || record.word === 'conditional';
  if (isGate) return parts.find(({ kind }) => kind === 'notes' || kind === 'reason');
  return evidence ?? (record.word === 'violation' ? undefined : reason);
}

function statusSplices(context: MarkContext, status: Part, notes: Part | undefined, record: VerdictRecord): Splice[] {
  if (status.field === undefined || record.word === undefined) return [];
  if (notes?.field === undefined) return setStatus(context, status.field, record.word, record.note);
  return [...setStatus(context, status.field, record.word, ''), ...setLabel(context, notes.field, record.note)];
}

/** A line that records a verdict, with the new one in its style. */
function lineSplices(context: MarkContext, part: Part, record: VerdictRecord): Splice[] {
  const span = lineSpan(context, part);
  if (span === undefined || record.word === undefined) return [];
  const old = context.subject.document.text.slice(span.from, span.to);
  return [{ ...span, text: wordAndNote(old, record.word, record.note, [], context.vocabulary) }];
}

function lineSpan(context: MarkContext, part: Part): Span | undefined {
  return part.place.form === 'field' ? fieldSpan(context, part) : ownSpan(context, part.place);
}

function fieldSpan({ places }: MarkContext, { place }: Part): { from: number; to: number } | undefined {
  const field = places.get(place.id);
  return field?.kind === 'field'
    ? { from: field.labelSpan.from, to: Math.max(field.labelSpan.to, field.value.to) }
    : undefined;
}

interface Reasons {
  readonly splices: readonly Splice[];
  readonly gone: readonly Part[];
  /** The justification has no place below yet. */
  readonly isMissing: boolean;
}

/** The justification goes into its label, or the label goes, or is emptied where the plan's form has it. */
function reasonPart(
  context: MarkContext,
  parts: readonly Part[],
  kept: Part | undefined,
  notes: Part | undefined,
  record: VerdictRecord,
): Reasons {
  const below = kept === undefined ? [] : reasonsBelow(context, kept.place);
  const all = [...parts.filter(({ kind }) => kind === 'reason'), ...below].filter((part) => part !== notes);
  const hasForm = parts.some(({ kind }) => kind === 'status');
  if (record.justification === undefined) {
    return hasForm
      ? {
          splices: all.flatMap(({ field }) => (field === undefined ? [] : clearLabel(context, field))),
          gone: [],
          isMissing: false,
        }
      : { splices: [], gone: all, isMissing: false };
  }
  const [first] = all;
  if (first?.field === undefined) return { splices: [], gone: [], isMissing: !context.isListed };
  return { splices: setLabel(context, first.field, record.justification), gone: [], isMissing: false };
}

function withoutRecord(context: MarkContext, parts: readonly Part[]): Splice[] {
  const hasForm = parts.some(({ kind }) => kind === 'status');
  const labels = hasForm ? parts.filter(({ kind }) => kind === 'status' || kind === 'notes' || kind === 'reason') : [];
  const lines = parts.filter(({ kind }) => kind === 'record' || (kind === 'reason' && !hasForm));
  // In the plan's own list a name is a principle by the verdict below it.
  const [first, ...others] = lines;
  const isKept = context.isOwnList && labels.length === 0 && first?.kind === 'record';
  const span = isKept ? lineSpan(context, first) : undefined;
  return [
    ...(span === undefined ? [] : [{ ...span, text: openChoice(context) }]),
    ...labels.flatMap(({ field, kind }) => {
      if (field === undefined) return [];
      return kind === 'status' ? clearStatus(context, field) : clearLabel(context, field);
    }),
    ...removals(
      context.subject.document,
      (span === undefined ? lines : others).flatMap((part) => spanOf(context, part)),
    ),
  ];
}

/** All that a part takes: an item with what stands below it, a line, a label. */
function spanOf(context: MarkContext, { place }: Part): readonly { from: number; to: number }[] {
  const found = place.form === 'prose' ? undefined : context.places.get(place.id);
  const span = found === undefined ? ownSpan(context, place) : found.span;
  return span === undefined ? [] : [span];
}

function insertBeside(
  context: MarkContext,
  { place }: Part,
  texts: readonly string[],
  insert: (texts: readonly string[]) => Splice,
): Splice {
  const item = context.places.get(place.id);
  return item?.kind === 'item' ? insertBehind(context.subject.document, item, texts) : insert(texts);
}
