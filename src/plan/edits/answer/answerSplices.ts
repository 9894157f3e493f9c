import type { Item, Section, Span } from '../../../markdown/model.ts';
import type { Splice } from '../../../markdown/splices.ts';
import { isAnswerLabel } from '../../questions/closed.ts';
import type { QuestionKind } from '../../questions/entry.ts';
import { inlineDetails } from '../../questions/inline.ts';
import type { FoundQuestion } from '../../questions/questions.ts';
import { arrowSplice, endBeforeArrows } from './arrow.ts';
import {
  addLabel,
  isOpen,
  type LabelPlace,
  labelNamed,
  labelsOfItem,
  labelsOfPart,
  openAnswerLabel,
  openStatus,
  writeLabel,
} from './labels.ts';
import { answerMarker, unmarked } from './marker.ts';
import type { Decision } from './model.ts';
import { itemOf, partOf, type Reading, sectionWith } from './reading.ts';
import { answerRow } from './row.ts';
import { resolvedWord } from './status.ts';
import { inOneLine } from './decision.ts';

/** What an answer writes, in the form that the question has. Throws PlanError. */
export function answerSplices(reading: Reading, question: FoundQuestion, decision: Decision): Splice[] {
  const task = question.research === undefined ? undefined : sectionWith(reading, question.research);
  const research = task === undefined ? [] : answerPart(reading, task, decision, 'unknown');
  switch (question.form) {
    case 'marker':
      return answerMarker(reading, question, decision);
    case 'row':
      return [...answerRow(reading, question, decision), ...research];
    case 'heading':
      return [...answerHeading(reading, question, decision), ...research];
    case 'item':
      return [...answerItem(reading, question, decision, task !== undefined), ...research];
    case 'field':
    case 'prose':
      return besideWords(reading, question, decision);
  }
}

/** A listed item stays: it is ticked, and the answer stands where it has a label for it, else behind its words. */
function answerItem(reading: Reading, question: FoundQuestion, decision: Decision, hasTask: boolean): Splice[] {
  const item = itemOf(reading, question);
  const tick = tickOf(item);
  // The decision itself stands in the research task; an unknown without a box says it too.
  if (hasTask && tick.length > 0) return tick;
  const places = labelsOfItem(reading, item);
  const { splices, rest } = besides(reading, undefined, places, decision);
  const home = openAnswerLabel(reading, places, question.kind);
  const status = openStatus(reading, places);
  return [
    ...tick,
    ...splices,
    ...(home === undefined
      ? besideWords(reading, question, rest)
      : writeLabel(reading, undefined, home, inOneLine(rest))),
    ...(status === undefined ? [] : writeLabel(reading, undefined, status, resolvedWord())),
  ];
}

/** Behind the question's words; where its line asks for the answer, in that place. */
function besideWords(reading: Reading, { span }: FoundQuestion, decision: Decision): Splice[] {
  const { words, document } = reading.source;
  const to = endBeforeArrows(document.text, span, words);
  const details = inlineDetails(document.text.slice(span.from, to), words);
  const home = details.find((detail) => isAnswerLabel(words, detail.label, details));
  const bare = unmarked(reading, { from: span.from, to });
  if (home === undefined) return [...bare, arrow(reading, span, inOneLine(decision))];
  const value = { from: span.from + home.value.from, to: span.from + home.value.to };
  return [...bare, { ...value, text: inOneLine(decision) }];
}

/** A research task without an unknown gets its decision; any other heading or unit an answer among its labels. */
function answerHeading(reading: Reading, question: FoundQuestion, decision: Decision): Splice[] {
  const part = partOf(reading, question);
  return answerPart(reading, part, decision, question.kind);
}

/** Writes the answer into the label of a heading or unit that waits for it, else into a new one in the form of the others. */
function answerPart(reading: Reading, part: Section, decision: Decision, kind: QuestionKind): Splice[] {
  const { words } = reading.source;
  const name = kind === 'unknown' ? 'Decision' : 'Answer';
  const places = labelsOfPart(part);
  const { splices, rest } = besides(reading, part, places, decision);
  const home = openAnswerLabel(reading, places, kind);
  const status = openStatus(reading, places);
  // A reason or name gets a label of its own where there are labels and none is taken by another.
  const own = {
    rationale: places.length > 0 && labelNamed(places, words, 'rationale') === undefined ? rest.rationale : undefined,
    by: places.length > 0 && labelNamed(places, words, 'decidedBy') === undefined ? rest.by : undefined,
  };
  const written = inOneLine({
    text: rest.text,
    rationale: own.rationale === undefined ? rest.rationale : undefined,
    by: own.by === undefined ? rest.by : undefined,
  });
  const behind = name === 'Decision' ? labelNamed(places, words, 'question') : undefined;
  return [
    ...splices,
    ...(home === undefined
      ? [addLabel(reading, part, name, written, behind)]
      : writeLabel(reading, part, home, written)),
    ...(own.rationale === undefined ? [] : [addLabel(reading, part, 'Rationale', own.rationale)]),
    ...(own.by === undefined ? [] : [addLabel(reading, part, 'Decided by', own.by)]),
    ...(status === undefined ? [] : writeLabel(reading, part, status, resolvedWord())),
  ];
}

/** Reason and name go where labels wait for them; the rest of the decision is to be written with it. */
function besides(
  reading: Reading,
  part: Section | undefined,
  places: readonly LabelPlace[],
  decision: Decision,
): { splices: Splice[]; rest: Decision } {
  const { words } = reading.source;
  const reason = labelNamed(places, words, 'rationale');
  const by = labelNamed(places, words, 'decidedBy');
  const takesReason = decision.rationale !== undefined && reason !== undefined && isOpen(reading, reason);
  const takesBy = decision.by !== undefined && by !== undefined && isOpen(reading, by);
  return {
    splices: [
      ...(takesReason ? writeLabel(reading, part, reason, decision.rationale) : []),
      ...(takesBy ? writeLabel(reading, part, by, decision.by) : []),
    ],
    rest: {
      ...decision,
      rationale: takesReason ? undefined : decision.rationale,
      by: takesBy ? undefined : decision.by,
    },
  };
}

function arrow({ source }: Reading, span: Span, value: string): Splice {
  return arrowSplice(source.document.text, span, 'Answer', value);
}

function tickOf({ box }: Item): Splice[] {
  return box === undefined || /x/i.test(box.state) ? [] : [{ ...box.span, text: '[x]' }];
}
