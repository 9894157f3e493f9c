import { harbour, planWith } from './constitutions.ts';
import type { Held } from './marking.ts';
import { loadBuiltIn } from './templates.ts';

/** A constitution section in one of the forms that plans have. */
export interface RecordForm {
  readonly name: string;
  readonly text: string;
  readonly held: Held;
  /** Principles whose rules have records of their own: a mark that these contradict is refused. */
  readonly ruled?: readonly string[];
}

const underHarbour: Held = { constitution: harbour };

function form(name: string, body: string, held: Held = underHarbour, ruled: readonly string[] = []): RecordForm {
  return { name, text: planWith(body), held, ruled };
}

/** A plan as it comes from a built-in template, under the template's own constitution. */
function fresh(id: string): RecordForm {
  const template = loadBuiltIn(id);
  return { name: `template ${id}`, text: template.text, held: { constitution: template.constitution?.text, template } };
}

const chinese = `# 宪法

## 核心原则

### 一、小船优先

只停小船。

### 二、水要清

不漏油。

### 三、夜里安静

十点后关机。
`;

const japanese = `# 憲法

## 基本原則

### I. 小舟だけ

大きな船は入れない。

### II. きれいな水

油を流さない。
`;

const korean = `# 헌법

## 핵심 원칙

### I. 작은 배만

큰 배는 들어오지 않는다.

### II. 맑은 물

기름을 흘리지 않는다.
`;

const german = `# Verfassung

## Grundsätze

### I. Kleine Boote

Nichts Größeres als eine Jolle.

### II. Sauberes Wasser

Kein Öl im Hafen.
`;

