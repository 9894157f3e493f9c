import { isOpenStub, openStub } from '../stubForm.ts';
import type { Subject } from '../model.ts';
import { isHeadingWritten } from '../written.ts';
import { type Filled, fillUnit } from './fillUnit.ts';
import type { UnitRequest } from './unitRequest.ts';
import type { Section } from '../../../markdown/model.ts';

/** A unit that took what is added, and the one before it. */
export interface FilledWaiting extends Filled {
  /** What stood there. */
  readonly stub: Section;
  readonly before: Section | undefined;
}

/** The first unit that the template keeps open with no more than a note ('[Repeat structure]') and that nobody has named takes what is added. */
export function fillWaiting(subject: Subject, { group, after, valuesFor }: UnitRequest): FilledWaiting | undefined {
  if (after !== undefined) return undefined;
  const index = group.members.findIndex((each) => isOpenStub(subject, each) && !isHeadingWritten(subject, each));
  const stub = group.members[index];
  const opened = stub === undefined ? undefined : openStub(subject, stub);
  if (stub === undefined || opened === undefined) return undefined;
  const values = valuesFor(opened.subject, opened.unit);
  return { ...fillUnit(opened.subject, opened.unit, values), stub, before: group.members[index - 1] };
}
