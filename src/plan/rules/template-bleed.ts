import { lineAt } from '../../markdown/lines.ts';
import type { Section, Span } from '../../markdown/model.ts';
import { listSections, withDescendants } from '../../markdown/outline.ts';
import { isHeadingWritten, writtenLines } from '../edits/written.ts';
import type { PlanReading } from '../planReading.ts';
import { trackingSpans } from '../progress/tracking.ts';
import { guidanceIn, templateLinesOf } from '../slots.ts';
import { createPlacer } from '../slots/placer.ts';
import { samplesIn } from './samples.ts';
import type { Found, Rule } from './model.ts';
import { callTo, counted, groupedBy, listed, quoted, templateUnknown, topOf } from './wording.ts';

/** What a template says to its author, left standing beside what the author wrote. */
export const templateBleed: Rule = {
  id: 'template-bleed',
  wants: 'Where a section is filled, no instruction and no sample of the template is left in it.',
  check({ reading }) {
    const isFilled = filledIn(reading);
    const instructions = instructionsIn(reading).filter(({ section }) => isFilled(section));
    const samples = samplesIn(reading).filter(({ section }) => isFilled(section));
    if (reading.setting.template === undefined && instructions.length === 0) return templateUnknown;
    const bare = instructions.filter(({ section, span }) => isAlone(section, span, reading));
    return [
      ...bare.map((left) => aloneFound(left, reading)),
      ...told(
        instructions.filter((left) => !bare.includes(left)),
        instructionWords,
        '',
        reading,
      ),
      ...told(samples, sampleWords, '<yours>', reading),
    ].toSorted((a, b) => a.line - b.line);
  },
};

const instructionWords = ['instruction of the template is left', 'instructions of the template are left'] as const;
const sampleWords = ['sample of the template is left', 'samples of the template are left'] as const;

interface Left {
  readonly section: Section;
  readonly span: Span;
}

function instructionsIn({ document, subject }: PlanReading): readonly Left[] {
  const { template, instructions } = subject;
  // Without a template a comment or a line in italics may be a person's: only what can be nothing else counts.
  if (template === undefined) return instructions.map(({ section, slot }) => ({ section, span: slot.span }));
  const placer = createPlacer(document);
  return listSections(document)
    .filter(({ kind }) => kind !== 'unit')
    .flatMap((section) => guidanceIn(document, section, template))
    .flatMap((span) => {
      const section = placer(span.from);
      return section === undefined ? [] : [{ section, span }];
    });
}

/** Whether nothing waits in a section or below it, and somebody wrote something there: a tick and the note of a task are no author's text. */
function filledIn({ document, subject }: PlanReading): (section: Section) => boolean {
  const tracked = new Set(trackingSpans(document, subject).flatMap((span) => linesOf(document.text, span)));
  const isAuthored = (section: Section): boolean =>
    withDescendants(section).some((each) => {
      const lines = each.kind === 'unit' ? [] : writtenLines(subject, each);
      const known =
        lines.length === 0 || subject.template === undefined ? noLines : templateLinesOf(each, subject.template);
      return lines.some((line) => !tracked.has(line) && !known.has(unticked(line)));
    });
  const known = new Map<Section, boolean>();
  const starts = subject.slots.map(({ slot }) => slot.span.from);
  return (section) => {
    const before = known.get(section);
    if (before !== undefined) return before;
    const from = Math.min(section.heading.from, section.span.from);
    const lastStart = starts.findLast((start) => start <= section.span.to) ?? -1;
    const answer = lastStart < from && (isHeadingWritten(subject, section) || isAuthored(section));
    known.set(section, answer);
    return answer;
  };
}

const noLines: ReadonlyMap<string, number> = new Map();

function linesOf(text: string, { from, to }: Span): readonly string[] {
  return text
    .slice(from, to)
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim());
}

function unticked(line: string): string {
  return line.replace(/^([-+*]|\d{1,9}[.)])([ \t]{1,4})\[[^\]\s]\]/, '$1$2[ ]');
}

/** 'The same lines as above' under a heading that somebody filled: what it asks for is still to be written. */
function isAlone({ body, children, units }: Section, span: Span, { document }: PlanReading): boolean {
  const rest = document.text.slice(body.from, span.from) + document.text.slice(span.to, Math.max(body.to, span.to));
  return children.length === 0 && units.length === 0 && rest.trim() === '';
}

function aloneFound({ section, span }: Left, reading: PlanReading): Found {
  const { document } = reading;
  return {
    section: section.id,
    line: lineAt(document.lines, span.from) + 1,
    message: `Nothing but the template's instruction stands here: ${quoted(document.text.slice(span.from, span.to))}.`,
    fix: callTo('fill_section', reading, { fills: [{ section: section.id, content: '<text>' }] }),
  };
}

/** One finding for what stands in one top-level section. */
function told(
  left: readonly Left[],
  [one, many]: readonly [string, string],
  content: string,
  reading: PlanReading,
): readonly Found[] {
  const { document } = reading;
  const ordered = left.toSorted((a, b) => a.span.from - b.span.from);
  return [...groupedBy(ordered, ({ section }) => topOf(section).id).values()].flatMap((group): readonly Found[] => {
    const [first, ...others] = group;
    if (first === undefined) return [];
    const isOne = others.every(({ section }) => section === first.section);
    const texts = group.map(({ span }) => document.text.slice(span.from, span.to));
    const fills = group.slice(0, 2).map(({ section }, index) => ({ section: section.id, find: texts[index], content }));
    const call = callTo('fill_section', reading, { fills });
    return [
      {
        section: (isOne ? first.section : topOf(first.section)).id,
        line: lineAt(document.lines, first.span.from) + 1,
        message: `${counted(group.length, one, many)}: ${listed(texts.map(withoutFence), 3)}.`,
        fix: group.length > 2 ? `${call}, likewise the others` : call,
      },
    ];
  });
}

function withoutFence(text: string): string {
  return quoted(text.replace(/^(?:`{3,}|~{3,})[^\r\n]{0,200}[\r\n]{1,2}/, ''), 60);
}
