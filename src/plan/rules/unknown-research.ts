import type { Section } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { appendCall } from '../fixCalls.ts';
import type { PlanReading } from '../planReading.ts';
import type { Entry, PlanSource } from '../questions/entry.ts';
import { isNumbered } from '../questions/reading.ts';
import { questionSections, readQuestions } from '../questions/sections.ts';
import { pairResearch } from '../questions/unknowns.ts';
import { inThePlan } from '../quote.ts';
import { sectionsWithRole } from '../roles.ts';
import type { Found, Rule } from './model.ts';

/** An unknown is found out by a research task; it is settled when that has its decision. */
export const unknownResearch: Rule = {
  id: 'unknown-research',
  wants: 'Every unknown has a research task, and one that is ticked has its decision there.',
  check({ reading }) {
    const source = sourceOf(reading);
    const lists = questionSections(source).filter(({ kind }) => kind === 'unknown');
    const unknowns = lists.flatMap((list) => readQuestions(source, list)).filter(({ kind }) => kind === 'unknown');
    if (unknowns.length === 0) return 'it lists no unknowns';
    const research = sectionsWithRole(source.document, source.words, 'research', source.template);
    const places = taskPlaces(source);
    if (research.length === 0 || places.length === 0) return 'it has no research tasks';
    const { pairs, left } = pairResearch(source, unknowns);
    // Tasks that still wait for their words are for the unknowns that have none.
    const waiting = places.length - pairs.size - left.length;
    const lonely = unknowns.filter((unknown) => !unknown.closed && !pairs.has(unknown)).slice(Math.max(0, waiting));
    const undecided = unknowns.filter((unknown) => unknown.closed && pairs.get(unknown)?.entry.closed === false);
    return [
      ...lonely.map((unknown) => withoutTask(reading, unknown, research[0])),
      ...undecided.flatMap((unknown) => withoutDecision(unknown, pairs.get(unknown)?.entry)),
    ].toSorted((a, b) => a.line - b.line);
  },
};

function sourceOf({ document, subject, setting }: PlanReading): PlanSource {
  return {
    document,
    words: setting.words,
    template: setting.template,
    slots: subject.slots.map(({ slot }) => slot.span),
  };
}

/** Sections and units that are a research task by name, filled or not. */
function taskPlaces({ document, words }: PlanSource): readonly Section[] {
  return listSections(document).filter((section) => isNumbered(section.title, words, 'research'));
}

function withoutTask(reading: PlanReading, { place, line, text }: Entry, research: Section | undefined): Found {
  const fix =
    research === undefined ? {} : { fix: appendCall(reading, research.id, '<a research task with its question>') };
  return {
    section: place,
    line: line + 1,
    message: `The unknown ${inThePlan(text, 120)} has no research task.`,
    ...fix,
  };
}

function withoutDecision({ text }: Entry, task: Entry | undefined): Found[] {
  if (task === undefined) return [];
  return [
    {
      section: task.place,
      line: task.line + 1,
      message: `The unknown ${inThePlan(text, 120)} is ticked, but its research task has no decision.`,
      fix: 'Write the Decision, or untick the unknown.',
    },
  ];
}
