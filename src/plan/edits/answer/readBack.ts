import { PlanError } from '../../../errors.ts';
import type { Block, Document } from '../../../markdown/model.ts';
import { listSections } from '../../../markdown/outline.ts';
import type { FoundQuestion } from '../../questions/questions.ts';
import { normal } from '../../questions/reading.ts';
import { isSameText, keyOf, type Reading } from './reading.ts';

/** The question as it stands after an edit of the place that it has; undefined where it is no question any more. Throws PlanError `breaks_structure` where anything else reads differently. */
export function readAgain(before: Reading, after: Reading, question: FoundQuestion): FoundQuestion | undefined {
  const isSame =
    hasSameOthers(before, after, question, undefined) &&
    hasSameShape(before.source.document, after.source.document, question);
  if (!isSame) throw otherwise(question);
  const twins = (reading: Reading): FoundQuestion[] =>
    reading.questions.filter((each) => keyOf(before, each) === keyOf(before, question));
  const index = twins(before).findIndex((each) => each.id === question.id);
  const now = twins(after);
  return now.length < twins(before).length ? undefined : now[index];
}

/** The question that a moved one became; undefined where anything else reads differently, or it is not read as deferred. */
export function readMoved(before: Reading, after: Reading, question: FoundQuestion): FoundQuestion | undefined {
  const old = new Map<string, number>();
  for (const each of before.questions)
    if (each !== question) old.set(keyOf(before, each), (old.get(keyOf(before, each)) ?? 0) + 1);
  const fresh = after.questions.filter((each) => {
    const left = old.get(keyOf(before, each)) ?? 0;
    old.set(keyOf(before, each), left - 1);
    return left <= 0;
  });
  const [moved] = fresh;
  const isSame =
    moved !== undefined && moved.kind === 'deferred' && !moved.closed && isSameText(after, moved, question);
  return fresh.length === 1 && isSame && hasSameOthers(before, after, question, moved) ? moved : undefined;
}

/** Throws PlanError `breaks_structure` where an edit beside the questions changed what they are. */
export function requireSameQuestions(before: Reading, after: Reading, question: FoundQuestion): void {
  const states = (reading: Reading): string[] =>
    reading.questions.map((each) => `${each.id}\n${keyOf(reading, each)}\n${each.closed}`).toSorted();
  if (!isSameList(states(before), states(after))) throw otherwise(question);
}

/** Every other question keeps its section, its words, and whether it is open. */
function hasSameOthers(
  before: Reading,
  after: Reading,
  question: FoundQuestion,
  moved: FoundQuestion | undefined,
): boolean {
  // What stands in a heading is part of the sections' names below it.
  const nameOf = isInHeading(before.source.document, question)
    ? (each: FoundQuestion) => normal(each.text)
    : (each: FoundQuestion) => keyOf(before, each);
  const states = (questions: readonly FoundQuestion[]): string[] =>
    questions.map((each) => `${nameOf(each)}\n${each.kind}\n${each.closed}\n${each.owner}\n${each.due}`).toSorted();
  const others = states(before.questions.filter((each) => each !== question));
  // Once an unknown is settled, its research task is read as a question of its own, settled too.
  const asked = after.questions.filter((each) => each !== moved && (each.place !== question.research || !each.closed));
  const now = states(asked);
  if (isSameList(others, now)) return true;
  // The question itself may stand there still, whatever became of it.
  const stays = asked.filter((each) => keyOf(before, each) === keyOf(before, question));
  return stays.some((each) => isSameList(others, states(asked.filter((other) => other !== each))));
}

/** Nothing becomes a heading, list or code that was none. Lines may be added: then the sections alone are compared. */
function hasSameShape(before: Document, after: Document, question: FoundQuestion): boolean {
  const isRenamed = isInHeading(before, question);
  // A bold label is a unit only as long as labels follow it: a marker's colon can be all that makes one.
  const sections = (document: Document): string[] =>
    listSections(document).flatMap((section) =>
      section.kind === 'unit' ? [] : [isRenamed ? `${section.kind}${section.level}` : section.id],
    );
  return (
    isSameList(sections(before), sections(after)) &&
    (before.lines.length !== after.lines.length || isSameList(kindsOf(before.blocks), kindsOf(after.blocks)))
  );
}

function isInHeading(document: Document, { span, form }: FoundQuestion): boolean {
  if (form !== 'marker') return false;
  return listSections(document).some(({ heading }) => heading.from <= span.from && span.to <= heading.to);
}

function kindsOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => [`${block.kind}${block.level} ${block.first}`, ...kindsOf(block.children)]);
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index]);
}

function otherwise(question: FoundQuestion): PlanError {
  return new PlanError(
    'breaks_structure',
    `Written so, ${question.id} or a place beside it would be read differently.`,
    {
      where: question.id,
      fix: `Send plain words on one line, or write it with fill_section, section "${question.place}".`,
    },
  );
}
