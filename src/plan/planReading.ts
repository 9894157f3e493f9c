import type { Document } from '../markdown/model.ts';
import { checkConstitution } from './constitution/check.ts';
import type { ConstitutionCheck } from './constitution/model.ts';
import type { Subject } from './edits/model.ts';
import { type FillSetting, isSameSetting, subjectOf } from './edits/subject.ts';
import { once } from './once.ts';
import type { Progress } from './progress/model.ts';
import { progressOf } from './progress/progress.ts';
import { openQuestions, type Question } from './questions/questions.ts';
import { type PlanStatus, statusesOf, statusOf } from './status.ts';

/** All that the server knows of a plan, each part worked out when it is first asked for. */
export interface PlanReading {
  readonly document: Document;
  readonly setting: FillSetting;
  readonly subject: Subject;
  readonly status: PlanStatus | undefined;
  /** The life that the plan can have, in order. */
  readonly statuses: readonly string[];
  readonly questions: readonly Question[];
  readonly constitution: ConstitutionCheck;
  readonly progress: Progress;
}

const known = new WeakMap<Document, PlanReading>();

/** The reading of a document; made once in one setting. */
export function readingOf(document: Document, setting: FillSetting): PlanReading {
  const last = known.get(document);
  if (last !== undefined && isSameSetting(last.setting, setting)) return last;
  const reading = makeReading(document, setting);
  known.set(document, reading);
  return reading;
}

function makeReading(document: Document, setting: FillSetting): PlanReading {
  const subject = once(() => subjectOf(document, setting));
  const parts = {
    status: once(() => statusOf(document, setting)),
    statuses: once(() => statusesOf(document, setting)),
    questions: once(() => openQuestions(document, { ...setting, slots: subject().slots.map(({ slot }) => slot.span) })),
    constitution: once(() => checkConstitution(document, setting.constitution, setting)),
    progress: once(() => progressOf(subject())),
  };
  return {
    document,
    setting,
    get subject() {
      return subject();
    },
    get status() {
      return parts.status();
    },
    get statuses() {
      return parts.statuses();
    },
    get questions() {
      return parts.questions();
    },
    get constitution() {
      return parts.constitution();
    },
    get progress() {
      return parts.progress();
    },
  };
}
