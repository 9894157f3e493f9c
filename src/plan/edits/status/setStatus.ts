import { PlanError } from '../../../errors.ts';
import { parseDocument } from '../../../markdown/document.ts';
import { applySplices, type Splice } from '../../../markdown/splices.ts';
import { approvalPlace, reasonPlace } from '../../approval/place.ts';
import { type ApprovalRecord, type ApprovalSource, recordText } from '../../approval/record.ts';
import { reviewBoxes } from '../../approval/finalBox.ts';
import { type Standing, standingOf } from '../../approval/standing.ts';
import { substanceOf } from '../../approval/substance.ts';
import { checkPlan } from '../../check.ts';
import { type PlanReading, readingOf } from '../../planReading.ts';
import { approval } from '../../rules/approval.ts';
import type { Companions, RuleSource } from '../../rules/model.ts';
import { touchLastUpdated } from '../lastUpdated.ts';
import { requireWord, type Word } from './approvalWord.ts';
import { gateClosed } from './gateClosed.ts';
import { standingSplices } from './standingLine.ts';
import { statusSplices } from './statusValue.ts';
import { type Step, stepTo } from './step.ts';

export interface StatusRequest {
  readonly status: string;
  /** A person's word, as the caller has it. */
  readonly approval?: Word | undefined;
  /** How the server came to know that word. */
  readonly source: ApprovalSource;
  readonly reason?: string | undefined;
}

export interface StatusOutcome {
  readonly text: string;
  /** As the plan said it before; undefined where it said nothing. */
  readonly from: string | undefined;
  readonly status: string;
  /** How the plan stands afterwards. */
  readonly standing: Standing;
}

/**
 * Sets a plan's status with its approval record and final approval box. Throws PlanError: `invalid_choice` for a status that its life
 * does not have, `invalid_transition` for a step that needs a reason, `gate_closed` with every finding in the way, `approval_required`.
 */
export function setStatus(reading: PlanReading, companions: Companions, request: StatusRequest): StatusOutcome {
  const before = standingOf(reading);
  const step = stepTo(reading, request, before);
  const isRetry = step.isSame && (before.isEffective || !step.needsApproval);
  if (isRetry) return unchanged(reading, request, before, step);
  if (step.isForward) requireOpenGates({ reading, companions }, step.status);
  if (!step.needsApproval) {
    if (request.approval !== undefined) throw noUseForApproval(step.status);
    return written(reading, step, before.record !== undefined && step.keepsApproval, undefined, request.reason);
  }
  const word = requireWord(request.approval, reading, { ...before, status: step.approvedAs });
  return written(reading, step, true, recordOf(reading, word, request.source), request.reason);
}

/** An approval that does not stand is asked for when everything else is mended. */
function requireOpenGates(source: RuleSource, status: string): void {
  const check = checkPlan(source, status);
  const errors = check.findings.filter(({ severity }) => severity === 'error');
  if (errors.some(({ rule }) => rule !== approval.id)) throw gateClosed(source.reading, status, errors);
}

/** The call was made before: a second approval in other words would silently take the first one's place. */
function unchanged(reading: PlanReading, request: StatusRequest, standing: Standing, step: Step): StatusOutcome {
  const { record } = standing;
  const given = request.approval;
  if (given !== undefined && (record === undefined || record.by !== given.by.trim())) {
    throw new PlanError(
      'invalid_transition',
      `The plan is ${step.status} already${record === undefined ? '' : `, approved by ${record.by} on ${record.on}`}.`,
      { fix: 'Leave approval out. To take the approval back, set an earlier status with a reason.' },
    );
  }
  return { text: reading.document.text, from: step.from, status: step.status, standing };
}

function noUseForApproval(status: string): PlanError {
  return new PlanError('invalid_input', `The step to ${status} takes no approval.`, {
    fix: 'Leave approval out; give a reason where there is one.',
  });
}

function recordOf(reading: PlanReading, word: Word, source: ApprovalSource): ApprovalRecord {
  return {
    ...word,
    on: reading.setting.today,
    source,
    constitution: reading.constitution.constitution.version,
    substance: substanceOf(reading.subject),
  };
}

function written(
  reading: PlanReading,
  step: Step,
  keepsApproval: boolean,
  record: ApprovalRecord | undefined,
  reason: string | undefined,
): StatusOutcome {
  const { document, status, setting } = reading;
  const place = approvalPlace(document, setting);
  const isRecorded = standingOf(reading).record !== undefined;
  const note = reason === undefined ? undefined : `${step.status} since ${setting.today}: ${oneLine(reason)}`;
  const splices: Splice[] = [
    ...(step.isSame ? [] : statusSplices(document, status, step.status)),
    ...(record !== undefined || (isRecorded && !keepsApproval)
      ? standingSplices(document, status, place, {
          label: 'Approval',
          key: 'approved',
          text: record === undefined ? undefined : recordText(record),
        })
      : []),
    ...standingSplices(document, status, reasonPlace(document, setting), {
      label: 'Status Reason',
      key: 'status-reason',
      text: note,
    }),
    ...finalBoxSplices(reading, record !== undefined || (isRecorded && keepsApproval)),
  ];
  const text = joined(document.text, splices);
  const touched = touchLastUpdated(
    parseDocument(text),
    readingOf(parseDocument(text), setting).subject.slots,
    setting.words,
    setting.today,
  );
  const after = readingOf(parseDocument(touched), setting);
  requireReads(reading, after, step, record);
  return { text: touched, from: step.from, status: step.status, standing: standingOf(after) };
}

/** Two records may make one block of front matter each: the second joins the first. */
function joined(text: string, splices: readonly Splice[]): string {
  const block = /^---(\r\n|\r|\n)([^]*)---\1$/;
  const blocks = splices.filter((splice) => splice.from === splice.to && block.test(splice.text));
  const [first] = blocks;
  if (first === undefined || blocks.length < 2) return applySplices(text, splices);
  const eol = block.exec(first.text)?.[1] ?? '\n';
  const lines = blocks.map((splice) => block.exec(splice.text)?.[2] ?? '').join('');
  const rest = splices.filter((splice) => !blocks.includes(splice));
  return applySplices(text, [...rest, { ...first, text: `---${eol}${lines}---${eol}` }]);
}

function finalBoxSplices({ document, setting }: PlanReading, isApproved: boolean): Splice[] {
  const box = reviewBoxes(document, setting).final?.box;
  if (box === undefined || (box.state.toLowerCase() === 'x') === isApproved) return [];
  return [{ ...box.span, text: isApproved ? '[x]' : '[ ]' }];
}

/** What was written must be read back as meant: words with brackets could make a place to fill, and a status another one. */
function requireReads(before: PlanReading, after: PlanReading, step: Step, record: ApprovalRecord | undefined): void {
  const standing = standingOf(after);
  const isStatus = after.status?.status === step.status || after.status?.value === step.status;
  const isRecord = record === undefined || (standing.record?.by === record.by && standing.isEffective);
  const grew =
    after.subject.slots.length > before.subject.slots.length || after.questions.length > before.questions.length;
  if (isStatus && isRecord && !grew) return;
  throw new PlanError('invalid_input', 'Written into the plan, these words would be read as something else.', {
    fix: 'Send by, words and reason without brackets, braces and marks of Markdown.',
  });
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
