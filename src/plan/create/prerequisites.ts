import { parseDocument } from '../../markdown/document.ts';
import type { Prerequisite } from '../../template/model.ts';
import { openQuestions } from '../questions/questions.ts';
import { isApproved, statusOf } from '../status.ts';
import type { Words } from '../words.ts';

/** What does not hold of a template's prerequisites, a sentence each; empty where the gate is open. */
export function unmetPrerequisites(
  wanted: readonly Prerequisite[],
  spec: string | undefined,
  setting: { words: Words; today: string },
): string[] {
  if (wanted.length === 0) return [];
  if (spec === undefined) return ['The feature spec does not exist: none was named in `spec`.'];
  const document = parseDocument(spec);
  return wanted.flatMap((each) => {
    if (each === 'spec_approved')
      return approvalFault(statusOf(document, { ...setting, template: undefined })?.value, setting.words);
    if (each === 'spec_clarified')
      return clarityFault(
        openQuestions(document, { ...setting, template: undefined, slots: [] }).filter(
          (question) => question.kind === 'clarification',
        ).length,
      );
    return [];
  });
}

function approvalFault(status: string | undefined, words: Words): string[] {
  if (status !== undefined && isApproved(status, words)) return [];
  return [
    `The feature spec is not approved: its status is ${status === undefined ? 'not given' : `"${status.slice(0, 60)}"`}.`,
  ];
}

function clarityFault(count: number): string[] {
  return count === 0
    ? []
    : [`The feature spec holds ${count} NEEDS CLARIFICATION ${count === 1 ? 'marker' : 'markers'}.`];
}
