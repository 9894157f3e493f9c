import { z } from 'zod';
import { planRevision } from '../../src/markdown/revision.ts';
import type { ToolAnswer } from './answers.ts';
import { fillEverything, readUnfilled } from './fillEverything.ts';
import type { TestPlan } from './newPlan.ts';

const findingSchema = z.object({
  rule: z.string(),
  severity: z.enum(['error', 'warning']),
  section: z.string(),
  line: z.number(),
  message: z.string(),
  blocks: z.string().optional(),
  fix: z.string().optional(),
});

export type ToldFinding = z.output<typeof findingSchema>;

const checkSchema = z.object({ ready: z.boolean(), for_status: z.string(), findings: z.array(findingSchema) });

/** What check_plan answers; throws where it is refused. */
export async function checkFor(plan: TestPlan, status?: string): Promise<z.output<typeof checkSchema>> {
  const answer = await plan.server.call('check_plan', {
    plan: plan.path,
    ...(status === undefined ? {} : { for_status: status }),
  });
  return checkSchema.parse(answer.data, { error: () => answer.text });
}

/** Findings as `rule section:line`, in the order of their names. */
export function places(findings: readonly ToldFinding[]): string[] {
  return findings.map(({ rule, section, line }) => `${rule} ${section}:${line}`).toSorted();
}

/** The findings that a refusal of set_status lists, likewise. */
export function refusedPlaces(refusal: string): string[] {
  return [...refusal.matchAll(/^error (\S+) · (\S+:\d+) · /gm)].map((match) => `${match[1]} ${match[2]}`).toSorted();
}

/** Calls a tool on the plan; throws where anything is refused. */
export async function must(plan: TestPlan, tool: string, input: Record<string, unknown>): Promise<ToolAnswer> {
  const answer = await plan.server.call(tool, { plan: plan.path, ...input });
  if (answer.isError || answer.data?.['refused'] !== undefined)
    throw new Error(`${tool} ${JSON.stringify(input)}: ${answer.text}`);
  return answer;
}

/** The first line of every reading, without path and revision: `Draft · approval none · unfilled 0 · questions 2`. */
export async function headOf(plan: TestPlan): Promise<string> {
  const { text } = await plan.server.call('read_plan', { plan: plan.path, view: 'outline' });
  return (text.split('\n', 1)[0] ?? '').split(' · ').slice(2).join(' · ');
}

const listedSchema = z.object({
  path: z.string(),
  status: z.string(),
  approval: z.string().optional(),
  questions: z.number(),
  progress: z.object({ done: z.number(), total: z.number() }),
});

/** What list_plans says of the plan. */
export async function listed(plan: TestPlan): Promise<z.output<typeof listedSchema>> {
  const answer = await plan.server.call('list_plans');
  const found = z
    .array(listedSchema)
    .parse(answer.data?.['plans'])
    .find((each) => each.path === plan.path);
  if (found === undefined) throw new Error(answer.text);
  return found;
}

/** Writes a whole draft, as an author would who follows what the tools say is left. */
export async function writeDraft(plan: TestPlan): Promise<void> {
  const view = await plan.server.call('read_plan', { plan: plan.path, view: 'unfilled', max_tokens: 25_000 });
  const lists = [...readUnfilled(view.text).keys()].filter((id) => id.startsWith('progress-tracking/'));
  // Nothing is done, begun or blocked yet.
  for (const section of lists) await plan.mustFill({ section, content: 'None yet' });
  await fillEverything(plan.server, plan.path, () => {}, plan.read);
  const folder = plan.path.slice(0, plan.path.lastIndexOf('/'));
  for (const name of ['data-model.md', 'contracts/README.md', 'research.md'])
    plan.workspace.write(`${folder}/${name}`, '# Beside the plan\n');
  await tidy(plan);
  await addTasks(plan);
}

/** Takes out, and writes over, what check_plan says the template has left. */
export async function tidy(plan: TestPlan): Promise<void> {
  for (let round = 0; round < 60; round += 1) {
    const left = (await checkFor(plan)).findings.filter(isAuthors);
    // Where nothing but an instruction stands, the other rules miss what it asks for.
    const first = left.find(({ message }) => message.startsWith('Nothing but')) ?? left[0];
    if (first === undefined) return;
    await mendDraft(plan, first);
  }
  throw new Error((await plan.server.call('check_plan', { plan: plan.path })).text);
}

/** What the author of a draft mends, before anybody judges the plan. */
function isAuthors({ rule, blocks }: ToldFinding): boolean {
  return blocks === undefined || rule === 'required-section' || rule === 'unfilled';
}

