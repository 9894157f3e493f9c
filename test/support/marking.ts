import { parseDocument } from '../../src/markdown/document.ts';
import { checkConstitution } from '../../src/plan/constitution/check.ts';
import type { Constitution, ConstitutionCheck } from '../../src/plan/constitution/model.ts';
import { parseConstitution } from '../../src/plan/constitution/parse.ts';
import type { Mark, MarkState } from '../../src/plan/edits/mark/model.ts';
import { markGate } from '../../src/plan/edits/mark/markGate.ts';
import { markItem } from '../../src/plan/edits/mark/markItem.ts';
import { markPrinciple } from '../../src/plan/edits/mark/markVerdict.ts';
import type { Subject } from '../../src/plan/edits/model.ts';
import { type FillSetting, subjectOf } from '../../src/plan/edits/subject.ts';
import { builtInWords } from '../../src/plan/words.ts';
import type { Template } from '../../src/template/model.ts';
import { harbour } from './constitutions.ts';
import { present } from './places.ts';

/** What a plan is marked under; without a constitution it goes by its own list. */
export interface Held {
  readonly constitution?: string | undefined;
  readonly template?: Template;
}

/** A plan that can be marked, with what it says of its principles and gates as it stands. */
export interface Markable {
  readonly text: string;
  readonly subject: Subject;
  readonly found: ConstitutionCheck;
  readonly setting: FillSetting;
}

export function settingOf({ constitution, template }: Held): FillSetting {
  const held: Constitution | undefined = constitution === undefined ? undefined : parseConstitution(constitution);
  return { template, path: 'plan.md', words: builtInWords, constitution: held, today: '2026-11-21' };
}

export function markable(text: string, held: Held = { constitution: harbour }, setting = settingOf(held)): Markable {
  const subject = subjectOf(parseDocument(text), setting);
  return { text, subject, found: checkConstitution(subject.document, setting.constitution, setting), setting };
}

/** The text with one principle marked, by its id. Throws what marking throws. */
export function markIn({ subject, found, setting }: Markable, mark: Mark): string {
  const principle = present(
    found.principles.find(({ id }) => id === mark.item),
    `principle ${mark.item} among ${found.principles.map(({ id }) => id).join(', ')}`,
  );
  return markPrinciple(subject, found, principle, mark, setting);
}

/** The same on a text. */
export function markOne(text: string, mark: Mark, held?: Held): string {
  return markIn(markable(text, held), mark);
}

/** The text with one gate marked, by its id. */
export function markOneGate(text: string, mark: Mark, held?: Held): string {
  const { subject, found, setting } = markable(text, held);
  const gate = present(
    found.gates.find(({ id }) => id === mark.item),
    `gate ${mark.item} among ${found.gates.map(({ id }) => id).join(', ')}`,
  );
  return markGate(subject, found, gate, mark, setting);
}

/** The text with whatever an address names marked, and the address of what was marked. */
export function markAny(text: string, mark: Mark, held?: Held): { text: string; item: string } {
  const { subject, setting } = markable(text, held);
  const { text: marked, result } = markItem(subject, mark, setting);
  return { text: marked, item: result.item };
}

export interface EveryMark {
  readonly state: MarkState;
  readonly note?: string;
  readonly justification?: string;
  /** The verdicts as which it may read; taken away, the author's own words may stay unread. */
  readonly reads: readonly string[];
}

/** A mark of each kind that a principle can have. */
export const everyMark: readonly EveryMark[] = [
  { state: 'pass', note: 'met by the second phase of this plan', reads: ['pass'] },
  { state: 'violation', note: 'two ferries are moored there', reads: ['violation'] },
  {
    state: 'violation',
    note: 'two ferries are moored there',
    justification: 'the island has no other pier',
    reads: ['justified'],
  },
  { state: 'not_applicable', note: 'nothing is moored in winter', reads: ['not_applicable'] },
  { state: 'deferred', note: 'waits for the survey in May', reads: ['deferred'] },
  { state: 'open', reads: ['unaddressed', 'unknown'] },
];
