import { isSection } from '../../markdown/addresses.ts';
import { plainText } from '../../markdown/inline.ts';
import type { Field, Item, Place, Row, Section, Span, Table } from '../../markdown/model.ts';
import { listSections, withDescendants } from '../../markdown/outline.ts';
import { slugOf } from '../../markdown/slug.ts';
import { overlaps } from '../../markdown/spans.ts';
import type { PlacedSlot } from '../slots.ts';
import type { Subject } from './model.ts';
import { holdsFrontMatter } from './writeFrontMatter.ts';

/** A place that a name in `values` stands for. */
export type Target =
  | { readonly kind: 'heading'; readonly section: Section }
  | { readonly kind: 'field'; readonly field: Field; readonly section: Section }
  | {
      readonly kind: 'column';
      readonly table: Table;
      readonly column: number;
      readonly rows: readonly Row[];
      readonly section: Section;
    }
  | { readonly kind: 'child'; readonly section: Section }
  | { readonly kind: 'slot'; readonly slot: PlacedSlot };

/**
 * What a name stands for in a place: the heading itself, a field's label, a table's column, a child heading, an unfilled slot; its own part
 * first, then what stands below. `Parent/Label` narrows a label that stands twice.
 */
export function findTargets(subject: Subject, place: Place, name: string): Target[] {
  if (name.trim().toLowerCase() === 'heading' && isSection(place)) return [{ kind: 'heading', section: place }];
  const wanted = normal(name);
  for (const scope of scopesOf(subject, place)) {
    const found = scope.find(wanted);
    if (found.length > 0) return found;
  }
  return [];
}

/** The names that a place knows, at most `most`, for a refusal. */
export function knownNames(subject: Subject, place: Place, most = 24): string[] {
  const names = scopesOf(subject, place).flatMap((scope) => scope.names());
  return [...new Set(names.filter((name) => name !== ''))].slice(0, most);
}

/** The labels of a name in the whole plan, keys of front matter included, each with the section that it is addressed by. */
export function labelsNamed(
  subject: Subject,
  name: string,
): readonly { readonly field: Field; readonly section: Section }[] {
  // What stands in a unit is the section's, too.
  const sections = listSections(subject.document).filter((section) => section.kind !== 'unit');
  const keys = sections.filter((section) => holdsFrontMatter(subject.document, section));
  const scopes = [...keys.map((section) => keyScope(subject, section)), fieldScope(subject, sections, undefined)];
  return scopes
    .flatMap((scope) => scope.find(normal(name)))
    .flatMap((target) => (target.kind === 'field' ? [{ field: target.field, section: target.section }] : []));
}

/** The rows of a place, or of the whole plan, whose address or first cell is a name. */
export function rowsNamed(subject: Subject, name: string, place?: Section): readonly Row[] {
  const { document } = subject;
  const wanted = normal(name);
  const sections = place === undefined ? listSections(document) : withDescendants(place);
  return sections
    .filter((section) => section.kind !== 'unit')
    .flatMap((section) => section.content.tables.flatMap((table) => table.rows))
    .filter(({ id, cells: [first] }) => {
      const title = first === undefined ? '' : plainText(document.text.slice(first.span.from, first.span.to));
      return id === wanted || (title !== '' && normal(title) === wanted);
    });
}

interface Scope {
  find(wanted: string): Target[];
  names(): string[];
}

function scopesOf(subject: Subject, place: Place): Scope[] {
  if (!isSection(place)) {
    const section = sectionOf(subject, place);
    const columns = place.kind === 'row' ? [rowScope(place, section)] : [];
    return [
      ...columns,
      fieldScope(subject, section === undefined ? [] : [section], place.span),
      slotScope(subject, place.span),
    ];
  }
  const own = [place];
  const below = withDescendants(place).filter((each) => each !== place && each.kind !== 'unit');
  const children = [...place.children, ...place.units];
  return [
    ...(holdsFrontMatter(subject.document, place) ? [keyScope(subject, place)] : []),
    fieldScope(subject, own, undefined),
    columnScope(own),
    childScope(children),
    slotScope(subject, { from: place.span.from, to: Math.max(place.heading.to, place.body.to) }),
    fieldScope(subject, below, undefined),
    columnScope(below),
    slotScope(subject, place.span),
  ];
}

