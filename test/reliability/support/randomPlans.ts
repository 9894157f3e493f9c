import fc from 'fast-check';
import { parseDocument } from '../../../src/markdown/document.ts';
import { listSections } from '../../../src/markdown/outline.ts';
import { hostileMarkdown } from '../../support/hostileMarkdown.ts';

const starts = [
  '',
  '\uFEFF',
  '---\nstatus: Draft\ntide: 007 # high water\n---\n',
  '---\nplankeeper: harbour@000000000000\nowner: "Ada: keeper"\n---\n',
  '---\nkeys: [a, b]\n---\n\n',
];

const titles = ['# Plan: Harbour wall\n\n', '# Implementation Plan: [FEATURE NAME]\n\n', ''];

const heads = [
  '**Status**: Draft\n**Owner**: Ada\n**Last Updated**: 2026-01-02\n\n',
  '**Branch**: [###-feature-name] | **Date**: [DATE] | **Status**: [Draft / In Review / Approved]\n\n',
  '| Key | Value |\n|---|---|\n| Status | Draft |\n| Owner | |\n\n',
  '> **Status:** In Progress\n\n',
  '',
];

/** What sections of plans hold, template places and written text alike. */
const sections = [
  '## Summary\n\n[What the wall is for, in two sentences]\n\n',
  '## Overview\n\nThe wall keeps the sea out of the *old* town.\n\n**Goal**: dry cellars\n**Cost**:\n\n',
  '## Constitution Check\n\n- [ ] **Safe Walls**: [evidence]\n- [x] Clean Water\n  - PASS: tests of May\n- [ ] Small Boats\n\n',
  '## Constitution Check\n\n| Principle | Status | Notes |\n|---|---|---|\n| Safe Walls | [PASS / FAIL] | |\n| Clean Water | PASS | seen |\n\n',
  '## Open Questions\n\n- Who pays for the stones?\n- [ ] How high is the tide? [NEEDS CLARIFICATION: which year?]\n\n',
  '## Open Questions\n\n**Question 1**: Who pays?\n- Owner: Mara\n- Deadline: 2026-01-01\n\n**Question 2**: [Question]\n\n',
  '## Gates\n\n### Gate 1: Ground\n\n**Status**: [PASS / FAIL / CONDITIONAL]\n**Justification**:\n\n',
  '## Phase 1: Foundations\n\n**Goal**: stones\n\n- [ ] T001 Order stones\n- [x] T002 [P] Measure the quay in `src/quay.md`\n  - done by Ada\n- [ ] T003 Lay stones (depends on T001)\n\n',
  '## Phases\n\n### Phase 1: [Name]\n\n**Tasks:**\n- [ ] Task 1\n- [ ] Task 2\n\n### Phase 2: [Name]\n\n**Tasks:**\n- [ ] Task 1\n\n',
  '## Tasks\n\n1. Order stones\n2. Lay them\n   - slowly\n3. [Task]\n\n',
  '## Timeline\n\n| Phase | Start | Duration | Status |\n|---|---|---|---|\n| Phase 1 | 2026-01-05 | 2 weeks | Not started |\n| Phase 2 | | | |\n\n',
  '## Risks\n\n| Risk | Impact | Mitigation |\n|---|---|---|\n| Storm | High | Wait |\n| [Risk] | [Low/Med/High] | |\n\n',
  '## Risks\n\n**Risk 1**: Storm\n- **Impact**: High\n- **Mitigation**:\n\n**Risk 2**\n\n',
  '## Progress\n\n**Completed:**\n- Stones ordered\n\n**In Progress:**\n- None\n\n**Blocked:**\n\n',
  '## Data Model\n\n```sql\nCREATE TABLE stone (id int); -- [NEEDS CLARIFICATION: type]\n```\n\n',
  '## 5. Rollout\n\n### 5.1 Canary\n\n{area of work}\n\n### 5.2 All\n\n<!-- not before May -->\nTBD\n\n',
  '## Requirements\n\n- **FR-001**: The wall MUST stand\n- **FR-002**: It [NEEDS CLARIFICATION: floats?]\n- FR-003 None\n\n',
  '## Review\n\n- [ ] Ada\n- [ ] Final Approval\n\n---\n\n**Plan Status:** Draft\n',
  '## Notes\n\n> A word of the harbour master.\n\nTwo lines  \nof one paragraph.\n\n***\n\n',
];

/** A text in the shapes that plans and their templates have; one in four is hostile Markdown. */
export const planText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...starts),
        fc.constantFrom(...titles),
        fc.constantFrom(...heads),
        fc.array(fc.constantFrom(...sections), { minLength: 1, maxLength: 8 }),
        fc.constantFrom('\n', '\r\n', 'mixed', '\r'),
      )
      .map(([start, title, head, parts, ending]) => withEndings(start + title + head + parts.join(''), ending)),
  },
  { weight: 1, arbitrary: hostileMarkdown },
);

function withEndings(text: string, ending: string): string {
  if (ending !== 'mixed') return text.replaceAll('\n', ending);
  return text
    .split('\n')
    .map((line, at) => line + (at % 3 === 0 ? '\r\n' : '\n'))
    .join('')
    .replace(/\r?\n$/, '');
}

/** A line that somebody wrote by hand, of which no call speaks. */
export interface Canary {
  readonly words: string;
  /** The line's ending, empty at the end of the file. */
  readonly ending: string;
  readonly at: number;
}

/** The text with one line of a human's own at the end of every section. */
export function withCanaries(text: string): string {
  const document = parseDocument(text);
  const spots = listSections(document)
    .filter(({ kind }) => kind === 'section')
    .map((section) => Math.max(section.heading.to, section.body.to))
    .toSorted((a, b) => b - a);
  return spots.reduce((made, at, index) => {
    const words = `Heron ${spots.length - index} of ${at} stands where it stood.`;
    return `${made.slice(0, at)}${document.eol}${document.eol}${words}${document.eol}${made.slice(at)}`;
  }, text);
}

export function canariesIn(text: string): readonly Canary[] {
  return [...text.matchAll(/Heron \d+ of \d+ stands where it stood\.(\r\n|\n|\r|)/g)].map((match) => ({
    words: match[0].slice(0, match[0].length - (match[1] ?? '').length),
    ending: match[1] ?? '',
    at: match.index,
  }));
}
