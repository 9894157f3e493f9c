import type { Section } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { sectionsWithRole } from '../roles.ts';
import type { Words } from '../words.ts';
import { answerIn, isClosed, isDecision } from './closed.ts';
import { kindAfter } from './deferred.ts';
import { detailsOf, noDetails } from './details.ts';
import type { Entry, Pair, PlanSource } from './entry.ts';
import { itemsOffered } from './headings.ts';
import { withoutCodeMarks } from './optionShield.ts';
import { noneBelow, offeredBy } from './optionsBelow.ts';
import { fieldPairs, valueOf } from './pairs.ts';
import { isNumbered, normal, numberOf, ownContent, questionWords, textOf, writtenText } from './reading.ts';

/** A research task: what it asks, and whether it came to a decision. */
export interface Task {
  readonly entry: Entry;
  readonly number: number | undefined;
  /** Its question and its topic, as they are compared. */
  readonly names: readonly string[];
}

/**
 * Unknowns with their research tasks: the same text, else the same number make one question, which the task's decision closes.
 * An unknown without a number counts by its position; the decision of a task that shares no word with it does not close it.
 * Tasks without an unknown are added.
 */
export function withResearch(source: PlanSource, unknowns: readonly Entry[]): Entry[] {
  const { pairs, left } = pairResearch(source, unknowns);
  const paired = unknowns.flatMap((unknown) => joined(unknown, pairs.get(unknown)));
  return [...paired, ...left.map((task) => task.entry)];
}

/** Which research task belongs to which unknown, and the tasks that are left over. */
export function pairResearch(
  source: PlanSource,
  unknowns: readonly Entry[],
): { readonly pairs: ReadonlyMap<Entry, Task>; readonly left: readonly Task[] } {
  const tasks = researchTasks(source);
  const named = firstBy(tasks, (task) => task.names);
  const numbered = firstBy(tasks, (task) => (task.number === undefined ? [] : [task.number]));
  const left = new Set(tasks);
  const pairs = new Map<Entry, Task>();
  const take = (unknown: Entry, task: Task | undefined): void => {
    if (task === undefined || pairs.has(unknown) || !left.delete(task)) return;
    pairs.set(unknown, task);
  };
  for (const unknown of unknowns) take(unknown, named.get(normal(unknown.text)));
  unknowns.forEach((unknown, index) => {
    const own = numberOf(textOf(source, unknown.asked));
    const task = numbered.get(own ?? index + 1);
    const isSure = own !== undefined || unknown.closed || task?.entry.closed !== true;
    if (isSure || shareWord(unknown, task, source.words)) take(unknown, task);
  });
  return { pairs, left: [...left] };
}

/** Whether a task's question or topic has a word of the unknown's, short ones and those that only ask left out. */
function shareWord(unknown: Entry, task: Task, words: Words): boolean {
  const wordsOf = (text: string): string[] =>
    text.split(' ').filter((word) => word.length > 3 && !words.question('asks').is(word));
  const known = new Set(task.names.flatMap(wordsOf));
  return wordsOf(normal(unknown.text)).some((word) => known.has(word));
}

function firstBy<Key>(tasks: readonly Task[], keys: (task: Task) => readonly Key[]): ReadonlyMap<Key, Task> {
  // Backwards, so that the first of equals stays.
  return new Map(tasks.toReversed().flatMap((task) => keys(task).map((key) => [key, task] as const)));
}

/** A ticked unknown says that it is settled; its task stays open as long as it has no decision. */
function joined(unknown: Entry, task: Task | undefined): Entry[] {
  if (task === undefined) return [unknown];
  if (unknown.closed) {
    const answer = unknown.answer ?? task.entry.answer;
    return [{ ...unknown, answer, research: task.entry.place }, task.entry];
  }
  const { owner, impact, due, blocking } = unknown.details;
  const more = task.entry.details;
  const offers = unknown.details.options.length > 0 ? unknown.details : more;
  const details = {
    owner: owner ?? more.owner,
    impact: impact ?? more.impact,
    due: due ?? more.due,
    blocking: blocking ?? more.blocking,
    options: offers.options,
    optionRow: offers.optionRow,
  };
  const { closed, answer, place } = task.entry;
  const one = { ...unknown, details, closed, answer: unknown.answer ?? answer, research: place };
  // The task stays in the list as settled, so that what stands in it is not asked twice.
  return [one, { ...task.entry, closed: true, joined: true }];
}

function researchTasks(source: PlanSource): Task[] {
  const { document, words, template } = source;
  const research = sectionsWithRole(document, words, 'research', template);
  return listSections(document).flatMap((section) => {
    const pairs = fieldPairs(source, ownContent(section).fields);
    const isNamed = isNumbered(section.title, words, 'research');
    const isTask =
      isNamed || (isBelow(section, research) && pairs.some((pair) => words.label('question').is(pair.label)));
    return isTask ? readTask(source, section, pairs) : [];
  });
}

function isBelow(section: Section, sections: readonly Section[]): boolean {
  return section.parent !== undefined && (sections.includes(section.parent) || isBelow(section.parent, sections));
}

/** A task whose question is still a slot is a slot; one without such a label asks with its topic. */
function readTask(source: PlanSource, section: Section, pairs: readonly Pair[]): Task[] {
  const { words } = source;
  const topic = writtenText(source, section.words);
  const field = ownContent(section).fields.find((each) => words.label('question').is(each.label));
  const question = field === undefined ? topic : (valueOf(pairs, words, 'question') ?? '');
  if (question === '' || section.parent === undefined) return [];
  const { text, ownId } = questionWords(question, words);
  const decision = valueOf(pairs, words, 'decision') ?? '';
  const kind = kindAfter(words, 'unknown', pairs);
  const choice = questionWords(withoutCodeMarks(question), words).text;
  const offered = itemsOffered(source, section);
  const labelled = offered === undefined ? undefined : offeredBy(source, offered);
  const entry: Entry = {
    kind,
    form: 'heading',
    section: section.parent,
    place: section.id,
    line: section.line,
    span: section.span,
    asked: field?.value ?? section.words,
    text,
    ownId,
    details: detailsOf(words, choice, pairs, noDetails, kind, { ...noneBelow, labelled }),
    closed: isDecision(decision, words) || isClosed(words, textOf(source, section.words), pairs),
    answer: answerIn(words, pairs),
  };
  return [
    { entry, number: numberOf(section.title), names: [normal(text), normal(topic)].filter((name) => name !== '') },
  ];
}
