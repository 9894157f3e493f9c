import { expect, test } from 'vitest';
import { check, checkOwn, planWith, verdicts } from '../support/constitutions.ts';

const passing = { 'small-boats': 'pass', 'clean-water': 'pass', 'quiet-nights': 'pass' };

test.each([
  [
    'a table with a status and notes',
    `| Principle | Status | Notes |
|---|---|---|
| I. Small Boats | ✅ PASS | posts stand 2 m apart |
| II. Clean Water | PASS | trays and a pump |
| III. Quiet Nights | ✓ | electric engines only |`,
    passing,
  ],
  [
    'a table with numbers of their own, other words for the columns, and one cell for both',
    `| # | Article | Compliance |
|---|---|---|
| I | Small Boats | ✅ Posts stand 2 m apart |
| II | Clean Water | N/A — no boat is moored |
| III | Quiet Nights | ❌ the ferry sounds its horn |`,
    { 'small-boats': 'pass', 'clean-water': 'not_applicable', 'quiet-nights': 'violation' },
  ],
  [
    'a table that restates the principle beside the verdict',
    `| Principle | Check | Status | Justification (if needed) |
|---|---|---|---|
| **I. Small Boats** | no ship, no ferry | ✅ PASS | posts stand 2 m apart |
| **II. Clean Water** | no oil anywhere | ✅ PASS | |`,
    { 'small-boats': 'pass', 'clean-water': 'unsupported', 'quiet-nights': 'unaddressed' },
  ],
  [
    'a table whose cells are open, unread or bare',
    `| Principle | Status | Evidence |
|---|---|---|
| Small Boats | | posts stand 2 m apart |
| Clean Water | mostly fine | trays and a pump |
| Quiet Nights | PASS | |`,
    { 'small-boats': 'unaddressed', 'clean-water': 'unknown', 'quiet-nights': 'unsupported' },
  ],
  [
    'a table in a language that no word list knows, with a sign',
    `| 원칙 | 상태 | 근거 |
|---|---|---|
| I. Small Boats | ✅ | 기둥 사이가 2 미터다 |
| II. Clean Water | ⚠ | 펌프가 아직 없다 |`,
    { 'small-boats': 'pass', 'clean-water': 'unknown', 'quiet-nights': 'unaddressed' },
  ],
  [
    'bullets with the verdict behind the name',
    `- **Small Boats**: PASS. Posts stand 2 m apart
  and are marked.
- **Clean Water**: N/A (no boat is moored here)
- **Quiet Nights** — ✅ electric engines only`,
    { 'small-boats': 'pass', 'clean-water': 'not_applicable', 'quiet-nights': 'pass' },
  ],
  [
    'headings with a verdict and text below',
    `### I. Small Boats — ✅ PASS

Posts stand 2 m apart.

### ✅ II. Clean Water

- trays below every engine
- a pump on the pier

### III. Quiet Nights ❌

The ferry sounds its horn.`,
    { 'small-boats': 'pass', 'clean-water': 'pass', 'quiet-nights': 'violation' },
  ],
  [
    'headings with a status and a rationale',
    `### Principle I: Small Boats
**Status**: PASS
**Rationale**: Posts stand 2 m apart.

### Principle II: Clean Water
**Status**: VIOLATION
**Justification**: The old pump leaks until May.

### Principle III: Quiet Nights
**Status**: PASS: [evidence]
**Rationale**: [why]`,
    { 'small-boats': 'pass', 'clean-water': 'justified', 'quiet-nights': 'unsupported' },
  ],
  [
    'headings with a status that nobody chose',
    `### Small Boats
**Status**: [PASS / VIOLATION / N/A]

### Clean Water
**Status**:

### Quiet Nights
**Status**: fine`,
    { 'small-boats': 'unaddressed', 'clean-water': 'unaddressed', 'quiet-nights': 'unknown' },
  ],
  [
    'headings with bare verdicts',
    `### I. Small Boats — PASS

### II. Clean Water ✓

### III. Quiet Nights

[PRINCIPLE_REQUIREMENTS]`,
    { 'small-boats': 'unsupported', 'clean-water': 'unsupported', 'quiet-nights': 'unaddressed' },
  ],
  [
    "headings with the author's words and no verdict",
    `### Small Boats

- Posts stand 2 m apart.

### Clean Water

- Trays below every engine.
- PASS: the trays are in the drawing

### Quiet Nights

- [PRINCIPLE_REQUIREMENTS]`,
    { 'small-boats': 'unknown', 'clean-water': 'pass', 'quiet-nights': 'unaddressed' },
  ],
  [
    'prose that names a principle and gives a verdict',
    `Posts stand 2 m apart, so Small Boats holds: **PASS**.
The pump leaks, Clean Water ❌.
Quiet Nights was talked about.`,
    { 'small-boats': 'pass', 'clean-water': 'violation', 'quiet-nights': 'unaddressed' },
  ],
  [
    'prose that only promises',
    `Small Boats will PASS when the posts stand.
Clean Water must PASS.
All engines are electric. Quiet Nights does not PASS.`,
    { 'small-boats': 'unaddressed', 'clean-water': 'unknown', 'quiet-nights': 'unknown' },
  ],
  [
    'a second look at the same principles',
    `### Before design

| Principle | Status | Notes |
|---|---|---|
| Small Boats | PASS | |
| Clean Water | PASS | trays and a pump |
| Quiet Nights | DEFERRED | waits for the survey |

### After design

| Principle | Status | Notes |
|---|---|---|
| Small Boats | PASS | posts stand 2 m apart |
| Clean Water | PASS | still so, see the drawing |
| Quiet Nights | PASS | the survey is done |`,
    { 'small-boats': 'pass', 'clean-water': 'pass', 'quiet-nights': 'unknown' },
  ],
])('%s', (_, body, expected) => {
  expect(verdicts(check(planWith(body)))).toEqual(expected);
});

