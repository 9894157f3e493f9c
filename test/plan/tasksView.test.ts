import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { readingOf } from '../../src/plan/planReading.ts';
import { tasksView } from '../../src/plan/views/tasks.ts';
import { estimateTokens } from '../../src/plan/views/tokens.ts';
import { builtInWords } from '../../src/plan/words.ts';

const setting = {
  template: undefined,
  constitution: undefined,
  path: 'plans/001-export/plan.md',
  words: builtInWords,
  today: '2026-11-21',
};

function tasks(text: string, sections: readonly string[] = [], most = 4000): string {
  return tasksView(readingOf(parseDocument(text), setting), sections, most);
}

/** The lines that are tasks. */
function steps(text: string): string[] {
  return tasks(text)
    .split('\n')
    .filter((line) => line.startsWith('- ['));
}

const plan = `# Implementation Plan: Export

**Status**: Draft

## Implementation Phases

### Phase 1 - Setup

**Goal:** A bucket that \`only we\` can read

**Tasks:**
- [x] **T001** [P] [US1] Make the bucket in \`infra/__init__.py\`
- [ ] Write the key rotation (in parallel with T001)
- [ ] T003: Order the account

**Success Criteria:**
- Readable by us
- Closed to others

### Phase 2: Core

#### Tasks
1. Build the exporter
   - Depends on: T003
2. Build the importer

## Documentation

- [ ] Update the README

## Timeline

| Phase | Duration | Depends on |
|---|---|---|
| Phase 1 | 2 days | - |
| Phase 2 | 3 days | Phase 1 |
`;

