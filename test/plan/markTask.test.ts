import { describe, expect, test } from 'vitest';
import { PlanError } from '../../src/errors.ts';
import { parseDocument } from '../../src/markdown/document.ts';
import { listSections } from '../../src/markdown/outline.ts';
import { markBox } from '../../src/plan/edits/mark/markTask.ts';
import type { Mark } from '../../src/plan/edits/mark/model.ts';
import { loadBuiltIn, loadText } from '../support/templates.ts';
import { lineDiff, marked, progressIn, taskNamed, workSubject } from '../support/work.ts';

type State = Omit<Mark, 'item'>;

/** What a mark changes; the same mark again must change nothing. */
function diffOf(text: string, name: string, mark: State): string[] {
  const once = marked(text, name, mark);
  const subject = workSubject(text);
  const { id } = taskNamed(subject, name);
  const task = progressIn(once).tasks.find((each) => each.id === id || each.text === name);
  expect(task?.state).toBe(mark.state === 'pass' ? 'done' : mark.state);
  expect(marked(once, task?.id ?? '', mark)).toBe(once);
  return lineDiff(text, once);
}

function refusalOf(act: () => unknown): PlanError {
  try {
    act();
  } catch (fault) {
    if (fault instanceof PlanError) return fault;
    throw fault;
  }
  throw new Error('Nothing was refused.');
}

