import { PlanError } from '../../errors.ts';
import { parseDocument } from '../../markdown/document.ts';
import { requireSameStanding } from './standing.ts';
import { touchLastUpdated } from './lastUpdated.ts';
import type { Refusal, Subject } from './model.ts';
import { type FillSetting, subjectOf } from './subject.ts';

/** What one edit of a call did: the text afterwards, and what there is to tell of it. The same text is no change. */
export interface Stepped<Result> {
  readonly text: string;
  readonly result: Result;
  /** The plan with that text, where the step has read it already. */
  readonly subject?: Subject;
}

export interface Applied<Result> {
  readonly text: string;
  /** Of the edits that changed something, in the call's order. */
  readonly done: readonly Result[];
  readonly refused: readonly Refusal[];
  /** The subject as it stands afterwards. */
  readonly subject: Subject;
}

/**
 * Applies the edits of one call one after the other; each stands for itself, and one that is refused leaves the others. None may
 * touch the plan's status or approval. A PlanError is a refusal of that edit; anything else passes through.
 */
export function applyEach<Edit, Result>(
  text: string,
  edits: readonly Edit[],
  setting: FillSetting,
  step: (subject: Subject, edit: Edit) => Stepped<Result>,
  nameOf: (edit: Edit) => string,
): Applied<Result> {
  let subject = subjectOf(parseDocument(text), setting);
  const done: Result[] = [];
  const refused: Refusal[] = [];
  for (const edit of edits) {
    try {
      const stepped = step(subject, edit);
      if (stepped.text === subject.document.text) continue;
      const after = stepped.subject ?? subjectOf(parseDocument(stepped.text), setting);
      requireSameStanding(subject.document, after.document, subject, nameOf(edit));
      subject = after;
      done.push(stepped.result);
    } catch (fault) {
      if (!(fault instanceof PlanError)) throw fault;
      refused.push(refusalOf(nameOf(edit), fault));
    }
  }
  if (subject.document.text === text) return { text, done, refused, subject };
  const touched = touchLastUpdated(subject.document, subject.slots, setting.words, setting.today);
  const settled = touched === subject.document.text ? subject : subjectOf(parseDocument(touched), setting);
  return { text: touched, done, refused, subject: settled };
}

/** A fault as the part of an answer that names the edit it stopped. */
export function refusalOf(section: string, fault: PlanError): Refusal {
  return {
    section,
    code: fault.code,
    message: fault.fix === undefined ? fault.message : `${fault.message} ${fault.fix}`,
  };
}