test('verdicts are read the same with CRLF line ends, a BOM and other headings around', () => {
  const plan = planWith(
    '- [ ] **Small Boats:** Will every boat fit between two posts?\n  - PASS: posts stand 2 m apart',
  );
  const found = check(`\uFEFF---\nid: x\n---\n${plan}`.replace(/\n/g, '\r\n'));
  expect(found.principles[0]).toMatchObject({ verdict: 'pass', line: 9, evidence: 'posts stand 2 m apart' });
});

test('a check section below another, and a second one, are both read', () => {
  const plan = `# Plan

## 2. Overview

### 2.1 Constitution Check (before research)

- **Small Boats**: PASS: posts stand 2 m apart

## Constitution Re-Check

- **Clean Water**: PASS: trays and a pump

## Constitution Check of the neighbours

- **Quiet Nights**: PASS: electric engines only
`;
  expect(verdicts(check(plan))).toEqual(passing);
});

test('verdicts in code, comments and other sections do not count', () => {
  const body = '```\n- **Small Boats**: PASS: posts stand\n```\n\n<!-- - **Clean Water**: PASS: trays and a pump -->';
  const found = check(`${planWith(body)}\n## Notes\n\n- **Quiet Nights**: PASS: electric engines\n`);
  expect(verdicts(found)).toEqual({
    'small-boats': 'unaddressed',
    'clean-water': 'unaddressed',
    'quiet-nights': 'unaddressed',
  });
});

test('without a constitution: named boxes', () => {
  const body = `- [ ] **Centre:** Does everything arrive in one place?
- [x] **Scale:** Does it carry 100 a week?
- [x] **Reach**: Does it work in a browser? — nothing to install, see section 3
- [ ] **Cloud:** Is it deployed there?
  - PASS: the account exists`;
  const found = checkOwn(planWith(body));
  expect(verdicts(found)).toEqual({ centre: 'unaddressed', scale: 'unsupported', reach: 'pass', cloud: 'pass' });
  expect(found.constitution).toEqual({ unfilled: false });
});

test('without a constitution: boxes without a name are principles by their words', () => {
  expect(
    verdicts(
      checkOwn(planWith('Before going on:\n\n- [x] Names follow the style — eslint is set up\n- [x] Data is safe')),
    ),
  ).toEqual({
    'names-follow-the-style': 'pass',
    'data-is-safe': 'unsupported',
  });
});

test('without a constitution: groups with boxes are principles, their boxes rules', () => {
  const group = (heading: string): string => `${heading}

- [x] Names follow the style
  - eslint is set up
- [ ] Patterns match
  - N/A: there is no pattern yet`;
  for (const heading of ['### 2.1 Code Style', '**Code Style**', '**Code Style:**']) {
    expect(verdicts(checkOwn(planWith(group(heading)))), heading).toEqual({ 'code-style': 'pass' });
  }
});

test('without a constitution: bullet groups, and headings with a slot', () => {
  const body =
    '- Git workflow:\n\n  - Branches are named so.\n  - Work is merged by request.\n\n- Tests:\n\n  - They come first.\n  - PASS: written before the code, see tasks';
  expect(verdicts(checkOwn(planWith(body)))).toEqual({ 'git-workflow': 'unaddressed', tests: 'pass' });
  expect(
    verdicts(
      checkOwn(
        planWith(
          '### Clarity\n- [PRINCIPLE_REQUIREMENTS]\n\n### Safety\n- [PRINCIPLE_REQUIREMENTS]\n- PASS: see section 4',
        ),
      ),
    ),
  ).toEqual({
    clarity: 'unaddressed',
    safety: 'pass',
  });
});

test('without a constitution and without a list there is nothing to hold the plan against', () => {
  const found = checkOwn('# Plan\n\n## Constitution Check\n\nAll is well. ✅\n');
  expect(found).toMatchObject({ verdict: 'incomplete', principles: [], checked: [] });
  expect(found.skipped).toContainEqual({
    rule: 'principles',
    why: 'there is no constitution, and the plan has no check list of its own',
  });
});
