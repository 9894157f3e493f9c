import { describe, expect, test } from 'vitest';
import type { TaskState } from '../../src/plan/progress/model.ts';
import { trackingSpans } from '../../src/plan/progress/progress.ts';
import { loadBuiltIn } from '../support/templates.ts';
import { progressIn, taskLines, workSubject } from '../support/work.ts';

describe('what is a task', () => {
  test('items of a Tasks label: numbers, bullets, boxes; not what stands under other labels', () => {
    const text = `# Kiosk

## Implementation Phases

### Phase 1: Shell

**Goal:** A kiosk that starts.

**Tasks:**
1. Draw the frame
2. [x] Wire the screen

**Deliverables:**
- [ ] A kiosk

**Success Criteria:**
- [ ] Starts in 2 s

### Phase 2: Till

**Tasks:**
- Scan a card
- [ ] Print a receipt
`;
    expect(taskLines(text)).toEqual([
      '10 open Draw the frame',
      '11 done Wire the screen',
      '22 open Scan a card',
      '23 open Print a receipt',
    ]);
    const progress = progressIn(text);
    expect(progress.tasks.map(({ home }) => home)).toEqual(['item', 'box', 'item', 'box']);
    expect(progress.phases).toEqual([
      { id: 'implementation-phases/phase-1', title: 'Phase 1: Shell', done: 1, total: 2 },
      { id: 'implementation-phases/phase-2', title: 'Phase 2: Till', done: 0, total: 2 },
    ]);
    expect([progress.done, progress.total]).toEqual([1, 4]);
  });

  test('items of a Tasks heading, and boxes of a phase without one', () => {
    const text = `## Phase 1: Shell

#### Tasks
1. Draw the frame

#### Success Criteria
- Starts

## Phase 2: Till

- [ ] Scan a card
- A remark
`;
    expect(taskLines(text)).toEqual(['4 open Draw the frame', '11 open Scan a card']);
    expect(progressIn(text).tasks.map(({ phase }) => phase)).toEqual(['phase-1', 'phase-2']);
  });

  test('every other box but verdicts, questions, conditions and checklists', () => {
    const off = [
      'Constitution Check',
      'Gates',
      'Review and Approval',
      'Deployment Checklist',
      'Open Questions',
      'Unknowns',
      'Prerequisites',
      'Clarifications',
      'Success Criteria',
    ];
    const text = off.map((title) => `## ${title}\n\n- [ ] About ${title}\n`).join('\n');
    expect(taskLines(`${text}\n## Documentation Updates\n\n- [ ] Write the manual\n`)).toEqual([
      '39 open Write the manual',
    ]);
  });

  test('a label of a gate list inside a progress section', () => {
    const text =
      '## Progress Tracking\n\n**Phase Status**:\n- [x] Research\n\n**Gate Status**:\n- [x] First check: PASS\n';
    expect(taskLines(text)).toEqual(['4 done Research']);
  });

  test('a phase that is named like a gate is a phase', () => {
    expect(taskLines('## Phase 4: Quality gates\n\n- [ ] Set up the linter\n')).toEqual(['3 open Set up the linter']);
  });

  test('nested boxes count each; a plain item with boxes below is their heading', () => {
    const text = '## Tasks\n\n1. Screen\n   - [x] Frame\n   - [ ] Glass\n- [ ] Till\n  - [ ] Drawer\n  - a remark\n';
    expect(taskLines(text)).toEqual(['4 done Frame', '5 open Glass', '6 open Till', '7 open Drawer']);
  });

  test("spec-kit's IDs and marks", () => {
    const text =
      '## Phase 3: User Story 1 - Pay (Priority: P1)\n\n- [ ] T012 [P] [US1] Add a till in src/till.ts\n- [X] **T013**: Wire it\n';
    const { tasks } = progressIn(text);
    expect(tasks.map(({ label, text: words, state }) => [label, words, state])).toEqual([
      ['T012', '[P] [US1] Add a till in src/till.ts', 'open'],
      ['T013', 'Wire it', 'done'],
    ]);
    expect(tasks[0]).toMatchObject({ id: 'phase-3/t012', phase: 'phase-3', section: 'phase-3', line: 3 });
  });

  test('a name is no ID', () => {
    expect(progressIn('## Tasks\n\n- [ ] S3 bucket for logs\n').tasks[0]).toMatchObject({ text: 'S3 bucket for logs' });
  });

  test('places to fill and None are none', () => {
    const text =
      '## Phase 1: [Name]\n\n**Tasks:**\n1. [First task]\n2. T002 [Second task]\n3. Paint the box\n\n## Tasks\n\n- None\n';
    expect(taskLines(text)).toEqual(['6 open Paint the box']);
  });

  test.each([
    ['layered-platform', 4],
    ['full-lifecycle', 5],
    ['principle-gated', 0],
    ['spec-traceable', 0],
    ['service-delivery', 5],
  ])('a plan fresh from %s has only its documentation boxes', (id, count) => {
    const template = loadBuiltIn(id);
    expect(progressIn(template.text, template).total).toBe(count);
  });

  test('rows with a status column: about tasks, or with an ID anywhere', () => {
    const text = `## Work Breakdown

| Task | Owner | Status |
|------|-------|--------|
| Frame | Ada | ✅ Done |
| Glass | Bo | 🔄 in progress |
| [Task] | | |
| Total | | |

## Elsewhere

| ID | Task | Status | Notes |
|----|------|--------|-------|
| T7 | Till | Blocked | no cable |
| FR-1 | Pay | Done | |

## Timeline

| Phase | Start | Status |
|-------|-------|--------|
| Phase 1 | May | Done |
`;
    expect(taskLines(text)).toEqual(['5 done Frame', '6 in_progress Glass', '14 blocked Till']);
    expect(progressIn(text).tasks.at(-1)).toMatchObject({ label: 'T7', reason: 'no cable', home: 'row' });
  });
});

