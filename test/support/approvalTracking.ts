import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Document, Section } from '../../src/markdown/model.ts';
import type { PlanReading } from '../../src/plan/planReading.ts';
import { findProgressLists } from '../../src/plan/progress/progressLists.ts';
import { sectionsWithRole } from '../../src/plan/roles.ts';
import { lastUpdatedOf } from '../../src/plan/status.ts';
import type { Act } from './approvalCalls.ts';
import { judge } from './approvalJudge.ts';
import type { Setting, Start } from './approvalRun.ts';

/** A change that only tracks the work, as DESIGN calls it: no approval counts it. */
export interface Harmless {
  readonly kind: 'task' | 'entry' | 'cell' | 'log' | 'updated' | 'blanks' | 'endings' | 'status';
  readonly at: number;
  readonly state: string;
  readonly note: string;
}

export const harmless: fc.Arbitrary<Harmless> = fc.record({
  kind: fc.constantFrom('task', 'task', 'task', 'entry', 'cell', 'log', 'updated', 'blanks', 'endings', 'status'),
  at: fc.nat(10_000),
  state: fc.constantFrom('open', 'in_progress', 'blocked', 'done', 'not_applicable', 'deferred'),
  note: fc.constantFrom('Mara did it on Monday.', 'The tender of June comes first.', 'See the log of the north quay.'),
});

/** Plays steps from an approved plan; gives how many changed it. Throws where the approval does not stay. */
export async function track(start: Start, steps: readonly Harmless[], setting: Setting): Promise<number> {
  const file = join(setting.folder, setting.plan);
  const told = [`from ${start.name}`];
  let changes = 0;
  writeFileSync(file, start.text);
  for (const step of steps) {
    const text = readFileSync(file, 'utf8');
    const before = await judge(setting.plan, text, setting.context);
    const act = actOf(step, setting.plan, before.reading);
    const answer = 'tool' in act ? await setting.call(act.tool, act.args) : undefined;
    if (!('tool' in act)) writeFileSync(file, act.byHand);
    told.push(`${'tool' in act ? JSON.stringify(act) : step.kind} → ${answer?.text ?? 'by hand'}`);
    const now = readFileSync(file, 'utf8');
    if (now === text) continue;
    changes += 1;
    const after = await judge(setting.plan, now, setting.context);
    if (after.told.isEffective) continue;
    throw new Error(
      `${after.told.status}: ${after.faults.join('; ')}\n${told.join('\n')}\n--- before\n${text}\n--- after\n${now}`,
    );
  }
  return changes;
}

function actOf({ kind, at, state, note }: Harmless, plan: string, reading: PlanReading): Act {
  const { document, progress } = reading;
  const { text, eol } = document;
  const nothing = { byHand: text };
  switch (kind) {
    case 'task': {
      const task = progress.tasks[at % Math.max(progress.tasks.length, 1)];
      return task === undefined
        ? nothing
        : { tool: 'mark_item', args: { plan, items: [{ item: task.id, state, note }] } };
    }
    case 'entry': {
      const lists = findProgressLists(reading.subject, () => false).flatMap((group) => group.lists);
      const list = lists[at % Math.max(lists.length, 1)];
      const fill = { section: list?.section.id, mode: 'append', content: `- Lamp ${at} stands` };
      return list === undefined || list.holder !== list.section
        ? nothing
        : { tool: 'fill_section', args: { plan, fills: [fill] } };
    }
    case 'cell': {
      const rows = withRole(reading, 'timeline').flatMap((each) =>
        each.content.tables.flatMap((table) => (table.columns.includes('Status') ? table.rows : [])),
      );
      const row = rows[at % Math.max(rows.length, 1)];
      return row === undefined
        ? nothing
        : { tool: 'fill_section', args: { plan, fills: [{ section: row.id, values: { Status: 'In progress' } }] } };
    }
    case 'log': {
      const log = withRole(reading, 'clarifications')[0];
      return {
        byHand:
          log === undefined
            ? text
            : `${text.slice(0, log.span.to)}${eol}- Q: Who holds lamp ${at}? → A: Mara.${text.slice(log.span.to)}`,
      };
    }
    case 'updated': {
      const value = lastUpdatedOf(document, reading.setting.words)[0]?.value;
      return {
        byHand:
          value === undefined ? text : `${text.slice(0, value.from)}2026-12-0${1 + (at % 9)}${text.slice(value.to)}`,
      };
    }
    case 'blanks':
      return { byHand: withBlanks(document, at) };
    case 'endings':
      return { byHand: eol === '\r\n' ? text.replaceAll('\r\n', '\n') : text.replaceAll('\n', '\r\n') };
    case 'status':
      return {
        tool: 'set_status',
        args: { plan, status: ['In Progress', 'On Hold', 'Approved'][at % 3], reason: 'Snow on the rails.' },
      };
  }
}

function withRole({ document, setting }: PlanReading, role: string): readonly Section[] {
  return sectionsWithRole(document, setting.words, role, setting.template);
}

/** A blank line above a heading, and a blank behind it. */
function withBlanks({ text, top, eol }: Document, at: number): string {
  const headed = top.filter((section) => section.kind === 'section');
  const heading = headed[at % Math.max(headed.length, 1)]?.heading;
  return heading === undefined
    ? text
    : `${text.slice(0, heading.from)}${eol}${text.slice(heading.from, heading.to)} ${text.slice(heading.to)}`;
}
