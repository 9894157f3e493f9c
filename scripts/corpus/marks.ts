import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { splitLines } from '../../src/markdown/lines.ts';
import { type CollectedFile, type FileLabels, rowsOf, slotKind } from './collection.ts';

/*
 * What was found by reading in files that are not ours: where it stands, never what it says. A mark holds for the file whose bytes
 * have its hash.
 */

const folder = fileURLToPath(new URL('marks/', import.meta.url));

/** Line (from 1), column (from 0) and length in UTF-16 units. */
const spot = z.tuple([z.int(), z.int(), z.int()]);
const slot = z.union([
  z.tuple([z.int(), z.int(), z.int(), slotKind]),
  z.tuple([z.int(), z.int(), z.int(), slotKind, z.literal('fence')]),
]);
const slotsRow = z.object({ file: z.string(), sha256: z.string(), slots: z.array(slot), unsure: z.array(spot) });

const lines = z.array(z.int().min(1)).optional();
const planRow = z.object({
  file: z.string(),
  sha256: z.string(),
  constitution: lines,
  questions: lines,
  status: lines,
  risks: lines,
  timeline: lines,
  phases: lines,
  technical_context: lines,
  violations: lines,
  progress: lines,
  approvals: lines,
  gates: lines,
});

/** The lines (from 1) on which a plan has the headings of its roles, and its status. */
export type PlanMarks = z.infer<typeof planRow>;

/** The marked slots of the files at hand, as labels. */
export function markedSlots(files: readonly CollectedFile[]): ReadonlyMap<string, FileLabels> {
  const rows = new Map(rowsOf(`${folder}slots.jsonl`, slotsRow).map((row) => [row.sha256, row]));
  return new Map(
    files.flatMap((file): [string, FileLabels][] => {
      const row = rows.get(file.sha256);
      return row === undefined ? [] : [[file.path, labelsOf(file, row)]];
    }),
  );
}

/** The marks of the plans at hand, by path. */
export function markedPlans(files: readonly CollectedFile[]): ReadonlyMap<string, PlanMarks> {
  const rows = new Map(rowsOf(`${folder}plans.jsonl`, planRow).map((row) => [row.sha256, row]));
  return new Map(
    files.flatMap((file): [string, PlanMarks][] => {
      const row = rows.get(file.sha256);
      return row === undefined ? [] : [[file.path, row]];
    }),
  );
}

/** Of plans, the template that each was made from, told by reading both. */
export function markedPairs(): ReadonlyMap<string, string> {
  const pairs = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(`${folder}pairs.json`, 'utf8')));
  return new Map(Object.entries(pairs));
}

function labelsOf(file: CollectedFile, row: z.infer<typeof slotsRow>): FileLabels {
  const starts = splitLines(file.text).map((line) => line.from);
  // A byte order mark stands before the first column.
  const first = file.text.startsWith('\uFEFF') ? 1 : 0;
  const textAt = (line: number, column: number, length: number): string => {
    const from = (starts[line - 1] ?? 0) + column + (line === 1 ? first : 0);
    return file.text.slice(from, from + length);
  };
  return {
    file: file.path,
    slots: row.slots.map(([line, column, length, kind, fence]) => ({
      line,
      text: textAt(line, column, length),
      kind,
      fence: fence === 'fence',
    })),
    unsure: row.unsure.map(([line, column, length]) => ({ line, text: textAt(line, column, length) })),
  };
}
