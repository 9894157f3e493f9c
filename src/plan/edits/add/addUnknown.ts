import type { Field, Section } from '../../../markdown/model.ts';
import { parseDocument } from '../../../markdown/document.ts';
import { normal, ownContent } from '../../questions/reading.ts';
import { sectionsWithRole } from '../../roles.ts';
import { planFill } from '../fill.ts';
import type { Subject } from '../model.ts';
import { writtenLines } from '../written.ts';
import { addUnit } from './addUnit.ts';
import { type Group, groupsIn } from './groups.ts';
import type { Made } from './model.ts';
import { subjectWith } from './names.ts';

/** Gives an unknown that was just added its research task: one that still waits for its question, else one more. */
export function withResearchTask(subject: Subject, made: Made, question: string): Made {
  const now = subjectWith(subject, made.document);
  const group = researchGroup(now);
  if (group === undefined || group.members.some((task) => asks(now, task, question))) return made;
  const waiting = group.members.find((task) => isWaiting(now, task));
  const field = waiting === undefined ? undefined : questionField(now, waiting);
  if (waiting !== undefined && field !== undefined) {
    const planned = planFill(now, { section: waiting.id, values: { [field.label]: question } });
    return {
      document: parseDocument(planned.text),
      places: [...made.places, planned.idAfter ?? waiting.id],
      warnings: [...made.warnings, ...planned.warnings],
    };
  }
  const task = addUnit(now, {
    group,
    after: undefined,
    valuesFor: (open, unit) => ({ [questionField(open, unit)?.label ?? 'heading']: question }),
  });
  return {
    document: task.document,
    places: [...made.places, ...task.places],
    warnings: [...made.warnings, ...task.warnings],
  };
}

function researchGroup(subject: Subject): Group | undefined {
  const { document, words, template } = subject;
  const isResearch = (group: Group): boolean => group.word !== undefined && words.unit('research').is(group.word);
  return sectionsWithRole(document, words, 'research', template)
    .flatMap((section) => groupsIn(subject, section))
    .find(isResearch);
}

function questionField({ words }: Subject, task: Section): Field | undefined {
  return ownContent(task).fields.find((field) => words.label('question').is(field.label));
}

function asks(subject: Subject, task: Section, question: string): boolean {
  const { text } = subject.document;
  const value = questionField(subject, task)?.value ?? task.words;
  return normal(text.slice(value.from, value.to)) === normal(question);
}

/** Nobody has written in it yet, not even its topic. */
function isWaiting(subject: Subject, task: Section): boolean {
  const hasTopic = !subject.slots.some(
    ({ slot }) => task.heading.from <= slot.span.from && slot.span.to <= task.heading.to,
  );
  return !hasTopic && writtenLines(subject, task).length === 0;
}
