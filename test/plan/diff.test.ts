import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { diffPlans } from '../../src/plan/diff/diffPlans.ts';
import type { PlanChange } from '../../src/plan/diff/model.ts';

const base = `---
plankeeper: two-steps@1
owner: Ada
---
# Implementation Plan: Export

**Status**: Draft | **Last Updated**: 2026-01-02
**Author:** Ada

## Overview

Orders leave as one file a day. Nobody waits for it.

The file is signed.

## Phases

### Phase 1: Setup

**Goal:** A bucket that only we can read

**Tasks:**
- [ ] T001 Make the bucket
- [ ] T002 Write the key rotation
  - Note: keys live 30 days

### Phase 2: Core

**Goal:** A file a day

**Tasks:**
- [ ] T003 Build the exporter

## Timeline

| Phase | Duration | Depends on |
|-------|----------|------------|
| Phase 1 | 2 days | |
| Phase 2 | 5 days | Phase 1 |

## Risks

- The bucket fills up
- **Clock**: servers drift apart

\`\`\`sql
SELECT 1;
\`\`\`

---

Kept by the export team.
`;

function change(...edits: readonly (readonly [string, string])[]): string {
  return edits.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, () => to);
  }, base);
}

function diff(before: string, after: string): string[] {
  return diffPlans(parseDocument(before), parseDocument(after)).map(said);
}

/** `changed cell timeline/phase-2:41 Duration "5 days" → "6 days"`. */
function said(each: PlanChange): string {
  const name = each.name === undefined ? '' : ` ${each.name}`;
  const from = each.from === undefined ? '' : ` from ${each.from}`;
  const behind = each.behind === undefined ? '' : ` behind "${each.behind}"`;
  const below = each.below === undefined ? '' : ` +${each.below}`;
  const texts = [each.before, each.after].map((text) => (text === undefined ? '' : JSON.stringify(text)));
  const words = texts.every((text) => text === '') ? '' : ` ${texts.join(' → ')}`;
  return `${each.kind} ${each.what} ${each.place}:${each.line}${name}${from}${behind}${below}${words}`;
}

function diffOf(...edits: readonly (readonly [string, string])[]): string[] {
  return diff(base, change(...edits));
}

