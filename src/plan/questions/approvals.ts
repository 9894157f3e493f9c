import type { Words } from '../words.ts';

/** 'Approvals needed', 'Required approvals': what stands below are approvals to be had before or during the work. */
export function isApprovalsTitle(words: Words, title: string): boolean {
  return words.label('approvalsNeeded').is(title);
}
