import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PlanError } from '../../src/errors.ts';
import { parseDocument } from '../../src/markdown/document.ts';
import { listSections } from '../../src/markdown/outline.ts';
import { markTask } from '../../src/plan/edits/mark/markTask.ts';
import { type MarkState, markStates } from '../../src/plan/edits/mark/model.ts';
import type { TaskState } from '../../src/plan/progress/model.ts';
import { progressOf, trackingSpans } from '../../src/plan/progress/progress.ts';
import { hostileMarkdown } from '../support/hostileMarkdown.ts';
import { marked, workSubject } from '../support/work.ts';

const boxed = `# Boxes\r
\r
## Phase 1: Shell\r
\r
**Goal**: stand  \r
**Tasks**:\r
1. Cut the frame\r
   of oak\r
2. [ ] T002 [P] Bend\r
\r
   - a detail\r
3. Paint\r
\r
| Task | Status | Notes |\r
|------|--------|-------|\r
| T7 | | |\r
| T8 | Done | by Bo |\r
\r
## Documentation Updates\r
* [x] Manual\r
  * [ ] Index`;

const listed = `# Lists

## Implementation Phases

### Phase 1: Shell
#### Tasks
1. Cut
2. Bend
3. [x] Paint
### Phase 2: Till
#### Tasks
- Scan
- Cut

## Timeline
| Phase | Status |
|-------|--------|
| Phase 1 | In Progress |
| Phase 2 | [Status] |

## Progress Tracking

### Completed
- [x] Paint (2026-01-02)

### In Progress
- [ ] [In progress item 1]

### Blocked
- [ ] Order - Blocked by: [Reason]
  - called twice

## Notes
The end.
`;

const labelled = `> quoted

## Tasks
- Cut
- Bend

## Progress
**Done:**
* Cut

**Doing:**
**Blocked:** None
Text.
`;

const marks = fc.array(
  fc.record({
    pick: fc.nat(),
    state: fc.constantFrom(...markStates),
    note: fc.option(fc.constantFrom('Mara', 'no *steel*', 'a | b', 'see [x](y)', '# odd', 'until May'), {
      nil: undefined,
    }),
  }),
  { maxLength: 8 },
);

const taskOf = (state: MarkState): TaskState | undefined => {
  if (state === 'pass') return 'done';
  return state === 'fail' || state === 'conditional' || state === 'violation' ? undefined : state;
};

/** A text without what only tracks the work, white space made even. */
function substance(text: string): string {
  const subject = workSubject(text);
  let rest = '';
  let at = 0;
  for (const span of trackingSpans(subject.document, subject)) {
    rest += text.slice(at, span.from);
    at = span.to;
  }
  return (rest + text.slice(at)).replace(/\s+/g, ' ').trim();
}

/** A text without the lines of tasks, lists and status tables. */
function otherLines(text: string): string {
  const subject = workSubject(text);
  const spans = [
    ...trackingSpans(subject.document, subject),
    ...progressOf(subject).tasks.map(({ span }) => span),
    ...listSections(subject.document).flatMap(({ content }) =>
      content.tables.flatMap(({ rows }) => rows.map(({ span }) => span)),
    ),
  ];
  return parseDocument(text)
    .lines.filter(({ from, to, next }) => to > from && !spans.some((span) => span.from < next && from < span.to))
    .map(({ from, next }) => text.slice(from, next).trimEnd())
    .join('\n');
}