describe('the tasks view', () => {
  it('is a tasks.md: phases with goal and checkpoint, boxes with IDs and marks, dependencies', () => {
    expect(tasks(plan)).toBe(`# Tasks: Export

**Input**: \`plans/001-export/plan.md\`

## Phase 1: Setup

**Goal**: A bucket that \`only we\` can read

- [x] T001 [P] [US1] Make the bucket in \`infra/__init__.py\`
- [ ] T002 [P] Write the key rotation (in parallel with T001) <!-- implementation-phases/phase-1/write-the-key-rotation-in-parallel -->
- [ ] T003 Order the account

**Checkpoint**: Readable by us; Closed to others

## Phase 2: Core

- [ ] T004 Build the exporter <!-- implementation-phases/phase-2/tasks/build-the-exporter -->
- [ ] T005 Build the importer <!-- implementation-phases/phase-2/tasks/build-the-importer -->

## Other Tasks

- [ ] T006 Update the README <!-- documentation/update-the-readme -->

## Dependencies

- **Phase order**: Phase 1: Setup → Phase 2: Core
- T004 depends on T003
- Phase 2 depends on Phase 1`);
  });

  it('is the same with other line endings', () => {
    expect(tasks(plan.replaceAll('\n', '\r\n'))).toBe(tasks(plan));
  });

  it('can be saved and read back as a plan of the same tasks, whose numbers are their own then', () => {
    const saved = tasks(plan);
    expect(steps(saved)).toEqual(steps(plan).map((line) => line.replace(/ <!-- \S+ -->$/, '')));
    const { progress, subject } = readingOf(parseDocument(saved), setting);
    const words = readingOf(parseDocument(plan), setting).progress.tasks.map(({ text }) => text);
    expect(progress.tasks.map(({ text }) => text.replace(/^\[P\] (\[US1\] )?/, ''))).toEqual(
      words.map((text) => text.replace(/^\[P\] (\[US1\] )?/, '')),
    );
    expect(progress.tasks.map(({ label }) => label)).toEqual(['T001', 'T002', 'T003', 'T004', 'T005', 'T006']);
    expect(subject.slots).toEqual([]);
  });

  it('keeps the IDs of the plan and gives the free numbers between them, in order', () => {
    const text =
      '# P\n\n## Tasks\n\n- [ ] First\n- [ ] T002 Second\n- [ ] TASK-7 Third\n- [ ] Fourth\n- [ ] t1 fifth\n';
    expect(steps(text)).toEqual([
      '- [ ] T001 First <!-- tasks/first -->',
      '- [ ] T002 Second',
      '- [ ] TASK-7 Third',
      '- [ ] T003 Fourth <!-- tasks/fourth -->',
      '- [ ] T004 t1 fifth <!-- tasks/t1-fifth -->',
    ]);
  });

  it('gives no number that names anything else in the plan', () => {
    const text =
      '# P\n\n## Requirements\n\n- T001 is old\n- t003-b: stays\n\n### T004: A matter\n\n## Tasks\n\n- [ ] One\n- [ ] Two\n';
    expect(steps(text)).toEqual(['- [ ] T002 One <!-- tasks/one -->', '- [ ] T005 Two <!-- tasks/two -->']);
  });

  it('gives the addresses of twins, rows and entries of progress lists, behind what holds them up', () => {
    const text = `# P

## Tasks

- [ ] Paint
- [ ] Paint
  - BLOCKED: no paint

### Phase 1: Sea

| Task | Status |
|---|---|
| Sail | Done |

## Progress Tracking

### In Progress
- [ ] Row
`;
    expect(steps(text)).toEqual([
      '- [x] T003 Sail <!-- tasks/phase-1/sail -->',
      '- [ ] T001 Paint <!-- tasks/paint -->',
      '- [ ] T002 Paint (blocked: no paint) <!-- tasks/paint-2 -->',
      '- [ ] T004 Row (in progress) <!-- progress-tracking/in-progress/row -->',
    ]);
  });

  it('puts the address before words that would take it in: a comment left open, a label without a value', () => {
    const text = '# P\n\n## Tasks\n\n- [ ] Strip `<!--` from input\n- [ ] Join <!-- by Bo --> them\n- [ ] **Ship:**\n';
    const lines = [
      '- [ ] T001 <!-- tasks/strip-from-input --> Strip `<!--` from input',
      '- [ ] T002 Join <!-- by Bo --> them <!-- tasks/join-them -->',
      '- [ ] T003 <!-- tasks/ship --> **Ship:**',
    ];
    expect(steps(text)).toEqual(lines);
    expect(readingOf(parseDocument(lines.join('\n')), setting).progress.tasks.map((task) => task.text)).toEqual([
      'Strip <!-- from input',
      'Join them',
      'Ship:',
    ]);
  });

  it('shows no address that another view left behind a task, but what its author put there', () => {
    const text =
      '# P\n\n## Phase 1: Go\n\n- [ ] T001 Page <!-- phase-1/tasks/page -->\n- [ ] T002 <!-- x/y --> Form `<!--`\n- [ ] T003 Menu <!-- by Bo -->\n- [ ] Map <!-- a/b -->\n';
    expect(steps(text)).toEqual([
      '- [ ] T001 Page',
      '- [ ] T002 Form `<!--`',
      '- [ ] T003 Menu <!-- by Bo -->',
      '- [ ] T004 Map <!-- phase-1/map -->',
    ]);
  });

  it('says what holds a task up, and takes rows of tables', () => {
    const text = `# P

## Tasks

- [ ] T001 Order the account
  - BLOCKED: nobody pays
- [ ] T002 Sign
  - DEFERRED: next year
- [ ] T003 Ship - Blocked by: no truck
- [ ] T004 Load
  - In progress
- [~] T005 Bring rain gear
  - In progress: Bo has the key
- [ ] T006 Look for rain
  - Blocked: rain

| ID | Task | Status | Depends on |
|---|---|---|---|
| T010 | Join \`a\` \\| \`b\` | Done | T001 |
| T011 | Part them | Open | none |
`;
    expect(steps(text)).toEqual([
      '- [ ] T001 Order the account (blocked: nobody pays)',
      '- [ ] T002 Sign (deferred: next year)',
      '- [ ] T003 Ship - Blocked by: no truck',
      '- [ ] T004 Load (in progress)',
      '- [ ] T005 Bring rain gear (in progress: Bo has the key)',
      '- [ ] T006 Look for rain (blocked: rain)',
      '- [x] T010 Join `a` | `b`',
      '- [ ] T011 Part them',
    ]);
    expect(tasks(text)).toMatch(/## Dependencies\n\n- T010 depends on T001$/);
  });

  it('marks what the plan calls parallel, by stream, list, column or words, and nothing else', () => {
    const text = `# P

## Tasks

- [ ] T001 Draw it
- [ ] T002 Build it
- [ ] Paint it
- [ ] T004 Run the tests in parallel
- [ ] T005 Sell it (not parallel)
- [ ] T006 Ship it
  - Parallel: yes

## Critical Path

**Must Complete First**:
1. Draw it
2. Build it

**Parallel Workstreams**:
- Stream A: T002
- Stream B: Paint it
`;
    expect(steps(text)).toEqual([
      '- [ ] T001 Draw it',
      '- [ ] T002 [P] Build it',
      '- [ ] T003 [P] Paint it <!-- tasks/paint-it -->',
      '- [ ] T004 Run the tests in parallel',
      '- [ ] T005 Sell it (not parallel)',
      '- [ ] T006 [P] Ship it',
    ]);
    expect(tasks(text)).toContain(
      '- **Critical path**: T001 Draw it → T002 Build it\n- **In parallel**: Stream A: T002; Stream B: Paint it',
    );
  });

  it('reads the words of other languages', () => {
    const text = `# Plan

## Implementierungsphasen

### Phase 1: Aufbau

**Ziel**: Ein Speicher

**Aufgaben**:
- [ ] Speicher anlegen (parallel)
`;
    expect(tasks(text)).toContain(
      '**Goal**: Ein Speicher\n\n- [ ] T001 [P] Speicher anlegen (parallel) <!-- implementierungsphasen/phase-1/speicher-anlegen-parallel -->',
    );
  });

  it('takes dependencies from rows, children and sentences that name an ID', () => {
    const text = `# P

## Tasks

- [ ] T001 Draw it
- [ ] T002 Build it (depends on T001)
- [ ] T003 Check that the build depends on nothing old
`;
    expect(tasks(text)).toMatch(/## Dependencies\n\n- T002 depends on T001$/);
    const addressed = text.replace('T001)', 'T001) <!-- phases/build-it-depends-on-t001 -->');
    expect(tasks(addressed)).toBe(tasks(text));
    expect(tasks('# P\n\n## Tasks\n\n- [ ] A thing\n')).toMatch(/## Dependencies\n\n- The plan names none\.$/);
  });

  it('makes a heading of each task group and a line of each ID', () => {
    const text = `# Implementation Plan: Harbour

## 11. Work Breakdown (Link to Tasks)

- Task group 1: Berths -> T001–T003
- Task group 2: Boats → T007, T-09
- Task group 3: Buoys -> T011
- Task group 4: [What it covers] -> [Task IDs]

## Tasks

- [x] T011 Paint the buoys
- [ ] Count them
`;
    const view = tasks(text);
    expect(view).toContain(`## Task group 1: Berths

- [ ] T001 Berths (1 of 3)
- [ ] T002 Berths (2 of 3)
- [ ] T003 Berths (3 of 3)

## Task group 2: Boats

- [ ] T007 Boats (1 of 2)
- [ ] T-09 Boats (2 of 2)

## Task group 3: Buoys

- [x] T011 Paint the buoys

## Other Tasks

- [ ] T004 Count them <!-- tasks/count-them -->
`);
    expect(view).not.toContain('Task group 4');
  });

  it('keeps to the sections that are named, with the same IDs, and says where it is cut', () => {
    expect(tasks(plan, ['phase-2'])).toContain('- [ ] T004 Build the exporter');
    expect(tasks(plan, ['phase-2'])).not.toContain('T001 ');
    const many = `# P\n\n## Tasks\n\n${Array.from({ length: 400 }, (_, index) => `- [ ] Do thing ${index}`).join('\n')}\n`;
    const cut = tasks(many, [], 200);
    expect(cut).toMatch(
      /\n- \[ \] T\d+ Do thing \d+ <!-- tasks\/do-thing-\d+ -->\n\nCUT at max_tokens 200: \d+ of \d+ lines are not shown\. Read it whole with max_tokens \d+/,
    );
    expect(estimateTokens(cut.slice(0, cut.indexOf('\n\nCUT')))).toBeLessThanOrEqual(200);
  });

  it('says so where there is nothing to break down, with a call that adds tasks', () => {
    const phase = '# P\n\n## Implementation Phases\n\n### Phase 1: Go\n\n**Tasks:**\n1. [One piece of work]\n';
    expect(tasks(phase)).toBe(
      'The plan has no tasks yet: nothing to break down. Add them: fill_section {"plan":"plans/001-export/plan.md","fills":[{"section":"implementation-phases/phase-1","values":{"Tasks":["<what is done, with its file>"]}}]}',
    );
    expect(tasks('# P\n\n## Scope\n\nText.\n')).toMatch(
      /^The plan has no tasks yet: nothing to break down\. Tasks are boxes/,
    );
  });
});