describe('phases', () => {
  test('a step of a phase is part of it; a chapter around the phases is none of them', () => {
    const text = `## 5. Phase 2: Build

### 5.1 Development Phases

#### Phase 1: Shell

##### Step 1: Frame

- [ ] Cut
`;
    expect(progressIn(text).phases).toEqual([
      { id: 'phase-2/development-phases/phase-1', title: 'Phase 1: Shell', done: 0, total: 1 },
    ]);
  });

  test.each([
    '## Sprint 3',
    '## Phase A: Shell',
    '## Stage II – Shell',
    '## Week 2-4: Shell',
    '## Milestone M2',
    '## 第1阶段：准备',
    '## 第二階段：準備',
    '## フェーズ2: 準備',
    '## 2단계: 준비',
    '## Fase 2: Preparação',
    '## Étape 2 : préparer',
    '## Schritt 2: Vorbereiten',
    '## Этап 2: Подготовка',
    '**Phase 2: Shell**',
  ])('%s is one', (heading) => {
    expect(progressIn(`## Work\n\n${heading}\n\n- [ ] Cut\n`).phases).toHaveLength(1);
  });

  test.each(['## Phases', '## Step by step', '## Week of rest', '## Phase out the old till'])(
    '%s is none',
    (heading) => {
      expect(progressIn(`${heading}\n\n- [ ] Cut\n`).phases).toEqual([]);
    },
  );
});

describe('states', () => {
  test.each<[string, TaskState]>([
    ['[ ]', 'open'],
    ['[x]', 'done'],
    ['[X]', 'done'],
    ['[~]', 'in_progress'],
    ['[/]', 'in_progress'],
    ['[>]', 'in_progress'],
    ['[!]', 'blocked'],
    ['[-]', 'not_applicable'],
  ])('the box %s is %s', (box, state) => {
    expect(progressIn(`## Tasks\n\n- ${box} Cut\n`).tasks[0]?.state).toBe(state);
  });

  test.each<[string, TaskState, string | undefined]>([
    ['In progress: Mara has it', 'in_progress', 'Mara has it'],
    ['**Blocked**: no steel', 'blocked', 'no steel'],
    ['Deferred – until May', 'deferred', 'until May'],
    ['N/A', 'not_applicable', undefined],
    ['Blockiert: kein Stahl', 'blocked', 'kein Stahl'],
    ['In progress reports are kept', 'open', undefined],
    ['Uses steel', 'open', undefined],
  ])('the child item %s makes it %s', (child, state, reason) => {
    const [task] = progressIn(`## Tasks\n\n- [ ] Cut\n  - ${child}\n`).tasks;
    expect([task?.state, task?.reason]).toEqual([state, reason]);
  });

  test('a ticked box is done whatever was in its way', () => {
    expect(taskLines('## Tasks\n\n- [x] Cut\n  - Blocked: no steel\n')).toEqual(['3 done Cut']);
  });

  test.each<[string, TaskState]>([
    ['Completed', 'done'],
    ['**DONE**', 'done'],
    ['✔️', 'done'],
    ['[x]', 'done'],
    ['100 %', 'done'],
    ['In Progress (60%)', 'in_progress'],
    ['40%', 'in_progress'],
    ['🔴 Not started', 'open'],
    ['Not done', 'open'],
    ['', 'open'],
    ['Whatever', 'open'],
    ['Blocked: no steel', 'blocked'],
    ['On hold', 'deferred'],
    ['N/A', 'not_applicable'],
    ['已完成', 'done'],
    ['未完成', 'open'],
    ['進行中', 'in_progress'],
    ['차단됨', 'blocked'],
    ['Em andamento', 'in_progress'],
    ['Pendiente', 'open'],
    ['Terminé', 'done'],
    ['Nicht begonnen', 'open'],
    ['Отложено', 'deferred'],
  ])('the status %s is %s', (cell, state) => {
    expect(progressIn(`| Task | Status |\n|---|---|\n| T1 | ${cell} |\n`).tasks[0]?.state).toBe(state);
  });
});