test.each([
  ['boxes and rows', boxed],
  ['progress lists', listed],
  ['labelled lists', labelled],
])('%s: whatever is marked, the count follows, the same again is no change, and all else stays', (_, plan) => {
  fc.assert(
    fc.property(marks, (steps) => {
      let text = plan;
      for (const { pick, state, note } of steps) {
        const subject = workSubject(text);
        const { tasks } = progressOf(subject);
        const task = tasks[pick % tasks.length];
        if (task === undefined) return;
        const after = attempt(() => markTask(subject, task, { item: task.id, state, note }));
        if (after === undefined) continue;
        const wanted = taskOf(state);
        const now = progressOf(workSubject(after));
        expect(now.total).toBe(tasks.length);
        const others = tasks.filter((each) => each !== task).map((each) => each.state);
        expect(now.tasks.map((each) => each.state).toSorted()).toEqual([...others, wanted].toSorted());
        const found = now.tasks.find(
          (each) =>
            (task.home === 'entry' ? each.text === task.text && each.section !== task.section : false) ||
            each.id === task.id,
        );
        if (found !== undefined && found.id === task.id) {
          expect(found.state).toBe(wanted);
          expect(markTask(workSubject(after), found, { item: task.id, state, note })).toBe(after);
        }
        text = after;
      }
      expect(substance(text)).toBe(substance(plan));
      expect(otherLines(text)).toBe(otherLines(plan));
      expect(text.includes('\r\n')).toBe(plan.includes('\r\n'));
      if (plan.includes('\r\n')) expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    }),
    { numRuns: 30 },
  );
});

test.each<[string, string, string]>([
  ['a heading', '- [ ] Cut\n  ## Of oak\nWords.\n', '- [x] Cut\n  ## Of oak\n  - a note\n\nWords.\n'],
  [
    'a table',
    '- [ ] Cut\r\n\r\n  | a |\r\n  |---|\r\n  | 1 |\r\nWords.\r\n',
    '- [x] Cut\r\n\r\n  | a |\r\n  |---|\r\n  | 1 |\r\n  - a note\r\n\r\nWords.\r\n',
  ],
  [
    'code',
    '> - [ ] Cut\n>   ```\n>   ```\n> Set\n> ===\n',
    '> - [x] Cut\n>   ```\n>   ```\n>   - a note\n>\n> Set\n> ===\n',
  ],
  ['HTML', '> - [ ] Cut\n>   <div>\n> - Bend\n', '> - [x] Cut\n>   <div>\n>\n>   - a note\n> - Bend\n'],
  ['a comment', '- [ ] Cut\n  <!-- c -->\n- Bend\n', '- [x] Cut\n  <!-- c -->\n  - a note\n- Bend\n'],
  ['a heading, a list behind', '- [ ] Cut\n  ## Oak\n- Bend\n', '- [x] Cut\n  ## Oak\n  - a note\n- Bend\n'],
  ['a heading, a comment behind', '- [ ] Cut\n  # Oak\n<!-- c -->\n', '- [x] Cut\n  # Oak\n  - a note\n<!-- c -->\n'],
])('a note behind %s is one of its own, and so is the text below its task', (_, list, expected) => {
  const head = list.includes('\r') ? '## Tasks\r\n\r\n' : '## Tasks\n\n';
  const mark = { state: 'done', note: 'a note' } as const;
  const once = marked(head + list, 'Cut', mark);
  expect(once).toBe(head + expected);
  expect(marked(once, 'Cut', mark)).toBe(once);
});

test('a note behind a comment that is not closed is refused', () => {
  expect(() => marked('## Tasks\n\n- [ ] Cut\n  <!-- c\n', 'Cut', { state: 'done', note: 'a note' })).toThrow(
    'The comment or HTML below tasks/cut is not closed: it would swallow a note.',
  );
});

test('hostile text: a mark is refused, or done so that it reads back and the same again is no change', () => {
  fc.assert(
    fc.property(hostileMarkdown, fc.nat(), fc.constantFrom(...markStates), (text, pick, state) => {
      const subject = workSubject(`${text}\n\n## Tasks\n\n- [ ] One\n- Two\n`);
      const { tasks } = progressOf(subject);
      const task = tasks[pick % Math.max(1, tasks.length)];
      if (task === undefined) return;
      const after = attempt(() => markTask(subject, task, { item: task.id, state, note: 'a note' }));
      if (after === undefined) return;
      const found = progressOf(workSubject(after)).tasks.find((each) => each.id === task.id);
      if (task.home !== 'entry') expect(found?.state).toBe(taskOf(state));
      if (found !== undefined)
        expect(markTask(workSubject(after), found, { item: task.id, state, note: 'a note' })).toBe(after);
    }),
    { numRuns: 100 },
  );
});

/** Undefined where it is refused. */
function attempt(act: () => string): string | undefined {
  try {
    return act();
  } catch (fault) {
    if (fault instanceof PlanError) return undefined;
    throw fault;
  }
}