/** The section or unit that holds a row, item or field. */
export function sectionOf(subject: Subject, place: Item | Row | Field): Section | undefined {
  const all = subject.document.top.flatMap(withDescendants);
  return all.find((section) => place.id.startsWith(`${section.id}/`) && holdsOwn(section, place.span));
}

function holdsOwn(section: Section, span: Span): boolean {
  return section.body.from <= span.from && span.to <= section.body.to;
}

/** Fields by their labels; a label that is itself a slot (`[Term]: [Definition]`) names nothing yet. */
function fieldScope(subject: Subject, sections: readonly Section[], within: Span | undefined): Scope {
  const fields = sections.flatMap((section) =>
    section.content.fields
      .filter((field) => !subject.slots.some(({ slot }) => overlaps(field.labelSpan, slot.span)))
      .filter((field) => within === undefined || (within.from <= field.span.from && field.span.to <= within.to))
      .map((field) => ({ field, section })),
  );
  return {
    names: () => fields.map(({ field }) => field.label),
    find: (wanted) =>
      fields
        .filter(
          ({ field }) =>
            normal(field.label) === wanted ||
            tailOf(
              wanted,
              field,
              fields.map((each) => each.field),
            ),
        )
        .map(({ field, section }) => ({ kind: 'field', field, section })),
  };
}

/** The keys of front matter, and the places in them. */
function keyScope(subject: Subject, section: Section): Scope {
  const { frontMatter } = subject.document;
  const fields = frontMatter?.fields ?? [];
  const slots = slotScope(subject, frontMatter?.yaml ?? { from: 0, to: 0 });
  return {
    names: () => [...fields.map((field) => field.label), ...slots.names()],
    find: (wanted) => {
      const keys = fields.filter((field) => normal(field.label) === wanted);
      return keys.length > 0 ? keys.map((field) => ({ kind: 'field', field, section })) : slots.find(wanted);
    },
  };
}

/** `Dependencies on/Domain spec`: the label below another label. */
function tailOf(wanted: string, field: Field, fields: readonly Field[]): boolean {
  const slash = wanted.lastIndexOf('/');
  if (slash === -1 || normal(field.label) !== wanted.slice(slash + 1)) return false;
  const parent = wanted.slice(0, slash);
  return fields.some((other) => {
    if (other === field || normal(other.label) !== parent) return false;
    const reach = other.item?.span ?? other.span;
    return reach.from <= field.span.from && field.span.to <= reach.to;
  });
}

function columnScope(sections: readonly Section[]): Scope {
  const tables = sections.flatMap((section) => section.content.tables.map((table) => ({ table, section })));
  return {
    names: () => tables.flatMap(({ table }) => table.columns),
    find: (wanted) =>
      tables.flatMap(({ table, section }): Target[] => {
        const column = table.columns.findIndex((title) => normal(title) === wanted);
        return column === -1 ? [] : [{ kind: 'column', table, column, rows: table.rows, section }];
      }),
  };
}

function rowScope(row: Row, section: Section | undefined): Scope {
  return {
    names: () => [...row.table.columns],
    find: (wanted) => {
      const column = row.table.columns.findIndex((title) => normal(title) === wanted);
      return column === -1 || section === undefined
        ? []
        : [{ kind: 'column', table: row.table, column, rows: [row], section }];
    },
  };
}

function childScope(children: readonly Section[]): Scope {
  return {
    names: () => children.map((child) => child.title),
    find: (wanted) =>
      children
        .filter((child) => normal(child.title) === wanted || child.id.endsWith(`/${wanted}`) || child.number === wanted)
        .map((section) => ({ kind: 'child', section })),
  };
}

function slotScope(subject: Subject, within: Span): Scope {
  const slots = subject.slots.filter(({ slot }) => within.from <= slot.span.from && slot.span.to <= within.to);
  return {
    names: () => slots.map(({ slot }) => slot.name),
    find: (wanted) =>
      slots
        .filter(({ slot }) => normal(slot.name) === wanted || normal(slot.text) === wanted)
        .map((slot) => ({ kind: 'slot', slot })),
  };
}

/** Names are compared without case, marks and blanks, by their slug where they have one. */
function normal(name: string): string {
  const parts = name.split(/[/›>]/).map((part) => part.trim());
  const slugs = parts.map((part) => slugOf(part.replace(/[[\]{}<>`]/g, ' ')));
  const joined = slugs.filter((slug) => slug !== '').join('/');
  return joined === '' ? name.trim().toLowerCase() : joined;
}