const lists = `## Phase 1: Shell

#### Tasks
1. Cut the frame
2. T002 Bend the glass
3. Paint the box
4. Oil the hinge

## Progress Tracking

### Completed
- [x] Cut the frame (2026-03-01)

### In Progress
- [ ] T002: glass
- [ ] Order the screws

### Blocked
- [ ] paint the box - Blocked by: no paint
- [ ] [Blocked item 2] - Blocked by: [Reason]
`;

describe('progress lists', () => {
  test('an entry and its task are one, addressed by the task', () => {
    const { tasks } = progressIn(lists);
    expect(tasks.map(({ text, state, home, entry, reason }) => [text, state, home, entry, reason])).toEqual([
      ['Cut the frame', 'done', 'entry', 'progress-tracking/completed/cut-the-frame-2026-03-01', undefined],
      ['Bend the glass', 'in_progress', 'entry', 'progress-tracking/in-progress/t002', undefined],
      ['Paint the box', 'blocked', 'entry', 'progress-tracking/blocked/paint-the-box-blocked-by', 'no paint'],
      ['Oil the hinge', 'open', 'item', undefined, undefined],
      ['Order the screws', 'in_progress', 'entry', undefined, undefined],
    ]);
  });

  test.each([
    ['zh', '进度跟踪', '已完成', '进行中', '受阻'],
    ['ja', '進捗追跡', '完了', '進行中', 'ブロック中'],
    ['ko', '진행 상황', '완료', '진행 중', '차단됨'],
    ['pt', 'Acompanhamento do progresso', 'Concluído', 'Em andamento', 'Bloqueado'],
    ['es', 'Seguimiento del progreso', 'Completado', 'En curso', 'Bloqueado'],
    ['fr', 'Suivi de l’avancement', 'Terminé', 'En cours', 'Bloqué'],
    ['de', 'Fortschritt', 'Erledigt', 'In Arbeit', 'Blockiert'],
    ['ru', 'Ход выполнения', 'Завершено', 'В работе', 'Заблокировано'],
  ])('%s', (_, title, done, doing, blocked) => {
    const text = `## ${title}\n\n### ${done}\n- A1\n\n### ${doing}\n- B1\n\n### ${blocked}\n- C1\n`;
    expect(taskLines(text)).toEqual(['4 done A1', '7 in_progress B1', '10 blocked C1']);
  });

  test('labels are lists, too; one alone is none outside a section about progress', () => {
    expect(taskLines('## Log\n\n**Done:**\n- Cut\n\n**Blocked:**\n- Bend\n')).toEqual(['4 done Cut', '7 blocked Bend']);
    expect(taskLines('## Risks\n\n**Blocked:**\n- Bend\n')).toEqual([]);
  });

  test('tasks with the same words are told apart by their phase', () => {
    const text = `## Phase 1: A\n\n**Tasks:**\n1. Test it\n\n## Phase 2: B\n\n**Tasks:**\n1. Test it\n\n## Progress\n\n### Completed\n- Test it (Phase 2)\n\n### Blocked\n- None\n`;
    expect(progressIn(text).tasks.map(({ phase, state }) => [phase, state])).toEqual([
      ['phase-1', 'open'],
      ['phase-2', 'done'],
    ]);
  });
});

/** A text without the stretches that only track. */
function substance(text: string): string {
  const subject = workSubject(text);
  let rest = '';
  let at = 0;
  for (const span of trackingSpans(subject.document, subject)) {
    expect(span.from).toBeGreaterThanOrEqual(at);
    rest += text.slice(at, span.from);
    at = span.to;
  }
  return (rest + text.slice(at)).replace(/\s+/g, ' ').trim();
}

describe('what only tracks', () => {
  test('boxes, notes, lists, status cells and the checklist of the end', () => {
    const text = `## Phase 1: Shell

- [x] Cut the frame
  - cut on Monday
  - [ ] Sand it
- [ ] Bend
  - Blocked: no steel

## Progress

### Completed
- [x] Cut the frame

### Blocked
- None

## Timeline

| Phase | End | Status |
|---|---|---|
| Phase 1 | May | Done |

## Definition of Done

- [x] Reviewed
  - by Mara

## Constitution Check

- [x] Small
  - PASS: 3 parts

## Review and Approval

- [x] Technical Review
`;
    expect(substance(text)).toBe(
      '## Phase 1: Shell - Cut the frame - Sand it - Bend ## Progress ## Timeline | Phase | End | Status | |---|---|---| ' +
        '| Phase 1 | May || ## Definition of Done - Reviewed ## Constitution Check - [x] Small - PASS: 3 parts ' +
        '## Review and Approval - [x] Technical Review',
    );
  });
});
