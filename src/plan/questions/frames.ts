import type { Words } from '../words.ts';
import { isApprovalsTitle } from './approvals.ts';
import { blockingMark } from './blocking.ts';
import { isDeferredTitle } from './deferred.ts';
import type { Frame } from './entry.ts';
import { isDetailLabel } from './pairs.ts';
import { isNumbered, isQuestionLabel } from './reading.ts';

/** What a label or heading inside a questions section makes of the questions below it. `isKind`: it names their kind. */
export interface Named {
  readonly frame: Frame;
  readonly isKind: boolean;
}

/** The frame below a title: its kind, whether it blocks; 'settled' where all below is resolved. */
export function frameBelow(words: Words, title: string, above: Frame): Named | 'settled' {
  const frame = {
    ...above,
    details: { ...above.details, blocking: blockingMark(title, words) ?? above.details.blocking },
  };
  if (words.label('unresolved').is(title)) return { frame: { ...frame, kind: 'question', mixed: false }, isKind: true };
  if (isApprovalsTitle(words, title) || words.role('approvals').is(title)) {
    return { frame: { ...frame, kind: 'approval', mixed: false }, isKind: true };
  }
  if (isDeferredTitle(words, title)) return { frame: { ...frame, kind: 'deferred', mixed: false }, isKind: true };
  if (words.role('unknowns').is(title)) return { frame: { ...frame, kind: 'unknown', mixed: false }, isKind: true };
  return isSettledTitle(words, title) ? 'settled' : { frame, isKind: false };
}

/** 'Resolved During Planning', 'Answered'; not 'To be decided'. */
export function isSettledTitle(words: Words, title: string): boolean {
  const found = words.resolved.find(title);
  if (found === undefined || /[?？]/.test(title)) return false;
  const before = title.slice(0, found.from);
  return words.question('ahead').find(before) === undefined && words.negations.find(before) === undefined;
}

/** 'Task 2: …', 'Phase 1', 'Risk 3' among questions: no question, and none below. */
export function isOtherUnit(words: Words, title: string): boolean {
  return !/[?？]\s*$/u.test(title) && ['phase', 'task', 'risk', 'story'].some((unit) => isNumbered(title, words, unit));
}

/** Roles whose name may as well head a group of questions. */
const topics: readonly string[] = ['technical_context'];

/** Whether a title among questions opens something else: risks, a timeline, a log of clarifications. */
export function isOtherRole(words: Words, title: string): boolean {
  return (
    words.roleNames.some((role) => !ownRoles.includes(role) && !topics.includes(role) && words.role(role).is(title)) &&
    !ownRoles.some((role) => words.role(role).is(title))
  );
}

/** Whether a label only tells of questions: no kind, no question, no 'Blocking:' over a list of them. */
export function isOnlyDetail(label: string, words: Words, opensList: boolean): boolean {
  if (isQuestionLabel(label, words) || (opensList && words.label('blocking').is(label))) return false;
  return words.label('revisit').is(label) || (isDetailLabel(label, words) && !isDeferredTitle(words, label));
}

const ownRoles = ['questions', 'unknowns', 'deferred', 'approvals'];
