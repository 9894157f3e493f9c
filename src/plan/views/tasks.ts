import { plainText } from '../../markdown/inline.ts';
import { resolvePlace } from '../../markdown/addresses.ts';
import type { Section } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { appendCall } from '../fixCalls.ts';
import type { PlanReading } from '../planReading.ts';
import type { Task } from '../progress/model.ts';
import { isOver } from '../progress/progress.ts';
import { blockedSuffix } from '../progress/taskText.ts';
import { onOneLine } from '../quote.ts';
import { bareTitle, sectionsWithRole } from '../roles.ts';
import type { Words } from '../words.ts';
import { fitting } from './cut.ts';
import { withAddress } from './tasks/addressComment.ts';
import { breakdownOf, type Part, type Step } from './tasks/breakdown.ts';
import { dependencyLines } from './tasks/dependencyLines.ts';
import { estimateTokens } from './tokens.ts';

/**
 * The plan's work breakdown in the form of spec-kit's `tasks.md`, ready to be saved: a heading for each phase, a box for each task,
 * the plan's own IDs and marks; where it gives no ID, a number and the task's address as a comment. `sections` keeps to tasks that
 * stand in these places, `most` to so many tokens.
 */
export function tasksView(reading: PlanReading, sections: readonly string[], most: number): string {
  const parts = breakdownOf(reading);
  if (parts.length === 0) return nothing(reading);
  const shown = sections.length === 0 ? parts : within(reading, parts, sections);
  const { document, path = '' } = reading.subject;
  const name = plainText(document.title?.title ?? '').replace(/^[^:：]{1,40}[:：]\s*/, '') || path;
  const lines = [
    `# Tasks: ${onOneLine(name, 200)}`,
    '',
    `**Input**: \`${path}\``,
    ...shown.flatMap((part) => ['', ...partLines(part, reading.subject.words)]),
    '',
    '## Dependencies',
    '',
    ...dependencyLines(reading, parts).map((line) => `- ${line}`),
  ];
  const cut = fitting(lines, most);
  if (cut.left === 0) return lines.join('\n');
  const needed = Math.min(25_000, estimateTokens(lines.join('\n')) + lines.length);
  return `${cut.shown.join('\n')}\n\nCUT at max_tokens ${most}: ${cut.left} of ${lines.length} lines are not shown. Read it whole with max_tokens ${needed}, or phase by phase with sections.`;
}

function partLines({ title, goal, criteria, steps }: Part, words: Words): string[] {
  return [
    `## ${title}`,
    '',
    ...(goal === undefined ? [] : [`**Goal**: ${goal}`, '']),
    ...steps.map((step) => stepLine(step, words)),
    ...(criteria === undefined ? [] : ['', `**Checkpoint**: ${criteria}`]),
  ];
}

function stepLine({ id, address, text, isParallel, story, task }: Step, words: Words): string {
  const box = task !== undefined && isOver(task.state) ? '[x]' : '[ ]';
  const marks = `${isParallel ? ' [P]' : ''}${story === undefined ? '' : ` [${story}]`}`;
  const said = `${onOneLine(text, 2000)}${task === undefined ? '' : standing(text, task, words)}`;
  return `- ${box} ${id}${marks} ${address === undefined ? said : withAddress(said, address)}`;
}

/** ` (in progress)`, ` (blocked: no paint)`: what a box can't say, unless the task's own words do. */
function standing(text: string, { state, reason }: Task, words: Words): string {
  if (state === 'open' || state === 'done') return '';
  if (state === 'blocked' && blockedSuffix(text, words) !== undefined) return '';
  return ` (${state.replace('_', ' ')}${reason === undefined ? '' : `: ${onOneLine(reason, 300)}`})`;
}

function within({ subject }: PlanReading, parts: readonly Part[], sections: readonly string[]): readonly Part[] {
  const scopes = sections.map((each) => resolvePlace(subject.document, each, subject.aliases, subject.path).span);
  return parts
    .map((part) => ({
      ...part,
      steps: part.steps.filter(({ at }) => scopes.some(({ from, to }) => from <= at && at < to)),
    }))
    .filter((part) => part.steps.length > 0);
}

/** Where no work is planned yet: the call that adds some, where the plan has a place for it. */
function nothing(reading: PlanReading): string {
  const { subject, progress } = reading;
  const { document, words, template } = subject;
  const said = 'The plan has no tasks yet: nothing to break down.';
  const phase = listSections(document).find(({ id }) => id === progress.phases[0]?.id);
  if (phase !== undefined) return `${said} Add them: ${callFor(reading, phase)}`;
  const holder =
    sectionsWithRole(document, words, 'tasks', template)[0] ?? sectionsWithRole(document, words, 'phases', template)[0];
  const content = '- [ ] T001 <what is done, with its file>';
  if (holder !== undefined) {
    const hasGroups = /->|→|⇒|=>/.test(document.text.slice(holder.body.from, holder.body.to));
    const words = hasGroups ? '- Task group 1: <what it covers> -> <T001–T004>' : content;
    return `${said} Add them: ${appendCall(reading, holder.id, words)}`;
  }
  return `${said} Tasks are boxes ("${content}") or the items of a list below "Tasks", best below a heading "Phase 1: <name>".`;
}

/** By the name of its list of tasks, where it has one. */
function callFor(reading: PlanReading, phase: Section): string {
  const { words, path } = reading.subject;
  const names = words.label('tasks');
  const field = phase.content.fields.find(({ label }) => names.is(label))?.label;
  const child = phase.children.find((each) => names.is(bareTitle(each)))?.title;
  const name = field ?? child;
  if (name === undefined) return appendCall(reading, phase.id, '**Tasks**:\n- [ ] T001 <what is done, with its file>');
  const values = { [name]: ['<what is done, with its file>'] };
  return `fill_section ${JSON.stringify({ plan: path ?? '<plan>', fills: [{ section: phase.id, values }] })}`;
}