describe('a task with a box, or that gains one', () => {
  test.each<[string, string, State, string[]]>([
    ['- [ ] Cut', 'ticks', { state: 'done' }, ['- - [ ] Cut', '+ - [x] Cut']],
    ['- [ ] Cut', 'pass is done', { state: 'pass' }, ['- - [ ] Cut', '+ - [x] Cut']],
    ['- [X] Cut', 'keeps a tick as it is', { state: 'done' }, []],
    ['- [x] Cut', 'opens', { state: 'open' }, ['- - [x] Cut', '+ - [ ] Cut']],
    ['1. Cut', 'gives a number a box', { state: 'done' }, ['- 1. Cut', '+ 1. [x] Cut']],
    ['* Cut', 'keeps the bullet', { state: 'done' }, ['- * Cut', '+ * [x] Cut']],
    ['1. Cut', 'needs no box to be open', { state: 'open' }, []],
    ['1. Cut', 'with a note', { state: 'done', note: 'by Mara' }, ['- 1. Cut', '+ 1. [x] Cut', '+    - by Mara']],
    ['- [ ] Cut', 'starts', { state: 'in_progress' }, ['+   - In progress']],
    ['- [ ] Cut', 'starts with a note', { state: 'in_progress', note: 'Mara' }, ['+   - In progress: Mara']],
    ['- [~] Cut', 'has started already', { state: 'in_progress' }, []],
    ['- [~] Cut', 'finishes', { state: 'done' }, ['- - [~] Cut', '+ - [x] Cut']],
    [
      '- [x] Cut',
      'is blocked',
      { state: 'blocked', note: 'no steel' },
      ['- - [x] Cut', '+ - [ ] Cut', '+   - Blocked: no steel'],
    ],
    ['1. Cut', 'is put off', { state: 'deferred', note: 'May' }, ['- 1. Cut', '+ 1. [ ] Cut', '+    - Deferred: May']],
    [
      '- [ ] Cut',
      'does not apply',
      { state: 'not_applicable', note: 'cast' },
      ['- - [ ] Cut', '+ - [x] Cut', '+   - N/A: cast'],
    ],
    ['- [-] Cut', 'was dropped already', { state: 'not_applicable' }, []],
    [
      '- [ ] Cut\n  - Blocked: no steel',
      'is free again',
      { state: 'done', note: 'cut' },
      ['- - [ ] Cut', '-   - Blocked: no steel', '+ - [x] Cut', '+   - cut'],
    ],
    [
      '- [ ] Cut\n  - Blocked: no steel\n  - a remark',
      'starts after all',
      { state: 'in_progress', note: 'Mara' },
      ['-   - Blocked: no steel', '+   - In progress: Mara'],
    ],
    ['- [ ] Cut\n  - **Blocked**: no steel', 'stays blocked for that', { state: 'blocked', note: 'no steel' }, []],
    [
      '- [ ] Cut\n  - Blocked: no steel',
      'is blocked by another thing',
      { state: 'blocked', note: 'no gas' },
      ['-   - Blocked: no steel', '+   - Blocked: no gas'],
    ],
    [
      '- [x] Cut\n  - N/A: cast',
      'applies after all',
      { state: 'open' },
      ['- - [x] Cut', '-   - N/A: cast', '+ - [ ] Cut'],
    ],
    [
      '- [ ] Cut\n  - Blockiert: kein Stahl\n- [ ] Bend',
      'in its own word',
      { state: 'blocked', note: 'kein Gas' },
      ['-   - Blockiert: kein Stahl', '+   - Blockiert: kein Gas'],
    ],
  ])('%s %s', (list, _, mark, expected) => {
    const text = `# Kiosk\n\n## Tasks\n\n${list}\n\n## After\n\nText  \n`;
    expect(diffOf(text, 'Cut', mark)).toEqual(expected);
  });

  test('goes on with the list below it', () => {
    const text = '## Tasks\n\n- [ ] Cut\n  * detail\n    deeper\n- [ ] Bend\n';
    expect(marked(text, 'Cut', { state: 'done', note: 'ok' })).toBe(
      '## Tasks\n\n- [x] Cut\n  * detail\n    deeper\n  * ok\n- [ ] Bend\n',
    );
  });

  test('keeps line endings, quotes, tabs and trailing blanks', () => {
    const text = '> ## Work\r\n\r\n## Tasks\r\n\r\n> - [ ] Cut  \r\n>   more\r\n\r\n-\tBend\r\n';
    expect(marked(text, 'Cut more', { state: 'blocked', note: 'no steel' })).toBe(
      text.replace('>   more\r\n', '>   more\r\n>   - Blocked: no steel\r\n'),
    );
    expect(marked(text, 'Bend', { state: 'done', note: 'ok' })).toBe(
      text.replace('-\tBend\r\n', '-\t[x] Bend\r\n    - ok\r\n'),
    );
  });

  test('a note is one line that opens nothing', () => {
    const text = '## Tasks\n\n- [ ] Cut\n';
    expect(marked(text, 'Cut', { state: 'done', note: '- # not a heading' })).toBe(
      '## Tasks\n\n- [x] Cut\n  - \\# not a heading\n',
    );
    expect(marked(text, 'Cut', { state: 'done', note: '[x] Bend' })).toBe('## Tasks\n\n- [x] Cut\n  - Bend\n');
    expect(refusalOf(() => marked(text, 'Cut', { state: 'done', note: 'a\nb' })).code).toBe('breaks_structure');
  });

  test('code that is not closed would swallow a note', () => {
    const text = '## Tasks\n\n- [ ] Cut\n  ```\n  saw\n';
    expect(refusalOf(() => marked(text, 'Cut', { state: 'done', note: 'ok' })).code).toBe('breaks_structure');
    expect(marked(text, 'Cut', { state: 'done' })).toBe(text.replace('[ ]', '[x]'));
    const closed = `${text}  \`\`\`\n`;
    expect(marked(closed, 'Cut', { state: 'done', note: 'ok' })).toBe(`${closed.replace('[ ]', '[x]')}  - ok\n`);
  });

  test('a note takes no address of another task', () => {
    const text = '## Tasks\n\n- [ ] T001 Cut\n- [ ] T002 Bend\n';
    const refusal = refusalOf(() => marked(text, 'Cut', { state: 'done', note: 'T002 can begin' }));
    expect([refusal.code, refusal.message]).toEqual([
      'breaks_structure',
      'The note of tasks/t001 would take the address of the task tasks/t002.',
    ]);
  });
});

const plan = `# Kiosk

## Implementation Phases

### Phase 1: Shell

#### Tasks
1. Cut the **frame**
2. Bend the glass
3. [ ] Paint

### Phase 2: Till

#### Tasks
1. Scan a card
2. Test

## Documentation Updates

- [ ] Write the manual

## Timeline

| Phase | Start Date | End Date | Owner | Status |
|-------|------------|----------|-------|--------|
| Phase 1 | 2026-05-01 | 2026-06-01 | Ada | [Status] |
| Phase 2 | 2026-06-02 | 2026-07-01 | Bo | |

## Progress Tracking

### Completed
- [x] [Completed item 1]
- [x] [Completed item 2]

### In Progress
- [ ] Order the screws

### Blocked
- [ ] [Blocked item 1] - Blocked by: [Reason]

## Notes

Bye
`;

