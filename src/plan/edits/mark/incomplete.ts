import type { Field, Section } from '../../../markdown/model.ts';
import { withDescendants } from '../../../markdown/outline.ts';
import type { ConstitutionRecords } from '../../constitution/check.ts';
import { isPlaceholder } from '../../constitution/reader.ts';
import type { Subject } from '../model.ts';

/** A place where violations are listed that asks for more than a mark can say. */
export interface Incomplete {
  /** The address of the row, or of the section of the labels. */
  readonly section: string;
  /** The columns or labels that are still empty. */
  readonly names: readonly string[];
}

/** What the plan's form still asks for of the violations of some principles; undefined where it is whole. */
export function incompleteListing(
  { document, words }: Subject,
  records: ConstitutionRecords,
  principles: ReadonlySet<string>,
): Incomplete | undefined {
  const { violations, sections, violationSections } = records;
  const listed = violations.listed.filter(({ principle }) => principle !== undefined && principles.has(principle.id));
  const lines = new Set(listed.map(({ line }) => line));
  const isEmpty = (span: { readonly from: number; readonly to: number }): boolean => {
    const text = document.text.slice(span.from, span.to);
    return text.trim() === '' || isPlaceholder(text);
  };
  if (violations.isTable) {
    const rows = violationSections
      .flatMap(withDescendants)
      .flatMap(({ content }) => content.tables.flatMap((table) => table.rows));
    const row = rows.find((each) => lines.has(each.line) && each.cells.some(({ span }) => isEmpty(span)));
    const names = row?.table.columns.filter((_, at) => isEmpty(row.cells[at]?.span ?? row.span)) ?? [];
    return row === undefined || names.length === 0 ? undefined : { section: row.id, names };
  }
  const isBlock = (field: Field): boolean => lines.has(field.line) && words.label('violation').is(field.label);
  for (const section of sections.flatMap(withDescendants)) {
    const at = ownFields(section).findIndex(isBlock);
    const near = at === -1 ? [] : ownFields(section).slice(at + 1, at + 3);
    const open = near.filter(
      ({ label, value, block }) =>
        block === undefined &&
        isEmpty(value) &&
        ['justification', 'mitigation'].some((name) => words.label(name).is(label)),
    );
    if (open.length > 0) return { section: section.id, names: open.map(({ label }) => label) };
  }
  return undefined;
}

function ownFields(section: Section): readonly Field[] {
  return section.content.fields.toSorted((a, b) => a.line - b.line);
}
