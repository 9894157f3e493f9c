import { PlanError } from '../../errors.ts';
import type { Section, Span } from '../../markdown/model.ts';
import { slugOf } from '../../markdown/slug.ts';
import { siblingFinder } from '../templateSiblings.ts';
import type { Subject } from './model.ts';

/** The options of the choice that stands in a span of the plan; none where no choice stands there. */
export function optionsIn(subject: Subject, span: Span): readonly string[] {
  const placed = subject.slots.find(
    ({ slot }) => slot.class === 'choice' && span.from <= slot.span.from && slot.span.to <= span.to,
  );
  return placed?.slot.options ?? [];
}

/** The options that the template gives a field of the section's counterpart, by its label. */
export function optionsOfField(subject: Subject, section: Section, label: string): readonly string[] {
  const field = counterpart(subject, section)?.content.fields.find((other) => slugOf(other.label) === slugOf(label));
  return field === undefined ? [] : templateOptions(subject, field.value);
}

/** The options that the template gives a column of the section's counterpart: none where its rows ask for different things. */
export function optionsOfColumn(subject: Subject, section: Section, title: string): readonly string[] {
  for (const table of counterpart(subject, section)?.content.tables ?? []) {
    const column = table.columns.findIndex((other) => slugOf(other) === slugOf(title));
    const byRow = table.rows.map((row) => templateOptions(subject, row.cells[column]?.outer ?? { from: 0, to: 0 }));
    const [first = []] = byRow;
    const isOne = byRow.every((options) => options.join('/') === first.join('/'));
    if (first.length > 0 && isOne) return first;
  }
  return [];
}

function counterpart(subject: Subject, section: Section): Section | undefined {
  return subject.template === undefined ? undefined : siblingFinder(subject.template)(section);
}

function templateOptions(subject: Subject, span: Span): readonly string[] {
  const slot = subject.template?.slots.find(
    (each) => each.class === 'choice' && span.from <= each.span.from && each.span.to <= span.to,
  );
  return slot?.options ?? [];
}

/** The option that a value names, as the list writes it. Throws `invalid_choice` where it names none. */
export function choose(options: readonly string[], value: string, where: string): string {
  if (options.length === 0) return value;
  const wanted = value.trim().toLowerCase();
  const option = options.find((each) => each.toLowerCase() === wanted);
  if (option !== undefined) return option;
  throw new PlanError('invalid_choice', `"${value.slice(0, 80)}" is no choice for ${where}.`, {
    where,
    fix: `Use one of: ${options.join(', ')}.`,
  });
}
