import { planRevision } from '../../../src/markdown/revision.ts';

/** A call that changes a plan, always in the same way. */
export interface WritingCall {
  /** What stands there before; undefined where the call creates it. */
  readonly text: string | undefined;
  /** A call that goes before, unharmed. */
  readonly before?: { readonly tool: string; args(plan: string): Readonly<Record<string, unknown>> };
  /** `old` is the plan's text when the call is made. */
  args(plan: string, old: string): Readonly<Record<string, unknown>>;
  /** The code by which the same call is refused once it has been done; undefined where it changes nothing then. */
  readonly again?: string;
}

/** A plan that every tool has something to do in. */
export const planText = `# Parcel lockers

**Status**: Draft

## Summary

[Describe the summary]

## Tasks

- [ ] T001 Dig the foundation
- [ ] T002 Lay the cable

## Open Questions

- Q1: Who digs?
`;

const fills = [{ section: 'Summary', content: 'Twelve lockers at the north gate.' }];

/** A call for every tool that writes, by the tool's name. */
export const writingCalls: Readonly<Record<string, WritingCall>> = {
  create_plan: {
    text: undefined,
    args: (plan) => ({ title: 'Parcel lockers', path: plan }),
    again: 'plan_exists',
  },
  fill_section: { text: planText, args: (plan) => ({ plan, fills }) },
  add_item: {
    text: planText,
    args: (plan) => ({ plan, items: [{ section: 'Tasks', values: { item: 'T003 Test the doors' } }] }),
  },
  mark_item: { text: planText, args: (plan) => ({ plan, items: [{ item: 'T001', state: 'done' }] }) },
  answer_question: {
    text: planText,
    args: (plan) => ({ plan, answers: [{ question: 'Q1', answer: 'The city does.' }] }),
  },
  set_status: { text: planText, args: (plan) => ({ plan, status: 'In Review' }) },
  restore_plan: {
    text: planText,
    before: { tool: 'fill_section', args: (plan) => ({ plan, fills }) },
    args: (plan, old) => ({ plan, revision: planRevision(planText), expect: planRevision(old) }),
  },
};
