import { reviewBoxes } from '../../src/plan/approval/finalBox.ts';
import { approvalOf } from '../../src/plan/approval/place.ts';
import { type Standing, standingOf } from '../../src/plan/approval/standing.ts';
import { changedSince } from '../../src/plan/approval/substance.ts';
import { checkConstitution } from '../../src/plan/constitution/check.ts';
import { optionalIds } from '../../src/plan/edits/required.ts';
import { type PlanReading, readingOf } from '../../src/plan/planReading.ts';
import { openQuestions } from '../../src/plan/questions/questions.ts';
import { isCounted } from '../../src/plan/slots.ts';
import { statusOf } from '../../src/plan/status.ts';
import type { Context } from '../../src/tools/context.ts';
import { planAt } from '../../src/tools/openPlan.ts';

/** How a text of a plan stands, and what should keep it from its approval. */
export interface Judgement {
  readonly reading: PlanReading;
  /** What the tools say of it. */
  readonly told: Standing;
  /** The record's digest is that of this text, whatever else is the matter. */
  readonly isSameSubstance: boolean;
  /** Worked out from questions, constitution and slots alone. */
  readonly faults: readonly string[];
  /** Status, approval and final box, as the text has them. */
  readonly standing: {
    readonly status: string | undefined;
    readonly approval: string | undefined;
    readonly final: boolean;
  };
}

/** Judges a text without asking the approval's own rules. */
export async function judge(path: string, text: string, context: Context): Promise<Judgement> {
  const { document, setting } = await planAt(path, text, context);
  const reading = readingOf(document, setting);
  const told = standingOf(reading);
  const { record, isEffective } = told;
  const isSameSubstance = record !== undefined && changedSince(reading.subject, record.substance).length === 0;
  return {
    reading,
    told,
    isSameSubstance,
    faults: isSameSubstance || isEffective ? faultsOf(reading) : [],
    standing: {
      status: statusOf(document, setting)?.value,
      approval: approvalOf(document, setting),
      final: reviewBoxes(document, setting).final?.box?.state.toLowerCase() === 'x',
    },
  };
}

function faultsOf({ document, setting, subject }: PlanReading): readonly string[] {
  const slots = subject.slots.map(({ slot }) => slot.span);
  const questions = openQuestions(document, { ...setting, slots }).filter(({ blocking }) => blocking);
  const { verdict, principles, gates } = checkConstitution(document, setting.constitution, setting);
  const isHeld = setting.constitution !== undefined || principles.length > 0 || gates.length > 0;
  const optional = optionalIds(subject);
  const isOptional = (id: string): boolean => [...optional].some((each) => id === each || id.startsWith(`${each}/`));
  const own = statusOf(document, setting)?.span.from;
  // Where the status stands, a step of set_status fills the place.
  const places = subject.slots.filter(
    (placed) => isCounted(placed) && !isOptional(placed.section.id) && placed.slot.span.from !== own,
  );
  return [
    ...questions.map(({ kind, text }) => `question: ${kind} ${text}`),
    ...(isHeld && verdict !== 'pass'
      ? [
          `verdict ${verdict}: ${[...principles.filter((each) => each.verdict !== 'pass'), ...gates.filter(({ state }) => state !== 'pass')].map(({ id }) => id).join(', ')}`,
        ]
      : []),
    ...places.map(({ slot, section }) => `slot: ${slot.text} in ${section.id}`),
  ];
}
