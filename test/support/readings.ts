import { parseDocument } from '../../src/markdown/document.ts';
import type { FillSetting } from '../../src/plan/edits/subject.ts';
import { type PlanReading, readingOf } from '../../src/plan/planReading.ts';
import type { Companions } from '../../src/plan/rules/model.ts';
import { builtInWords as words } from '../../src/plan/words.ts';
import { testDate } from './toolContext.ts';

/** A plan without template and constitution. */
export const bareSetting: FillSetting = {
  template: undefined,
  path: 'plans/lockers/plan.md',
  words,
  constitution: undefined,
  today: testDate,
};

export function readText(text: string, setting: Partial<FillSetting> = {}): PlanReading {
  return readingOf(parseDocument(text), { ...bareSetting, ...setting });
}

/** Nothing lies around the plan. */
export const noCompanions: Companions = {
  links: new Map(),
  spec: undefined,
  branch: undefined,
  takenIds: new Map(),
  tasks: undefined,
};
