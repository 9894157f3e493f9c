import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { PlanError } from '../../src/errors.ts';
import type { Mark } from '../../src/plan/edits/mark/model.ts';
import { verdicts } from '../support/constitutions.ts';
import { everyMark, markable, markIn } from '../support/marking.ts';

const collected = new URL('../../../shared/corpus/', import.meta.url);
const pair = z.object({ plan: z.string(), constitution: z.string() });

function read(name: string): string {
  return readFileSync(new URL(name, collected), 'utf8');
}

/** What a mark came to: the verdict that the plan has then, or what refused it. */
function outcome(start: ReturnType<typeof markable>, mark: Mark): string {
  try {
    const text = markIn(start, mark);
    return verdicts(markable(text, {}, start.setting).found)[mark.item] ?? 'gone';
  } catch (fault) {
    if (fault instanceof PlanError && fault.fix !== undefined) return `refused: ${fault.text}`;
    throw fault;
  }
}

test.skipIf(!existsSync(new URL('labels/verdicts.jsonl', collected)))(
  'every principle of plans that others wrote can be marked (skipped where the collection is missing)',
  () => {
    const pairs = read('labels/verdicts.jsonl')
      .trim()
      .split('\n')
      .map((line) => pair.parse(JSON.parse(line)));
    const others: string[] = [];
    let count = 0;
    for (const { plan, constitution } of pairs) {
      const start = markable(read(plan), { constitution: read(constitution) });
      start.found.principles.forEach(({ id }, index) => {
        // Each gets a pass, and one further mark in turn.
        for (const { state, note, justification, reads } of [everyMark[0], everyMark[1 + (index % 4)]].flatMap(
          (one) => one ?? [],
        )) {
          count += 1;
          const said = outcome(start, { item: id, state, note, justification });
          if (!reads.includes(said)) others.push(`${plan} ${id} ${state}: ${said}`);
        }
      });
    }
    expect(count).toBeGreaterThan(80);
    expect(others).toEqual([]);
  },
  60_000,
);