describe('a diff of plans', () => {
  it('is empty for equal texts, for line endings, white space and Last Updated', () => {
    expect(diff(base, base)).toEqual([]);
    expect(diff(base, base.replaceAll('\n', '\r\n'))).toEqual([]);
    expect(diff(base, `\uFEFF${base.replaceAll('\n\n', '\n\n\n').trimEnd()}`)).toEqual([]);
    expect(diffOf(['**Last Updated**: 2026-01-02', '**Last Updated**: 2026-11-21'])).toEqual([]);
    expect(diff('---\nlast_updated: 2026-01-01\n---\n# A\n', '---\nlast_updated: 2026-01-02\n---\n# A\n')).toEqual([]);
  });

  it('names fields, in header, body and front matter', () => {
    expect(diffOf(['**Status**: Draft', '**Status**: Approved'])).toEqual([
      'changed field header/status:7 Status "Draft" → "Approved"',
    ]);
    expect(diffOf(['owner: Ada', 'owner: Grace\nteam: Export'])).toEqual([
      'changed field front-matter/owner:3 owner "Ada" → "Grace"',
      'added field front-matter/team:4 team  → "Export"',
    ]);
    expect(diffOf(['**Author:** Ada', '**Writer:** Ada'])).toEqual([
      'renamed field header/writer:8 Writer "Author" → "Writer"',
    ]);
    expect(diffOf(['**Goal:** A file a day\n\n', ''])).toEqual([
      'removed field phases/phase-2/goal:29 Goal "A file a day" → ',
    ]);
  });

  it('names cells, rows and columns', () => {
    expect(diffOf(['| Phase 2 | 5 days | Phase 1 |', '| Phase 2 | 6 days | |\n| Phase 3 | 1 day | |'])).toEqual([
      'changed cell timeline/phase-2:39 Duration "5 days" → "6 days"',
      'changed cell timeline/phase-2:39 Depends on "Phase 1" → ""',
      'added row timeline/phase-3:40  → "| Phase 3 | 1 day | |"',
    ]);
    expect(diffOf(['| Phase 1 | 2 days | |\n', ''])).toEqual([
      'removed row timeline/phase-1:36 "| Phase 1 | 2 days | |" → ',
    ]);
    expect(
      diffOf(
        ['| Phase | Duration | Depends on |', '| Phase | Owner | Duration |'],
        ['| Phase 1 | 2 days | |', '| Phase 1 | Ada | 3 days |'],
        ['| Phase 2 | 5 days | Phase 1 |', '| Phase 2 | Ada | 5 days |'],
      ),
    ).toEqual([
      'changed columns timeline:36 "Phase | Duration | Depends on" → "Phase | Owner | Duration"',
      'changed cell timeline/phase-1:38 Duration "2 days" → "3 days"',
    ]);
    expect(
      diffOf([
        '| Phase 1 | 2 days | |\n| Phase 2 | 5 days | Phase 1 |',
        '| Phase 2 | 5 days | Phase 1 |\n| Phase 1 | 2 days | |',
      ]),
    ).toEqual(['moved row timeline/phase-1:39 behind "timeline/phase-2"']);
  });

  it('names items, their boxes, labels and what stands below them', () => {
    expect(diffOf(['- [ ] T001 Make', '- [x] T001 Make'])).toEqual([
      'changed box phases/phase-1/t001:23 "[ ]" → "[x]"',
    ]);
    expect(diffOf(['T002 Write the key rotation', 'T002 Write and test the rotation of keys'])).toEqual([
      'changed item phases/phase-1/t002:24 "T002 Write the key rotation" → "T002 Write and test the rotation of keys"',
    ]);
    expect(diffOf(['keys live 30 days', 'keys live 7 days'])).toEqual([
      'changed field phases/phase-1/note:25 Note "keys live 30 days" → "keys live 7 days"',
    ]);
    expect(
      diffOf(['- The bucket fills up', '- A bucket fills up too fast'], ['servers drift apart', 'they drift']),
    ).toEqual([
      'changed item risks/a-bucket-fills-up-too-fast:43 "The bucket fills up" → "A bucket fills up too fast"',
      'changed field risks/clock:44 Clock "servers drift apart" → "they drift"',
    ]);
    expect(diffOf(['- The bucket fills up\n', '- Nobody reads it\n- Costs\n  - of storage\n'])).toEqual([
      'removed item risks/the-bucket-fills-up:43 "The bucket fills up" → ',
      'added item risks/nobody-reads-it:43  → "Nobody reads it"',
      'added item risks/costs:44  → "Costs\\n  - of storage"',
    ]);
  });

  it('tells an item that went from list to list from one that is gone', () => {
    const lists = (done: string, open: string): string =>
      `# P\n\n## Completed\n\n${done}\n\n## In Progress\n\n${open}\n`;
    expect(diff(lists('- [x] A', '- [ ] Build it\n- [ ] C'), lists('- [x] A\n- [x] Build it', '- [ ] C'))).toEqual([
      'moved item completed/build-it:6 from in-progress/build-it  → "Build it"',
    ]);
  });

  it('gives paragraphs, fences and comments as text', () => {
    expect(diffOf(['one file a day. Nobody', 'one file an hour. Nobody'])).toEqual([
      'changed text overview:12 "Orders leave as one file a day. Nobody waits for it." → "Orders leave as one file an hour. Nobody waits for it."',
    ]);
    expect(diffOf(['The file is signed.\n', 'The file is signed.\n\nAnd sealed.\n'])).toEqual([
      'added text overview:16  → "And sealed."',
    ]);
    expect(diffOf(['\n\nThe file is signed.', ''])).toEqual(['removed text overview:12 "The file is signed." → ']);
    expect(diffOf(['SELECT 1;', 'SELECT 2;'])).toEqual([
      'changed text risks:46 "```sql\\nSELECT 1;\\n```" → "```sql\\nSELECT 2;\\n```"',
    ]);
    expect(diffOf(['Kept by the export team.', 'Kept by nobody.'])).toEqual([
      'changed text footer:52 "Kept by the export team." → "Kept by nobody."',
    ]);
    expect(diffOf(['# Implementation Plan: Export', '# Implementation Plan: Import'])).toEqual([
      'renamed section title:5 "Implementation Plan: Export" → "Implementation Plan: Import"',
    ]);
  });

  it('names what only marks or indentation change', () => {
    expect(diffOf(['  - Note: keys', '- Note: keys'])).not.toEqual([]);
    expect(diff('# P\n\n## A\n\n- a\n- b\n', '# P\n\n## A\n\n1. a\n2. b\n')).toEqual([
      'changed text a:5 "- a\\n- b" → "1. a\\n2. b"',
    ]);
    expect(diffOf(['### Phase 2: Core', '## Phase 2: Core'])).toEqual(['moved section phase-2:27 from phases/phase-2']);
  });
});

