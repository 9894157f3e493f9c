import type { SlotClass } from '../../src/template/model.ts';
import { dialectTable } from './dialects.ts';
import type { Recognition } from './recognition.ts';
import { type FileScore, precisionOf, recallOf, tally } from './scoring.ts';

const classes: readonly SlotClass[] = [
  'token',
  'choice',
  'stub',
  'empty_field',
  'empty_cell',
  'empty_item',
  'clarification',
];

/** Precision and recall of all slots and by class. */
export function figuresOf(scores: readonly FileScore[]): ReadonlyMap<string, readonly [number, number]> {
  const rows = [undefined, ...classes].map((kind): [string, readonly [number, number]] => {
    const counts = tally(scores, kind === undefined ? undefined : [kind]);
    return [kind ?? 'all', [precisionOf(counts), recallOf(counts)]];
  });
  return new Map(rows);
}

export function slotsReport(title: string, scores: readonly FileScore[]): string {
  const rows = [...figuresOf(scores)].map(([name, [precision, recall]]) => {
    const kind = classes.find((each) => each === name);
    const counts = tally(scores, kind === undefined ? undefined : [kind]);
    return [name, three(precision), three(recall), `${counts.right}`, `${counts.found}`, `${counts.labelled}`];
  });
  const good = scores.filter((score) => isGood(score)).length;
  return [
    `${title}: ${scores.length} files, ${good} of them at 0.95 or better on both`,
    table(['class', 'precision', 'recall', 'right', 'found', 'labelled'], rows),
    '',
    table(
      ['dialect', 'files', 'precision', 'recall', 'found', 'labelled'],
      dialectTable(scores).map(({ dialect, files, found, labelled, right }) => [
        dialect,
        `${files}`,
        three(precisionOf({ right, found, labelled })),
        three(recallOf({ right, found, labelled })),
        `${found}`,
        `${labelled}`,
      ]),
    ),
  ].join('\n');
}

function isGood(score: FileScore): boolean {
  const counts = tally([score]);
  return precisionOf(counts) >= 0.95 && recallOf(counts) >= 0.95;
}

/** Each place that was missed, invented or put into another class, by file and line. */
export function errorsReport(scores: readonly FileScore[]): string {
  return scores
    .flatMap(({ file, hits, missed, invented }) => [
      ...missed.map(({ line, kind, text }) => `${file}:${line} missed ${kind} ${text}`),
      ...invented.map(({ line, kind, text }) => `${file}:${line} invented ${kind} ${text}`),
      ...hits
        .filter(({ found, label }) => found.kind !== label.kind)
        .map(({ found, label }) => `${file}:${label.line} ${label.kind} taken for ${found.kind} ${label.text}`),
    ])
    .join('\n');
}

export function recognitionReport(rows: readonly Recognition[]): string {
  return table(
    ['part', 'plans with one', 'found in', 'share', 'taken for one elsewhere'],
    rows.map(({ part, plans, found, extra }) => [
      part,
      `${plans}`,
      `${found}`,
      three(plans === 0 ? 1 : found / plans),
      `${extra}`,
    ]),
  );
}

export function three(share: number): string {
  return share.toFixed(3);
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  return [line(head), ...rows.map(line)].map((text) => `  ${text}`).join('\n');
}
