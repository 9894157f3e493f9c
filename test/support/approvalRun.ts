import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../../src/tools/context.ts';
import { planRevision } from '../../src/markdown/revision.ts';
import { statusInLife } from '../../src/plan/status.ts';
import type { ToolAnswer } from './answers.ts';
import type { Caller } from './approvable.ts';
import { type Act, actOf, type Intent } from './approvalCalls.ts';
import { judge, type Judgement } from './approvalJudge.ts';

/** A plan that sequences begin from. */
export interface Start {
  readonly name: string;
  readonly text: string;
  /** The approvals that were on record in it, oldest first. */
  readonly records: readonly string[];
}

export interface Setting {
  readonly call: Caller;
  readonly context: Context;
  /** The workspace's folder, and the plan's path in it. */
  readonly folder: string;
  readonly plan: string;
}

/** What happened in sequences, counted. */
export class Tally {
  readonly counts = new Map<string, number>();
  /** Where the digest stood and the grounds alone told that an approval is none any more. */
  readonly groundsAlone = new Map<string, number>();

  add(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }
}

/** Plays a sequence from a start; throws with the acts so far where a plan ends up as none may be. */
export async function play(
  start: Start,
  intents: readonly Intent[],
  setting: Setting,
  tally: Tally = new Tally(),
): Promise<void> {
  const file = join(setting.folder, setting.plan);
  const records = [...start.records];
  const revisions = [planRevision(start.text)];
  const told: string[] = [`from ${start.name}`];
  writeFileSync(file, start.text);
  let before = await judge(setting.plan, start.text, setting.context);
  for (const intent of intents) {
    const text = before.reading.document.text;
    const act = actOf(intent, setting.plan, before.reading, { records, revisions });
    const answer = await perform(act, file, setting);
    const now = readFileSync(file, 'utf8');
    told.push(`${JSON.stringify(act)} → ${answer?.text ?? 'by hand'}`);
    const after = now === text ? before : await judge(setting.plan, now, setting.context);
    const { record } = after.told;
    const faults = [...approvalFaults(after), ...(answer === undefined ? [] : callFaults(act, answer, before, after))];
    if (faults.length > 0)
      throw new Error(`${faults.join('\n')}\n\n${told.join('\n')}\n\n--- before\n${text}\n--- after\n${now}`);
    if (after.standing.approval !== undefined && record !== undefined && !records.includes(after.standing.approval))
      records.push(after.standing.approval);
    if (now !== text) revisions.push(planRevision(now));
    count(tally, act, answer, before, after, told.at(-1) ?? '');
    before = after;
  }
}

async function perform(act: Act, file: string, { call }: Setting): Promise<ToolAnswer | undefined> {
  if ('tool' in act) return call(act.tool, act.args);
  writeFileSync(file, act.byHand);
  return undefined;
}

/** No effective approval stands over a question, a verdict or a place that keeps a plan from it. */
function approvalFaults({ told, isSameSubstance, faults }: Judgement): readonly string[] {
  if (!told.isEffective) return [];
  return [
    ...(isSameSubstance ? [] : ['effective, but of another text']),
    ...faults.map((each) => `effective over ${each}`),
  ];
}

function callFaults(act: Act, answer: ToolAnswer, before: Judgement, after: Judgement): readonly string[] {
  const isSame = before.reading.document.text === after.reading.document.text;
  if (answer.code === 'internal') return ['a fault of ours'];
  if (answer.isError) return isSame ? [] : ['refused, and the file has changed'];
  if (!('tool' in act)) return [];
  if (act.tool === 'set_status') return statusFaults(String(act.args['status']), answer, after);
  const [was, is] = [JSON.stringify(before.standing), JSON.stringify(after.standing)];
  return was === is ? [] : [`${act.tool} changed the standing from ${was} to ${is}`];
}

/** What `set_status` says is what the file says. */
function statusFaults(
  asked: string,
  { data }: ToolAnswer,
  { reading, standing, told: stands }: Judgement,
): readonly string[] {
  const said = String(data?.['status']);
  const wanted = statusInLife(asked, reading.statuses, reading.setting.words);
  return [
    ...(said === stands.status ? [] : [`set_status says ${said}, the file ${stands.status}`]),
    ...(standing.status !== undefined && said.startsWith(standing.status)
      ? []
      : [`set_status says ${said}, the place ${standing.status}`]),
    ...(wanted !== undefined && reading.status?.status === wanted
      ? []
      : [`asked for ${wanted}, the file says ${reading.status?.status}`]),
    ...(data?.['approval'] === stands.approval
      ? []
      : [`set_status says approval ${String(data?.['approval'])}, the file ${stands.approval}`]),
  ];
}

function count(
  tally: Tally,
  act: Act,
  answer: ToolAnswer | undefined,
  before: Judgement,
  after: Judgement,
  told: string,
): void {
  const name = 'tool' in act ? act.tool : 'by hand';
  const isChanged = before.reading.document.text !== after.reading.document.text;
  tally.add(
    `${name}: ${answer?.isError === true ? `refused ${answer.code ?? ''}` : isChanged ? 'changed' : 'no change'}`,
  );
  if (!isChanged) return;
  const [was, is] = [before.told.isEffective, after.told.isEffective];
  if (was && is) tally.add(`${name}: kept an effective approval`);
  if (was && !is) tally.add(`${name}: reopened`);
  if (!was && is) tally.add(`${name}: made effective`);
  if (after.isSameSubstance && !is) {
    tally.add('digest stands, grounds alone reopen');
    if (before.isSameSubstance && was) tally.groundsAlone.set(`${after.faults.join('; ')} ⇐ ${told.slice(0, 400)}`, 1);
  }
}