/** The lists of a text, each on one line. */
function listsOf(text: string): string {
  return text.slice(text.indexOf('### Completed'), text.indexOf('\n\n## Notes'));
}

describe('progress lists', () => {
  test('a first entry replaces the samples; a numbered task gets no box; the timeline follows', () => {
    const done = marked(plan, 'Cut the frame', { state: 'done' });
    expect(listsOf(done)).toBe(
      '### Completed\n- [x] Cut the **frame**\n\n### In Progress\n- [ ] Order the screws\n\n### Blocked\n- [ ] [Blocked item 1] - Blocked by: [Reason]',
    );
    expect(done).toContain('\n1. Cut the **frame**\n2. Bend the glass\n');
    expect(done).toContain('| Ada | In Progress |');
    expect(progressIn(done).phases[0]).toMatchObject({ done: 1, total: 3 });
    expect(marked(done, 'Cut the frame', { state: 'done' })).toBe(done);
  });

  test('an entry moves on, its reason with it, and leaves None behind', () => {
    const started = marked(plan, 'Bend the glass', { state: 'in_progress', note: 'Mara' });
    expect(listsOf(started)).toContain('### In Progress\n- [ ] Order the screws\n- [ ] Bend the glass\n');
    expect(started).toContain('2. Bend the glass\n   - Mara\n');
    const blocked = marked(started, 'Bend the glass', { state: 'blocked', note: 'no oven' });
    expect(listsOf(blocked)).toBe(
      '### Completed\n- [x] [Completed item 1]\n- [x] [Completed item 2]\n\n### In Progress\n- [ ] Order the screws\n\n### Blocked\n- [ ] Bend the glass - Blocked by: no oven',
    );
    expect(marked(blocked, 'Bend the glass', { state: 'blocked', note: 'no oven' })).toBe(blocked);
    expect(listsOf(marked(blocked, 'Bend the glass', { state: 'blocked', note: 'no gas' }))).toContain(
      'Blocked by: no gas',
    );
    const done = marked(blocked, 'Bend the glass', { state: 'done' });
    expect(listsOf(done)).toBe(
      '### Completed\n- [x] Bend the glass\n\n### In Progress\n- [ ] Order the screws\n\n### Blocked\n- None',
    );
    const open = marked(done, 'Bend the glass', { state: 'open' });
    expect(listsOf(open)).toBe(
      '### Completed\n- None\n\n### In Progress\n- [ ] Order the screws\n\n### Blocked\n- None',
    );
    expect(listsOf(marked(open, 'Scan a card', { state: 'blocked', note: 'no card' }))).toContain(
      '### Blocked\n- [ ] Scan a card - Blocked by: no card',
    );
  });

  test('a task with a box keeps it in step with its entry', () => {
    const done = marked(plan, 'Paint', { state: 'done' });
    expect(done).toContain('3. [x] Paint\n');
    expect(listsOf(done)).toContain('- [x] Paint\n');
    const back = marked(done, 'Paint', { state: 'in_progress' });
    expect(back).toContain('3. [ ] Paint\n\n');
    expect(listsOf(back)).toContain('- [ ] Order the screws\n- [ ] Paint\n');
  });

  test('what no list says is told below the task', () => {
    const dropped = marked(marked(plan, 'Test', { state: 'done' }), 'Test', {
      state: 'not_applicable',
      note: 'by the maker',
    });
    expect(dropped).toContain('2. Test\n   - N/A: by the maker\n');
    expect(listsOf(dropped)).toContain('### Completed\n- None\n');
    expect(marked(dropped, 'Test', { state: 'not_applicable', note: 'by the maker' })).toBe(dropped);
    const done = marked(dropped, 'Test', { state: 'done' });
    expect(done).toContain('2. Test\n\n');
    expect(listsOf(done)).toContain('### Completed\n- [x] Test\n');
  });

  test('a box outside the phases has nothing to do with the lists', () => {
    expect(lineDiff(plan, marked(plan, 'Write the manual', { state: 'in_progress' }))).toEqual(['+   - In progress']);
  });

  test('an entry that stands for no other place moves with all below it', () => {
    const text = plan.replace('- [ ] Order the screws', '* [ ] Order the screws\n  from Bo\n  - M4\n* [ ] Call');
    const blocked = marked(text, 'Order the screws from Bo', { state: 'blocked', note: 'sold out' });
    expect(listsOf(blocked)).toContain('### In Progress\n* [ ] Call\n');
    expect(listsOf(blocked)).toContain('### Blocked\n- [ ] Order the screws\n  from Bo - Blocked by: sold out\n  - M4');
    const deferred = marked(blocked, 'Order the screws from Bo', { state: 'deferred', note: 'May' });
    expect(progressIn(deferred).tasks.find(({ text: words }) => words.startsWith('Order'))).toMatchObject({
      state: 'deferred',
      reason: 'May',
    });
    const done = marked(deferred, 'Order the screws from Bo', { state: 'done', note: 'by Bo' });
    expect(listsOf(done)).toContain('### Completed\n- [x] Order the screws\n  from Bo\n  - M4\n  - by Bo\n');
    expect(listsOf(done)).toContain('### Blocked\n- None');
    expect(progressIn(done).tasks.find(({ text: words }) => words.startsWith('Order'))?.state).toBe('done');
    const refusal = refusalOf(() => marked(done, 'Order the screws from Bo', { state: 'open' }));
    expect([refusal.code, refusal.fix]).toEqual([
      'invalid_choice',
      'Use one of: in_progress, blocked, done, pass, not_applicable, deferred.',
    ]);
  });

  test('numbers go on, loose lists stay loose, lists without boxes get none', () => {
    const text =
      '## Phase 1: A\n\n**Tasks:**\n1. Cut\n\n## Progress\n\n**Completed:**\n\n1. Bend\n\n2. Paint\n\n**In Progress:**\n**Blocked:** None\n';
    expect(marked(text, 'Cut', { state: 'done' })).toBe(text.replace('2. Paint\n', '2. Paint\n\n3. Cut\n'));
    const started = marked(text, 'Cut', { state: 'in_progress' });
    expect(started).toBe(text.replace('**In Progress:**\n', '**In Progress:**\n- Cut\n\n'));
    const blocked = marked(started, 'Cut', { state: 'blocked', note: 'no steel' });
    expect(blocked).toBe(
      text.replace(
        '**In Progress:**\n**Blocked:** None\n',
        '**In Progress:**\n- None\n\n**Blocked:**\n- Cut - Blocked by: no steel\n',
      ),
    );
  });

  test('headings without a list yet, or with a line that says None', () => {
    const text =
      '## Phase 1: A\n\n**Tasks:**\n1. Cut\n\n## Progress\n\n### Completed\n\n### In Progress\n\nNone yet.\n\n### Blocked\n';
    expect(marked(text, 'Cut', { state: 'done' })).toBe(text.replace('### Completed\n', '### Completed\n\n- Cut\n'));
    expect(marked(text, 'Cut', { state: 'in_progress' })).toBe(text.replace('None yet.', '- Cut'));
    expect(marked(text, 'Cut', { state: 'blocked', note: 'x' })).toBe(
      `${text.slice(0, -1)}\n\n- Cut - Blocked by: x\n`,
    );
  });

  test('tasks with the same words', () => {
    const text =
      '## Phase 1: A\n\n**Tasks:**\n1. Test it\n\n## Phase 2: B\n\n**Tasks:**\n1. Test it\n2. Twin\n3. Twin\n\n## Progress\n\n### Completed\n- None\n\n### Blocked\n- None\n';
    const done = marked(text, 'phase-2/test-it', { state: 'done' });
    expect(done).toContain('### Completed\n- Test it (Phase 2)\n');
    expect(progressIn(done).tasks.map(({ state }) => state)).toEqual(['open', 'done', 'open', 'open']);
    const twin = marked(text, 'phase-2/twin-2', { state: 'done' });
    expect(lineDiff(text, twin)).toEqual(['- 3. Twin', '+ 3. [x] Twin']);
  });
});

