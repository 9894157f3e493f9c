import { parseDocument } from '../../src/markdown/document.ts';
import { sectionsWithRole } from '../../src/plan/roles.ts';
import { statusOf } from '../../src/plan/status.ts';
import { builtInWords } from '../../src/plan/words.ts';
import type { CollectedFile } from './collection.ts';
import type { PlanMarks } from './marks.ts';

/** The roles whose headings plans are marked with. */
export const roles = [
  'constitution',
  'questions',
  'risks',
  'timeline',
  'phases',
  'technical_context',
  'violations',
  'progress',
  'approvals',
  'gates',
] as const;

/** Of the plans that have a part, how many it was found in; `extra` counts headings that were taken for one and are none. */
export interface Recognition {
  readonly part: string;
  readonly found: number;
  readonly plans: number;
  readonly extra: number;
  readonly missed: readonly string[];
}

/** How well the parts of plans are recognised, by their headings and, for the status, by its line. */
export function recognise(
  files: readonly CollectedFile[],
  marks: ReadonlyMap<string, PlanMarks>,
): readonly Recognition[] {
  const plans = files.flatMap((file) => {
    const mark = marks.get(file.path);
    return mark === undefined ? [] : [{ path: file.path, document: parseDocument(file.text), mark }];
  });
  const status = plans.map(({ path, document, mark }) => {
    const line = statusOf(document, { words: builtInWords })?.line;
    return { path, wanted: mark.status ?? [], got: line === undefined ? [] : [line] };
  });
  const byRole = roles.map((role) => {
    const rows = plans.map(({ path, document, mark }) => {
      const got = sectionsWithRole(document, builtInWords, role).map((section) => section.line + 1);
      return { path, wanted: mark[role] ?? [], got };
    });
    return count(role, rows);
  });
  return [count('status', status), ...byRole];
}

function count(
  part: string,
  rows: readonly { path: string; wanted: readonly number[]; got: readonly number[] }[],
): Recognition {
  const having = rows.filter(({ wanted }) => wanted.length > 0);
  const missed = having.filter(({ wanted, got }) => !wanted.some((line) => got.includes(line)));
  const extra = rows.flatMap(({ wanted, got }) => (wanted.length > 0 ? [] : got)).length;
  return {
    part,
    found: having.length - missed.length,
    plans: having.length,
    extra,
    missed: missed.map(({ path, wanted }) => `${path}:${wanted.join(',')}`),
  };
}
