import type { Document, Section, Span } from '../../markdown/model.ts';
import { listSections, withDescendants } from '../../markdown/outline.ts';
import type { RenderedTemplate, Slot } from '../../template/model.ts';
import { settledSlots } from './plainlyLeft.ts';
import { createPlacer } from './placer.ts';
import { formOfStub } from './stub.ts';

/** What a template has in one section, or in several together. */
export interface TemplatePart {
  /** Written slots by their text; of equal ones the one that counts. */
  readonly literals: ReadonlyMap<string, Slot>;
  /** Field labels in lower case. */
  readonly labels: ReadonlySet<string>;
  /** Column titles in lower case. */
  readonly columns: ReadonlySet<string>;
  readonly hasList: boolean;
}

/** A template asked by the sections of its plans. */
export interface TemplateIndex {
  /** The texts of all its written slots. */
  readonly texts: ReadonlySet<string>;
  counterpart(section: Section): Section | undefined;
  partFor(section: Section): TemplatePart;
  linesFor(section: Section): ReadonlyMap<string, number>;
  guidanceFor(section: Section): readonly string[];
}

const known = new WeakMap<RenderedTemplate, TemplateIndex>();

/** The index of a template; made once. */
export function templateIndex(template: RenderedTemplate): TemplateIndex {
  const before = known.get(template);
  if (before !== undefined) return before;
  const index = createIndex(template);
  known.set(template, index);
  return index;
}

function createIndex(template: RenderedTemplate): TemplateIndex {
  const { document } = template;
  const all = listSections(document);
  const byId = new Map(all.map((section) => [section.id, section]));
  const slots = slotsBySection(template);
  const parts = new Map<string, TemplatePart>();
  const lines = new Map<string, ReadonlyMap<string, number>>();
  const counterpart = (section: Section): Section | undefined => byId.get(section.id);

  /** A stub with all that it repeats; undefined for what is none. */
  const stubs = new Map<Section, readonly Section[] | undefined>();
  const repeatedBy = (own: Section): readonly Section[] | undefined => {
    if (!stubs.has(own)) {
      const form = formOfStub(template, own);
      stubs.set(own, form === undefined ? undefined : [own, ...withDescendants(form)]);
    }
    return stubs.get(own);
  };

  /** Its counterpart alone, or all below the counterpart of the nearest section above it that has one. */
  const scopeOf = (section: Section): { key: string; sections: readonly Section[] } => {
    const own = counterpart(section);
    if (own !== undefined) return { key: own.id, sections: repeatedBy(own) ?? [own] };
    for (let above = section.parent; above !== undefined; above = above.parent) {
      const root = counterpart(above);
      if (root !== undefined) return { key: `${root.id}/*`, sections: repeatedBy(root) ?? withDescendants(root) };
    }
    return { key: '*', sections: all };
  };
  return {
    texts: new Set(template.slots.map((slot) => slot.text).filter((text) => text !== '')),
    counterpart,
    partFor: (section) => {
      const { key, sections } = scopeOf(section);
      return remembered(parts, key, () => partOf(document, sections, slots));
    },
    linesFor: (section) => {
      const { key, sections } = scopeOf(section);
      return remembered(lines, key, () => countLines(document, sections));
    },
    guidanceFor: (section) => {
      const { sections } = scopeOf(section);
      const inside = (span: Span): boolean => sections.some(({ body }) => body.from <= span.from && span.to <= body.to);
      return [
        ...new Set(template.guidance.filter(inside).map((span) => document.text.slice(span.from, span.to).trim())),
      ];
    },
  };
}

function remembered<Value>(store: Map<string, Value>, key: string, make: () => Value): Value {
  const before = store.get(key);
  if (before !== undefined) return before;
  const value = make();
  store.set(key, value);
  return value;
}

function slotsBySection(template: RenderedTemplate): ReadonlyMap<Section, readonly Slot[]> {
  const placer = createPlacer(template.document);
  const found = new Map<Section, Slot[]>();
  for (const slot of settledSlots(template)) {
    const section = placer(slot.span.from);
    const before = section === undefined ? undefined : found.get(section);
    if (before !== undefined) before.push(slot);
    else if (section !== undefined) found.set(section, [slot]);
  }
  return found;
}

function partOf(
  document: Document,
  sections: readonly Section[],
  slots: ReadonlyMap<Section, readonly Slot[]>,
): TemplatePart {
  const literals = new Map<string, Slot>();
  const own = sections.flatMap((section) => slots.get(section) ?? []);
  for (const slot of own) {
    const before = literals.get(slot.text);
    if (slot.text !== '' && (before === undefined || rank(slot) > rank(before))) literals.set(slot.text, slot);
  }
  const contents = sections.map((section) => section.content);
  // Front matter is the first section's, as for the placer.
  const first = listSections(document)[0];
  const hasFirst = first !== undefined && sections.includes(first);
  const fields = [
    ...contents.flatMap((content) => content.fields),
    ...(hasFirst ? (document.frontMatter?.fields ?? []) : []),
  ];
  const tables = contents.flatMap((content) => content.tables);
  return {
    literals,
    labels: new Set(fields.map((field) => field.label.toLowerCase())),
    columns: new Set(tables.flatMap((table) => table.columns.map((column) => column.toLowerCase()))),
    hasList: contents.some((content) => content.items.length > 0) || own.some((slot) => slot.class === 'empty_item'),
  };
}

/** Of equal texts the one that counts wins. */
function rank(slot: Slot): number {
  return (slot.sure ? 4 : 0) + (slot.guidance ? 0 : 2) + (slot.fenced ? 0 : 1);
}

function countLines(document: Document, sections: readonly Section[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  // A unit's lines are in its section's body already.
  const outer = sections.filter(
    (section) => section.kind !== 'unit' || section.parent === undefined || !sections.includes(section.parent),
  );
  for (const { body } of outer) {
    for (const line of document.text.slice(body.from, body.to).split(/\r\n|\r|\n/)) {
      const words = line.trim();
      if (words !== '') counts.set(words, (counts.get(words) ?? 0) + 1);
    }
  }
  return counts;
}
