import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PlanError } from '../../src/errors.ts';
import { parseDocument } from '../../src/markdown/document.ts';
import { withoutHidden } from '../../src/markdown/hidden.ts';
import { checkPlan } from '../../src/plan/check.ts';
import { type PlanReading, readingOf } from '../../src/plan/planReading.ts';
import { tasksView } from '../../src/plan/views/tasks.ts';
import { planText } from '../reliability/support/randomPlans.ts';
import { markAny, settingOf } from '../support/marking.ts';

const setting = settingOf({});

function readAs(text: string): PlanReading {
  return readingOf(parseDocument(text), setting);
}

function viewOf(text: string): readonly string[] {
  return tasksView(readAs(text), [], 1_000_000).split('\n');
}

/** A line of the view with an address. */
interface Addressed {
  readonly at: number;
  readonly id: string;
  readonly address: string;
  readonly words: string;
}

const opening = /^- \[[ x]\] (\S+)(?: \[P\])?(?: \[US\S+\])? /;
const behind = / <!-- ([^\s/]+\/\S+) -->$/;
const before = /^<!-- ([^\s/]+\/\S+) --> /;

function addressed(view: readonly string[]): readonly Addressed[] {
  return view.flatMap((line, at) => {
    const [lead, id] = opening.exec(line) ?? [];
    if (lead === undefined || id === undefined) return [];
    const rest = line.slice(lead.length);
    const address = (behind.exec(rest) ?? before.exec(rest))?.[1];
    return address === undefined ? [] : [{ at, id, address, words: rest.replace(behind, '').replace(before, '') }];
  });
}

function withoutAddresses(view: readonly string[]): readonly string[] {
  return view.map((line) => {
    const lead = opening.exec(line)?.[0] ?? '';
    return lead === '' ? line : `${lead}${line.slice(lead.length).replace(behind, '').replace(before, '')}`;
  });
}

/** The text after a task is marked done, and the code where that is refused. */
function done(text: string, item: string): { after: string; code?: string } {
  try {
    return { after: markAny(text, { item, state: 'done' }, {}).text };
  } catch (fault) {
    if (fault instanceof PlanError) return { after: text, code: fault.code };
    throw fault;
  }
}

const some = (...texts: readonly string[]) => fc.constantFrom(...texts);
const words = some(
  'Paint',
  'Paint',
  'Row to `a_b`',
  'Sail (with **Bo**)',
  'Strip `<!--` off',
  '塗る',
  'T1 it',
  'Go "A"',
);
const ids = some('', '', '', 'T001 ', 'T002 ', 'T012: ', '**T-7** ', 'TASK-3 ');
const forms = some('- [ ] ', '- [ ] ', '- [x] ', '- ', '1. ', '- [ ] [P] ');
const tails = some('', '', ' <!-- by Bo -->', ' (depends on T002)', '\n   - Blocked: no paint', '\n   - [ ] Below');
const heads = some(
  '## Tasks',
  '### Phase 1: Go',
  '#### Tasks',
  '## Phases\n\n### Phase 2: Stop\n\n**Tasks:**',
  '## Requirements',
  '## T003',
);
const items = fc.tuple(forms, ids, words, tails).map((parts) => parts.join(''));
const lists = fc
  .tuple(heads, fc.array(items, { minLength: 1, maxLength: 5 }))
  .map(([head, list]) => `${head}\n\n${list.join('\n')}`);
const plans = fc.array(lists, { minLength: 1, maxLength: 5 }).map((parts) => `# Plan: P\n\n${parts.join('\n\n')}\n`);

test('the address in a line of the view ticks that line and no other', () => {
  fc.assert(
    fc.property(plans, fc.nat(), (text, pick) => {
      const view = viewOf(text);
      const lines = addressed(view);
      const line = lines[pick % Math.max(1, lines.length)];
      if (line === undefined) return;
      const { after, code } = done(text, line.address);
      expect(code).toBeUndefined();
      const ticked = view.map((each, at) =>
        at === line.at ? each.replace('- [ ]', '- [x]').replace(/ \((?:blocked: |in progress)[^)]*\)/, '') : each,
      );
      expect(withoutAddresses(viewOf(after))).toEqual(withoutAddresses(ticked));
    }),
    { numRuns: 300 },
  );
});

test('whatever a plan is: an address names the task of those words, and the number beside it changes nothing', () => {
  fc.assert(
    fc.property(fc.oneof(plans, planText), (text) => {
      for (const { id, address, words: said } of addressed(viewOf(text)).slice(0, 10)) {
        expect(done(text, id)).toEqual({ after: text, code: 'unknown_address' });
        const { tasks } = readAs(text).progress;
        const task = tasks.find((each) => each.id === address);
        expect(task?.label).toBeUndefined();
        const source = withoutHidden(text.slice(task?.span.from, task?.span.to)).replace(/\s+/g, ' ');
        const shown = said.replace(/ \((?:blocked|deferred|in progress|not applicable)[^()]*\)$/, '');
        expect([source, withoutHidden(task?.text ?? '')]).toContainEqual(expect.stringContaining(shown));
        const { after, code } = done(text, address);
        if (code !== undefined) continue;
        expect(
          readAs(after)
            .progress.tasks.map(({ state }) => state)
            .toSorted(),
        ).toEqual(tasks.map((each) => (each === task ? 'done' : each.state)).toSorted());
      }
    }),
    { numRuns: 200 },
  );
});

/** What a plan tells, addresses in its tasks or none. */
function told(text: string): unknown {
  const reading = readAs(text);
  const { findings } = checkPlan({ reading, companions: undefined });
  return {
    tasks: reading.progress.tasks.map(({ span: _, ...task }) => task),
    questions: reading.questions.map((question) => question.text),
    slots: reading.subject.slots.map(({ slot }) => slot.text),
    findings: findings.map(({ rule, line, message }) => `${rule} ${line} ${message}`),
    view: viewOf(text),
  };
}

test('a view that is saved and read as a plan tells the same as one without addresses', () => {
  fc.assert(
    fc.property(fc.oneof(plans, planText), (text) => {
      const view = viewOf(text);
      expect(told(view.join('\n'))).toEqual(told(withoutAddresses(view).join('\n')));
    }),
    { numRuns: 200 },
  );
});
