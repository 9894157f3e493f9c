import type { FileScore, Mark } from './scoring.ts';

export interface DialectRow {
  readonly dialect: string;
  readonly files: number;
  readonly found: number;
  readonly labelled: number;
  readonly right: number;
}

const shapes: readonly (readonly [string, RegExp])[] = [
  ['clarification', /^\[NEEDS CLARIFICATION/i],
  ['mustache', /^\{\{/],
  ['brace', /^\{/],
  ['dunder or sign', /^(?:__\w|[%@$])/],
  ['angle', /^</],
  ['slug bracket', /^\[[^\]]*#/],
  ['upper-snake bracket', /^\[[A-Z][A-Z0-9_ -]*\]/],
  ['bracket', /^\[/],
  ['parenthesis', /^[(（]/],
];

/** The dialect that a slot is written in, by its first characters; of what has no delimiters its class. */
function dialectOf({ text, kind }: Mark): string {
  if (kind.startsWith('empty')) return kind.replace('_', ' ');
  const bare = text.replace(/^[\s*`"']+/, '');
  const known = shapes.find(([, shape]) => shape.test(bare))?.[0];
  if (known !== undefined) return known;
  if (kind === 'token') return 'mask';
  return kind === 'choice' ? 'bare choice' : kind;
}

/** Found and labelled slots by dialect, the commonest first. */
export function dialectTable(scores: readonly FileScore[]): readonly DialectRow[] {
  const marks = scores.flatMap(({ file, hits, missed, invented }) => [
    ...hits.map(({ label }) => ({ file, mark: label, found: 1, labelled: 1 })),
    ...missed.map((mark) => ({ file, mark, found: 0, labelled: 1 })),
    ...invented.map((mark) => ({ file, mark, found: 1, labelled: 0 })),
  ]);
  const names = new Set(marks.map(({ mark }) => dialectOf(mark)));
  const rows = [...names].map((dialect): DialectRow => {
    const own = marks.filter(({ mark }) => dialectOf(mark) === dialect);
    const sum = (pick: (row: (typeof own)[number]) => number): number =>
      own.reduce((total, row) => total + pick(row), 0);
    return {
      dialect,
      files: new Set(own.map(({ file }) => file)).size,
      found: sum(({ found }) => found),
      labelled: sum(({ labelled }) => labelled),
      right: sum(({ found, labelled }) => found * labelled),
    };
  });
  return rows.toSorted((a, b) => b.labelled - a.labelled);
}