describe('status cells', () => {
  const table = (rows: string, head = '| ID | Task | Status |\n|---|---|---|'): string =>
    `## Work Breakdown\n\n${head}\n${rows}\n`;

  test.each<[string, State, string]>([
    ['| T1 | Cut | |', { state: 'done' }, '| T1 | Cut | Completed |'],
    ['| T1 | Cut ||', { state: 'in_progress' }, '| T1 | Cut | In Progress |'],
    ['| T1 | Cut | Done |', { state: 'open' }, '| T1 | Cut | Not Started |'],
    ['| T1 | Cut | todo |', { state: 'blocked', note: 'a | b' }, '| T1 | Cut | Blocked: a \\| b |'],
    ['| T1 | Cut | Done (PR 7) |', { state: 'done' }, '| T1 | Cut | Done (PR 7) |'],
    ['| T1 | Cut | [ ] |\n| T2 | Bend | [x] |', { state: 'done' }, '| T1 | Cut | [x] |\n| T2 | Bend | [x] |'],
    ['| T1 | Cut | 待办 |\n| T2 | Bend | 已完成 |', { state: 'done' }, '| T1 | Cut | 已完成 |\n| T2 | Bend | 已完成 |'],
    [
      '| T1 | Cut | ⬜ |\n| T2 | Bend | ✅ Done |',
      { state: 'done' },
      '| T1 | Cut | ✅ Done |\n| T2 | Bend | ✅ Done |',
    ],
    ['| T1 | Cut |', { state: 'done' }, '| T1 | Cut | Completed |'],
  ])('%s', (rows, mark, expected) => {
    const once = marked(table(rows), 'Cut', mark);
    expect(once).toBe(table(expected));
    expect(marked(once, 'Cut', mark)).toBe(once);
    expect(progressIn(once).tasks[0]?.state).toBe(mark.state);
  });

  test('a reason goes to the notes column, beside what stands there', () => {
    const head = '| Task | Status | Notes |\n|---|---|---|';
    const once = marked(table('| Cut | Open | big |', head), 'Cut', { state: 'blocked', note: 'no steel' });
    expect(once).toBe(table('| Cut | Blocked | big; no steel |', head));
    expect(marked(once, 'Cut', { state: 'blocked', note: 'no steel' })).toBe(once);
    expect(marked(table('| Cut | Open | |', head), 'Cut', { state: 'done', note: 'ok' })).toBe(
      table('| Cut | Completed | ok |', head),
    );
  });
});