async function mendDraft(plan: TestPlan, { rule, section, message, fix = '' }: ToldFinding): Promise<void> {
  const first = section.replace(/-2$/, '-1');
  if (message.startsWith('Nothing but') && first !== section)
    return plan.mustFill({ section, content: bodyOf(await read(plan, first)) });
  if (message.startsWith('Nothing but'))
    return plan.mustFill({ section, content: 'Nothing is open: [research.md](./research.md) has the answers.' });
  if (rule !== 'template-bleed') throw new Error(`An author would not expect this: ${rule} ${section}: ${message}`);
  const calls = z.object({ fills: z.array(z.object({ section: z.string(), find: z.string(), content: z.string() })) });
  const { fills } = calls.parse(callIn(fix));
  await plan.mustFill(
    ...fills.map((each, index) => ({ ...each, content: each.content === '' ? '' : `Path ${index}` })),
  );
}

/** The arguments of the first call that a fix names. */
function callIn(fix: string): unknown {
  const json = /\{.*\}/.exec(fix.split(', likewise the others')[0] ?? '')?.[0] ?? '';
  return JSON.parse(json);
}

async function read(plan: TestPlan, section: string): Promise<string> {
  return (await must(plan, 'read_plan', { sections: [section] })).text;
}

/** The lines behind a place's heading, or its label, as read_plan shows it, in other words. */
function bodyOf(reading: string): string {
  const [, ...lines] = reading.split('\n\n').slice(1).join('\n\n').split('\n');
  const body = /^\*\*\w+ \d/.test(lines[0] ?? '') ? lines.slice(1) : lines;
  return body.join('\n').replaceAll(' the ', ' all ').trim();
}

/** Where a plan has no task of its own, the call that the tasks view names adds two. */
async function addTasks(plan: TestPlan): Promise<void> {
  const { text } = await must(plan, 'read_plan', { view: 'tasks' });
  const call = /Add them: fill_section (\{.*\})$/m.exec(text)?.[1];
  if (call === undefined) return;
  const shape = z.object({ fills: z.array(z.object({ section: z.string(), mode: z.string(), content: z.string() })) });
  const tasks = '- [ ] T001 Set up the cabinets in site/cabinets.md\n- [ ] T002 Wire the cabinets in site/wires.md';
  await plan.mustFill(...shape.parse(JSON.parse(call)).fills.map((fill) => ({ ...fill, content: tasks })));
}

const marksSchema = z.object({
  items: z.array(z.object({ item: z.string(), state: z.string(), note: z.string().optional() })),
});

/** Does what the fix of a finding says: fills, marks with evidence, answers. Gives the tool's answer. */
export async function mend(plan: TestPlan, finding: ToldFinding): Promise<ToolAnswer> {
  const { fix = '', rule } = finding;
  if (rule === 'unfilled') {
    await fillEverything(plan.server, plan.path, () => {}, plan.read);
    return must(plan, 'read_plan', { view: 'unfilled' });
  }
  if (rule === 'open-question') {
    const { answers } = z.object({ answers: z.array(z.object({ question: z.string() })) }).parse(callIn(fix));
    return must(plan, 'answer_question', { answers: answers.map((each) => ({ ...each, answer: 'Mara does.' })) });
  }
  if (rule === 'constitution' && !fix.includes('mark_item')) return markPrinciple(plan);
  if (!fix.includes('mark_item')) throw new Error(`No call mends it: ${JSON.stringify(finding)}`);
  const { items } = marksSchema.parse(callIn(fix.slice(fix.indexOf('mark_item'))));
  return must(plan, 'mark_item', {
    items: items.map((each) => (each.note === undefined ? each : { ...each, note: 'Seen by Mara on the test site.' })),
  });
}

/** Where a fix tells to look first, the check names what is left. */
async function markPrinciple(plan: TestPlan): Promise<ToolAnswer> {
  const { principles } = await plan.check();
  const open = principles.find(({ verdict }) => verdict !== 'pass');
  if (open === undefined) throw new Error('Every principle has passed.');
  return must(plan, 'mark_item', { items: [{ item: open.id, state: 'pass', note: 'Seen by Mara on the test site.' }] });
}

/** Tasks that are not done, as the check names them with their fixes. */
export async function openTasks(plan: TestPlan): Promise<string[]> {
  const { findings } = await checkFor(plan, 'Completed');
  return findings
    .filter(({ rule }) => rule === 'open-tasks')
    .flatMap(({ fix = '' }) => marksSchema.parse(callIn(fix)).items.map(({ item }) => item));
}

/** Every text that the plan has had. */
export interface Past {
  /** Takes note of the text that stands there now. */
  note(): void;
  readonly revisions: ReadonlySet<string>;
}

export function pastOf(plan: TestPlan): Past {
  const revisions = new Set<string>();
  return { note: () => revisions.add(planRevision(plan.read())), revisions };
}

/** A text without the lines that say status, approval, its reason and Last Updated, and without the state of the final approval's box. */
export function withoutStanding(text: string): string {
  const lines = text.split('\n').filter((line) => !standing.test(line));
  const kept = lines.join('\n').replace(/^- \[[ x]\] Final Approval/m, '- [ ] Final Approval');
  return kept.replace(/^---\n---\n/, '');
}

const standing =
  /^(?:\*\*)?(?:(?:Plan )?Status|Approval|Status Reason|Last Updated|status|approved|status-reason)(?:\*\*)?:/;