describe('sections in a diff', () => {
  it('are added and removed once, with what is below them', () => {
    const testing = '## Testing\n\nBy hand.\n\n### Load\n\nNone.\n\n## Timeline';
    expect(diffOf(['## Timeline', testing])).toEqual([
      'added section testing:34 +1  → "By hand.\\n\\n### Load\\n\\nNone."',
    ]);
    expect(diff(change(['## Timeline', testing]), base)).toEqual([
      'removed section testing:32 +1 "By hand.\\n\\n### Load\\n\\nNone." → ',
    ]);
  });

  it('are renamed where number, place or text stay', () => {
    expect(diffOf(['### Phase 1: Setup', '### Phase 1: Storage'])).toEqual([
      'renamed section phases/phase-1:18 "Phase 1: Setup" → "Phase 1: Storage"',
    ]);
    expect(diffOf(['## Overview', '## Summary'], ['The file is signed.', 'The file is sealed.'])).toEqual([
      'renamed section summary:10 from overview "Overview" → "Summary"',
      'changed text summary:14 "The file is signed." → "The file is sealed."',
    ]);
  });

  it('that make room for a new one keep their text', () => {
    const before = '### Phase 1: Storage\n\n**Goal:** Nothing yet\n\n### Phase 2: Setup';
    expect(diffOf(['### Phase 2: Core', '### Phase 3: Core'], ['### Phase 1: Setup', before])).toEqual([
      'added section phases/phase-1:18 +0  → "**Goal:** Nothing yet"',
      'renamed section phases/phase-2:22 from phases/phase-1 "Phase 1: Setup" → "Phase 2: Setup"',
      'renamed section phases/phase-3:31 from phases/phase-2 "Phase 2: Core" → "Phase 3: Core"',
    ]);
  });

  it('are moved among their siblings or elsewhere, and say what changed in them', () => {
    const timeline = /## Timeline[^]*?(?=## Risks)/.exec(base)?.[0] ?? '';
    const risks = /## Risks[^]*?(?=---\n\nKept)/.exec(base)?.[0] ?? '';
    const swapped = base.replace(timeline + risks, () => `${risks}${timeline.replace('5 days', '9 days')}`);
    expect(diff(base, swapped)).toEqual([
      'moved section risks:34 behind "phases"',
      'changed cell timeline/phase-2:48 Duration "5 days" → "9 days"',
    ]);
    const below = base.replace('## Timeline', '### Timeline');
    expect(diff(base, below)).toEqual(['moved section phases/timeline:34 from timeline']);
  });

  it('with new title and text at the same spot are others', () => {
    expect(
      diffOf(
        ['## Overview', '## Security'],
        ['Orders leave as one file a day. Nobody waits for it.\n\nThe file is signed.', 'Keys: none.'],
      ),
    ).toEqual([
      'removed section overview:8 +0 "Orders leave as one file a day. Nobody waits for it.\\n\\nThe file is signed." → ',
      'added section security:10 +0  → "Keys: none."',
    ]);
  });

  it('may be units', () => {
    const gates = (second: string): string =>
      `# P\n\n## Gates\n\n**Gate 1**: Design\n- Status: PASS\n\n**Gate 2**: ${second}\n`;
    expect(
      diff(gates('Launch\n- Status: FAIL'), gates('Go-live\n- Status: PASS\n\n**Gate 3**: End\n- Status: open')),
    ).toEqual([
      'renamed section gates/gate-2:8 "Gate 2: Launch" → "Gate 2: Go-live"',
      'changed field gates/gate-2/status:9 Status "FAIL" → "PASS"',
      'added section gates/gate-3:11 +0  → "- Status: open"',
    ]);
  });
});