describe('a known template', () => {
  test('service-delivery: samples make way, the reason stands behind its words, the timeline is filled', () => {
    const template = loadBuiltIn('service-delivery');
    const text = template.text.replace('[Task 1.2]', 'Move the queue');
    const blocked = marked(text, 'Move the queue', { state: 'blocked', note: 'no account' }, template);
    expect(lineDiff(text, blocked)).toEqual(
      expect.arrayContaining([
        '- | Phase 1 | [Date] | [Date] | [Name] | [Status] |',
        '+ | Phase 1 | [Date] | [Date] | [Name] | In Progress |',
        '- - [ ] [Blocked item 1] - Blocked by: [Reason]',
        '- - [ ] [Blocked item 2] - Blocked by: [Reason]',
        '+ - [ ] Move the queue - Blocked by: no account',
      ]),
    );
    expect(marked(blocked, 'Move the queue', { state: 'blocked', note: 'no account' }, template)).toBe(blocked);
    const done = marked(blocked, 'Move the queue', { state: 'done' }, template);
    expect(done).toContain('### Completed\n- [x] Move the queue\n\n### In Progress');
    expect(done).toContain('### Blocked\n- None\n');
    expect(done).toContain('| [Name] | Completed |');
    expect(progressIn(done, template).phases[0]).toMatchObject({ done: 1, total: 1 });
    // Which form the emptied lists had, the template still tells.
    const emptied = marked(done, 'Move the queue', { state: 'open' }, template);
    expect(marked(emptied, 'Move the queue', { state: 'done' }, template)).toContain(
      '### Completed\n- [x] Move the queue\n',
    );
  });

  test('a column with choices takes one of them', () => {
    const template = loadText(
      '# Plan: [NAME]\n\n## Work Breakdown\n\n| Task | Status |\n|---|---|\n| [Task] | [Todo / Doing / Done] |\n',
    );
    const text = template.text.replace('[Task]', 'Cut');
    const row = (status: string): string => text.replace('[Todo / Doing / Done]', status);
    expect(marked(text, 'Cut', { state: 'in_progress' }, template)).toBe(row('Doing'));
    expect(marked(row('Doing'), 'Cut', { state: 'done' }, template)).toBe(row('Done'));
    expect(marked(text, 'Cut', { state: 'open' }, template)).toBe(text);
    const refusal = refusalOf(() => marked(text, 'Cut', { state: 'blocked', note: 'no steel' }, template));
    expect([refusal.code, refusal.fix]).toEqual(['invalid_choice', 'Its choices: Todo, Doing, Done.']);
  });
});