/** Every form of constitution section that marking knows, each with words of its own. */
export const recordForms: readonly RecordForm[] = [
  fresh('layered-platform'),
  fresh('full-lifecycle'),
  fresh('principle-gated'),
  fresh('spec-traceable'),
  fresh('service-delivery'),
  form(
    'boxes with a Violations field that says None',
    `- [ ] **Small Boats:** Will every boat fit between two posts?
- [x] **Clean Water:** Does it stay clean?
  - PASS: trays and a pump
- [ ] **Quiet Nights:** Is it quiet?

**Violations:** None`,
  ),
  form(
    'boxes with a record each',
    `- [ ] **Small Boats**: Will every boat fit?
  - VIOLATION: two ferries
  - Justification: the island has no other pier
- [x] **Clean Water**: Does it stay clean?
    - PASS: trays and a pump
- [x] **Quiet Nights**: Is it quiet?`,
  ),
  form(
    'boxes with the record behind a dash',
    `* [x] **Small Boats** — posts stand 2 m apart
* [ ] **Clean Water** — ❌ the pump leaks
* [x] **Quiet Nights** — ✅ PASS: electric engines only`,
  ),
  form(
    'bullets with the verdict behind the name',
    `- **Small Boats**: PASS. Posts stand 2 m apart
  and are marked.
- **Clean Water**: N/A (no boat is moored here)
- **Quiet Nights** — ✅ electric engines only`,
  ),
  form(
    'bullets that open with a sign',
    `- ✅ **Small Boats**: posts stand 2 m apart
- ❌ Clean Water: the pump leaks
- ✅ III. Quiet Nights — electric engines only`,
  ),
  form(
    'numbered bullets without a verdict',
    `1. **Small Boats** - posts stand 2 m apart
2. **Clean Water** - trays below every engine
3. **Quiet Nights** - electric engines only`,
  ),
  form(
    'headings with boxes',
    `### I. Small Boats
- [ ] All boats fit
- [ ] Posts are numbered

### II. Clean Water

- [x] No oil leaves a boat
  - PASS: trays below every engine
- [ ] Bilges are pumped ashore

### III. Quiet Nights
- [x] Engines are off
- [x] Nobody sings`,
    underHarbour,
    ['clean-water'],
  ),
  form(
    'headings with bullets',
    `### Small Boats

- Posts stand 2 m apart.

### Clean Water
- No oil leaves a boat
- Bilges are pumped ashore

### Quiet Nights

- [PRINCIPLE_REQUIREMENTS]`,
  ),
  form(
    'headings that carry the verdict',
    `### I. Small Boats — ✅ PASS

Posts stand 2 m apart.

### ✅ II. Clean Water

- trays below every engine
- a pump on the pier

### III. Quiet Nights ❌

The ferry sounds its horn.`,
  ),
  form(
    'headings with a status and a rationale',
    `### Principle I: Small Boats
**Status**: PASS
**Rationale**: Posts stand 2 m apart.

### Principle II: Clean Water
**Status**: VIOLATION
**Justification**: The old pump leaks until May.

### Principle III: Quiet Nights
**Status**: [PASS / VIOLATION / N/A]
**Rationale**: [why]`,
  ),
  form(
    'headings with a line that says it',
    `### Small Boats

**PASS** — posts stand 2 m apart

### Clean Water

The pump runs all night. **PASS**

### Quiet Nights

✅ Electric engines only.
Rowing is free.`,
  ),
  form(
    'bold lines with bullets',
    `**I. Small Boats**

- posts stand 2 m apart

**II. Clean Water**

- PASS: trays and a pump

**III. Quiet Nights**

- none is needed yet`,
  ),
  form(
    'a table with a status and notes',
    `| Principle | Status | Notes |
|---|---|---|
| I. Small Boats | ✅ PASS | posts stand 2 m apart |
| II. Clean Water | ⚠️ | the pump \\| leaks |
| III. Quiet Nights | | |`,
  ),
  form(
    'a table with numbers of their own and one cell for both',
    `| # | Article | Compliance |
|---|---|---|
| I | Small Boats | ✅ Posts stand 2 m apart |
| II | Clean Water | N/A — no boat is moored |
| III | Quiet Nights | ❌ the ferry sounds its horn |`,
  ),
  form(
    'a table with a complexity table behind it',
    `| Principle | Answer | Evidence |
|:--|:-:|---|
| **Small Boats** | PASS | posts stand 2 m apart |
| **Clean Water** | | |

### Complexity Tracking

| Violation | Why Needed | Simpler Alternative Rejected Because |
|---|---|---|
| None | - | - |`,
  ),
  form(
    'a table and a complexity section in words',
    `| Principle | Status |
|---|---|
| Small Boats | PASS |
| Clean Water | PASS: trays and a pump |

### Complexity Tracking

No violations.`,
  ),
  form(
    'lines of text that open with the name',
    `**Small Boats**: PASS — posts stand 2 m apart

**Clean Water** ✅ trays below every engine

Quiet Nights: N/A, no engines at all`,
  ),
  form(
    'lines of text in a row, each with a sign',
    `✅ Small Boats: posts stand 2 m apart
❌ **Clean Water** the pump leaks
✅ Quiet Nights — electric engines only`,
  ),
  form(
    'groups of labels with a violation block',
    `- Small Boats:

  - All boats fit.

- Clean Water:

  - No oil leaves a boat

- Quiet Nights:

  - Engines are off.

If a rule is broken on purpose, put it on record:

- Violation:
- Justification:
- Mitigation or follow-up plan:`,
  ),
  form('nothing yet', 'To be done.'),
  form(
    'bullets with reasons in a complexity section',
    `- **Small Boats**: VIOLATION: two ferries
- **Clean Water**: PASS: trays and a pump

### Complexity Tracking

- **Small Boats**: the island has no other pier`,
  ),
  form(
    'two looks at the same principles',
    `### Before design

| Principle | Status | Notes |
|---|---|---|
| Small Boats | PASS | posts stand 2 m apart |
| Clean Water | DEFERRED | waits for the pump |

### After design

| Principle | Status | Notes |
|---|---|---|
| Small Boats | PASS | still so |
| Clean Water | PASS | the pump is there |`,
  ),
  form('a section for violations', '- **Small Boats**: PASS: posts stand 2 m apart\n\n### Violations\n\nNone.'),
  form(
    'an own list of boxes',
    `- [ ] **Centre:** Does everything arrive in one place?
- [x] **Scale:** Does it carry 100 a week?
- [x] **Reach**: Does it work in a browser? — nothing to install, see section 3`,
    {},
  ),
  form(
    'an own list of groups',
    `### 2.1 Code Style

- [x] Names follow the style
  - eslint is set up
- [ ] Patterns match

### 2.2 Data Care
- [ ] Data is safe`,
    {},
    ['code-style'],
  ),
  form(
    'an own list of bullets',
    `- **Backups exist**: ✅ every night
- **Keys rotate** — PASS: once a month
- **Logs are kept**
  - PASS: for a year`,
    {},
  ),
  form(
    'an own list of rows',
    '| Check | Result |\n|---|---|\n| Backups exist | ✅ |\n| Keys rotate | ❌ not yet |',
    {},
  ),
  form(
    'Chinese rows',
    `| 原则 | 状态 | 说明 |
|---|---|---|
| 小船优先 | 通过 | 只停两米以下的船 |
| 水要清 | ✅ 通过 | 有托盘和水泵 |
| 夜里安静 | | |`,
    { constitution: chinese },
  ),
  form('Chinese boxes', '- [ ] **小船优先**：只停小船吗？\n- [x] **水要清**：水清吗？\n  - 通过：有托盘和水泵', {
    constitution: chinese,
  }),
  form(
    'Japanese boxes',
    '- [ ] **小舟だけ**: 二メートル以内の船だけが入る。適合。\n- [x] **きれいな水**: 油は流さない → 受け皿を置く。適合。',
    {
      constitution: japanese,
    },
  ),
  form(
    'Korean rows',
    '| 원칙 | 상태 | 근거 |\n|---|---|---|\n| I. 작은 배만 | ✅ 준수 | 기둥 사이가 2 미터다 |\n| II. 맑은 물 | ⚠ | 펌프가 아직 없다 |',
    {
      constitution: korean,
    },
  ),
  form(
    'German headings',
    '### Kleine Boote\n\n**Status**: Erfüllt\n**Begründung**: Die Pfosten stehen eng.\n\n### Sauberes Wasser\n\n- Wannen unter jedem Motor',
    { constitution: german },
  ),
  { name: 'no section at all', text: '# Plan\n\n## Scope\n\nText.\n\n---\n\n**Status:** Draft\n', held: underHarbour },
];
