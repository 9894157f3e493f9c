import type { Field, Section, Span } from '../../markdown/model.ts';
import { withDescendants } from '../../markdown/outline.ts';
import { outermost as outermostSpans, overlapsAny } from '../../markdown/spans.ts';
import type { PlanReading } from '../planReading.ts';
import { sectionsWithRole } from '../roles.ts';
import { isCounted } from '../slots.ts';
import type { Found, Rule } from './model.ts';
import { callTo, groupedBy, outermost, quoted } from './wording.ts';

/** A Violation / Justification / Mitigation block of the constitution check: once begun, it is whole. */
export const violationBlock: Rule = {
  id: 'violation-block',
  wants: 'A violation that is put on record has its justification and its mitigation.',
  gate: 'approved',
  check({ reading }) {
    if (blocksOf(reading).length === 0) return 'the plan has no block of labels for a violation';
    return begunBlocks(reading).flatMap((block) => foundIn(block, reading));
  },
};

type Part = 'violation' | 'justification' | 'mitigation';

/** One label of a block with what was written behind it; undefined where nothing was, or 'None'. */
interface Label {
  readonly part: Part;
  readonly field: Field;
  readonly written: string | undefined;
}

/** Labels that belong together, the violation's first. */
export interface ViolationBlock {
  readonly section: Section;
  readonly labels: readonly Label[];
}

/** The blocks in which something is written, and that do not say that there is no violation. */
export function begunBlocks(reading: PlanReading): readonly ViolationBlock[] {
  const { document, setting } = reading;
  return blocksOf(reading).filter(({ labels }) => {
    const value = labels[0]?.field.value;
    const saysNone = value !== undefined && setting.words.none.is(document.text.slice(value.from, value.to));
    return !saysNone && labels.some(({ written }) => written !== undefined);
  });
}

function blocksOf(reading: PlanReading): readonly ViolationBlock[] {
  const { document, setting } = reading;
  const roles = ['constitution', 'violations', 'gates'];
  const sections = outermost(
    roles.flatMap((role) => [...sectionsWithRole(document, setting.words, role, setting.template)]),
  );
  // A section's labels include those of its units.
  const all = sections.flatMap((section) =>
    withDescendants(section).filter((each) => each === section || each.kind !== 'unit'),
  );
  const open = reading.subject.slots.filter(
    (placed) => isCounted(placed) || placed.slot.reason === 'conditional block',
  );
  const slots = outermostSpans(open.map(({ slot }) => slot.span));
  return all.flatMap((section) => blocksIn(section, slots, reading));
}

function blocksIn(section: Section, slots: readonly Span[], reading: PlanReading): readonly ViolationBlock[] {
  const { fields } = section.content;
  const parts = fields.map((field) => partOf(field, reading));
  return fields.flatMap((field, index) => {
    if (parts[index] !== 'violation') return [];
    const next = parts.indexOf('violation', index + 1);
    // A label of another kind ends the block.
    const other = parts.findIndex((part, at) => at > index && part === undefined);
    const ends = [next, other, fields.length].filter((end) => end !== -1);
    const labels = fields.slice(index, Math.min(...ends)).map((each, at) => ({
      part: parts[index + at] ?? 'violation',
      field: each,
      written: writtenIn(each, slots, reading),
    }));
    const isBlock = labels.some(({ part }) => part === 'justification') && field.items.length === 0;
    return isBlock ? [{ section, labels }] : [];
  });
}

function partOf({ label }: Field, { setting }: PlanReading): Part | undefined {
  return (['violation', 'mitigation', 'justification'] as const).find((part) => setting.words.label(part).is(label));
}

function writtenIn(
  { value, block }: Field,
  slots: readonly Span[],
  { document, setting }: PlanReading,
): string | undefined {
  const spans = [value, ...(block === undefined ? [] : [block])];
  const text = spans
    .filter((span) => span.from < span.to && !overlapsAny(slots, span))
    .map((span) => document.text.slice(span.from, span.to))
    .join(' ')
    .trim();
  return /[\p{L}\p{N}]/u.test(text) && !setting.words.none.is(text) ? text : undefined;
}

function foundIn({ section, labels }: ViolationBlock, reading: PlanReading): readonly Found[] {
  const missing = [...groupedBy(labels, ({ part }) => part).values()]
    .filter((group) => group.every(({ written }) => written === undefined))
    .flatMap(([first]) => (first === undefined ? [] : [first]));
  const [violation] = labels;
  if (missing.length === 0 || violation === undefined) return [];
  const lacks = missing.map(({ field }) => quoted(field.label, 60)).join(' and ');
  const values = Object.fromEntries(missing.map(({ field }) => [field.label, '<text>']));
  return [
    {
      section: section.id,
      line: violation.field.line + 1,
      message:
        violation.written === undefined
          ? `A violation's record is begun, and its ${lacks} ${missing.length === 1 ? 'is' : 'are'} empty.`
          : `The violation ${quoted(violation.written, 160)} lacks its ${lacks}.`,
      expected: 'all of the block, or none of it',
      gate: 'approved',
      fix: callTo('fill_section', reading, { fills: [{ section: section.id, values }] }),
    },
  ];
}
