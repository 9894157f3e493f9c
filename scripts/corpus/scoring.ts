import type { Document } from '../../src/markdown/model.ts';
import { lineAt } from '../../src/markdown/lines.ts';
import type { Slot, SlotClass } from '../../src/template/model.ts';
import type { FileLabels, LabelledSlot } from './collection.ts';

/** A place that is found or labelled: 1-based line, its text's first line, its class. */
export interface Mark {
  readonly line: number;
  readonly text: string;
  readonly kind: SlotClass;
}

/** One file held against its labels. */
export interface FileScore {
  readonly file: string;
  readonly hits: readonly { readonly found: Mark; readonly label: Mark }[];
  readonly missed: readonly Mark[];
  readonly invented: readonly Mark[];
}

/** Counts of one class, or of all. */
export interface Tally {
  readonly right: number;
  readonly found: number;
  readonly labelled: number;
}

/** Matches the slots that are found against the labels; code fences apart, places that the labels leave open count neither way. */
export function scoreFile(document: Document, slots: readonly Slot[], labels: FileLabels): FileScore {
  const found = marksOf(document, slots);
  const wanted = labels.slots.filter((slot) => !slot.fence).map(markOf);
  const open = [...(labels.unsure ?? []), ...labels.slots.filter((slot) => slot.fence)];
  const hits: { found: Mark; label: Mark }[] = [];
  const left = [...wanted];
  const invented: Mark[] = [];
  for (const mark of found) {
    const index = left.findIndex((label) => isSame(mark, label));
    const [label] = index === -1 ? [] : left.splice(index, 1);
    if (label !== undefined) hits.push({ found: mark, label });
    else if (!open.some((each) => each.line === mark.line && touches(each.text, mark.text))) invented.push(mark);
  }
  return { file: labels.file, hits, missed: left, invented };
}

/** The counts over some files: of all slots wherever they were found, or of one class, where the class must be right too. */
export function tally(scores: readonly FileScore[], kinds?: readonly SlotClass[]): Tally {
  const isOf = (mark: Mark): boolean => kinds === undefined || kinds.includes(mark.kind);
  const hits = scores.flatMap((score) => score.hits);
  const group = (kind: SlotClass): string => (kinds?.includes(kind) === true ? 'these' : kind);
  const right = hits.filter(
    ({ found, label }) => isOf(label) && (kinds === undefined || group(found.kind) === group(label.kind)),
  ).length;
  return {
    right,
    found:
      hits.filter(({ found }) => isOf(found)).length + scores.flatMap(({ invented }) => invented.filter(isOf)).length,
    labelled:
      hits.filter(({ label }) => isOf(label)).length + scores.flatMap(({ missed }) => missed.filter(isOf)).length,
  };
}

/** 0–1; 1 where nothing was found. */
export function precisionOf({ right, found }: Tally): number {
  return found === 0 ? 1 : right / found;
}

/** 0–1; 1 where nothing was labelled. */
export function recallOf({ right, labelled }: Tally): number {
  return labelled === 0 ? 1 : right / labelled;
}

/** What is found as the labels write it: a row with empty cells once, an empty place by its line. */
function marksOf(document: Document, slots: readonly Slot[]): Mark[] {
  const counted = slots.filter((slot) => !slot.fenced && isFound(slot));
  const marks = counted.map((slot): Mark => {
    const line = lineAt(document.lines, slot.span.from);
    return { line: line + 1, text: firstLine(slot.text), kind: slot.class };
  });
  const rows = new Set<number>();
  return marks.filter((mark) => {
    if (mark.kind !== 'empty_cell') return true;
    if (rows.has(mark.line)) return false;
    rows.add(mark.line);
    return true;
  });
}

/** Reported as a place, though it does not count as unfilled: a block that is only wanted if something holds, an instruction above places. */
const uncounted = new Set(['conditional block', 'instruction above places to fill']);

function isFound(slot: Slot): boolean {
  return slot.sure || uncounted.has(slot.reason);
}

function markOf({ line, text, kind }: LabelledSlot): Mark {
  return { line, text: firstLine(text), kind };
}

function firstLine(text: string): string {
  return text.split(/[\r\n]/)[0] ?? '';
}

const empty: readonly SlotClass[] = ['empty_field', 'empty_cell', 'empty_item'];

/** The same line, and the same text less emphasis and quotes; an empty place has none. */
function isSame(found: Mark, label: Mark): boolean {
  if (found.line !== label.line) return false;
  if (empty.includes(label.kind) || empty.includes(found.kind)) return found.kind === label.kind;
  return plain(found.text) === plain(label.text);
}

function touches(open: string, found: string): boolean {
  return found === '' || open.includes(found) || found.includes(open);
}

function plain(text: string): string {
  return text.replace(/^[\s*_`"']+|[\s*_`"'.]+$/g, '');
}