describe("the timeline's row of a phase", () => {
  const timeline = (status: string, boxes: string): string =>
    `## Phase 1: A\n\n- [${boxes[0]}] Cut\n- [${boxes[1]}] Bend\n\n## Timeline\n\n| Phase | Status |\n|---|---|\n| **Phase 1**: A | ${status} |\n| Phase 2 | Done |\n`;
  test.each<[string, string, State, string]>([
    ['Planned', '  ', { state: 'in_progress' }, 'In Progress'],
    ['Planned', '  ', { state: 'done' }, 'In Progress'],
    ['In Progress', 'x ', { state: 'done' }, 'Done'],
    ['Done', 'xx', { state: 'open' }, 'In Progress'],
    ['At risk', '  ', { state: 'done' }, 'At risk'],
    ['At risk', 'x ', { state: 'not_applicable' }, 'Done'],
    ['Planned', '  ', { state: 'deferred', note: 'May' }, 'Planned'],
  ])('%s with [%s] becomes after %o: %s', (before, boxes, mark, after) => {
    expect(marked(timeline(before, boxes), 'Bend', mark)).toContain(
      `| **Phase 1**: A | ${after} |\n| Phase 2 | Done |`,
    );
  });
});

describe('refusals', () => {
  const text = '## Tasks\n\n- [ ] Cut\n';
  test.each(['fail', 'conditional', 'violation'] as const)('%s is nothing that a task can be', (state) => {
    const refusal = refusalOf(() => marked(text, 'Cut', { state }));
    expect(refusal.text).toBe(
      `[invalid_choice] "Cut" is a task: it can't be ${state}. Use one of: open, in_progress, blocked, done, pass, not_applicable, deferred.`,
    );
  });

  test.each(['blocked', 'deferred'] as const)('%s needs a note', (state) => {
    const refusal = refusalOf(() => marked(text, 'Cut', { state, note: '  ' }));
    expect(refusal.code).toBe('invalid_input');
    expect(refusal.fix).toMatch(
      /^Call mark_item with \{"plan": "plans\/kiosk\.md", "items": \[\{"item":"tasks\/cut","state"/,
    );
  });

  test('a justification is for violations', () => {
    expect(refusalOf(() => marked(text, 'Cut', { state: 'done', justification: 'x' })).code).toBe('invalid_input');
  });

  test('a note that says another state', () => {
    expect(refusalOf(() => marked(text, 'Cut', { state: 'done', note: 'Blocked: no steel' })).fix).toBe(
      'Send state "blocked", or open the note with other words.',
    );
  });
});

describe('boxes of other checklists', () => {
  const text = '## Launch Checklist\r\n\r\n- [ ] Backups run\r\n- Told everybody\r\n';
  const box = (from: string, index: number, mark: State): string => {
    const subject = workSubject(from);
    const item = listSections(parseDocument(from))[0]?.content.items[index];
    if (item === undefined) throw new Error('No such item.');
    return markBox(subject, item, { item: item.id, ...mark });
  };

  test('are ticked, opened, and say who looked at them', () => {
    const done = box(text, 0, { state: 'pass', note: 'Ada, 2026-03-01' });
    expect(done).toBe(text.replace('- [ ] Backups run', '- [x] Backups run\r\n  - Ada, 2026-03-01'));
    expect(box(done, 0, { state: 'done', note: 'Ada, 2026-03-01' })).toBe(done);
    expect(box(text, 1, { state: 'done' })).toBe(text.replace('- Told', '- [x] Told'));
    const dropped = box(text, 0, { state: 'not_applicable', note: 'no data' });
    expect(dropped).toBe(text.replace('- [ ] Backups run', '- [x] Backups run\r\n  - N/A: no data'));
    expect(box(dropped, 0, { state: 'open' })).toBe(text);
  });

  test('can be no more than that', () => {
    expect(refusalOf(() => box(text, 0, { state: 'blocked', note: 'x' })).fix).toBe(
      'Use one of: open, done, pass, not_applicable.',
    );
    expect(refusalOf(() => box(text, 0, { state: 'not_applicable' })).code).toBe('invalid_input');
  });
});
