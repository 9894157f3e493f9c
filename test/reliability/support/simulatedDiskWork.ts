import { base, hasTool } from './simulatedDiskServer.ts';
import type { Files } from './simulatedDiskFiles.ts';

/** A call of a tool that writes a plan. */
export interface WritingCall {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Calls before it, of which it takes something back. */
  readonly first?: readonly WritingCall[];
}

export const plan = 'plans/ferry.md';

const text = `# Implementation Plan: Night ferry

**Status**: Draft

## Summary

A ferry crosses between two quays.

## Tasks

- [ ] T001 Set lamps on the north quay
- [ ] T002 Tar the south quay

## Open Questions

- Who sweeps the quays?
`;

const template = `# Implementation Plan: [FEATURE]

**Status**: [Draft / In Review / Approved]

## Summary

[Describe the feature]
`;

/** A workspace with one plan and one template, before anything was written to it. */
export const files: Files = {
  '/home/': '',
  [`${base}/.plankeeper/templates/small.md`]: template,
  [`${base}/${plan}`]: text,
};

const fill: WritingCall = {
  tool: 'fill_section',
  args: {
    plan,
    fills: [{ section: 'summary', find: 'two quays', content: 'two quays from ten to five' }],
  },
};

/** One call of each tool that writes to a plan that is there. */
export const edits: readonly WritingCall[] = [
  fill,
  { tool: 'add_item', args: { plan, items: [{ section: 'tasks', values: { item: 'T003 Print timetables' } }] } },
  { tool: 'mark_item', args: { plan, items: [{ item: 'T001', state: 'done' }] } },
  {
    tool: 'answer_question',
    args: { plan, answers: [{ question: 'who-sweeps-the-quays', answer: 'The harbour office.' }] },
  },
  { tool: 'set_status', args: { plan, status: 'In Review' } },
  ...(hasTool('restore_plan') ? [{ tool: 'restore_plan', args: { plan }, first: [fill] }] : []),
];

/** Makes a plan where none is: folders are missing on the way. */
export const creation: WritingCall = {
  tool: 'create_plan',
  args: { title: 'Day ferry', template: 'small', path: 'docs/plans/day/plan.md' },
};

/** Makes a plan with a number of its own. */
export const numbered: WritingCall = { tool: 'create_plan', args: { title: 'Day ferry', template: 'small' } };
