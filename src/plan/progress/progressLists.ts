import { isInside } from '../../markdown/inline.ts';
import type { Document, Field, Item, Section, Span } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { outermost } from '../../markdown/spans.ts';
import type { Template } from '../../template/model.ts';
import { bareTitle, sectionsWithRole } from '../roles.ts';
import type { Words } from '../words.ts';
import { ownFields } from './own.ts';

/** What a progress list says of its entries. */
export type ListState = 'done' | 'in_progress' | 'blocked' | 'open';

const labels: readonly (readonly [ListState, string])[] = [
  ['done', 'progressCompleted'],
  ['in_progress', 'progressInProgress'],
  ['blocked', 'progressBlocked'],
  ['open', 'progressOpen'],
];

/** One of the lists that tasks move between: `Completed`, `In Progress`, `Blocked`. */
export interface ProgressList {
  readonly state: ListState;
  /** The heading or label above it. */
  readonly holder: Section | Field;
  /** The section or unit that its items stand in. */
  readonly section: Section;
  /** Its items, samples and 'None' included. */
  readonly items: readonly Item[];
  /** From its heading or label to its end. */
  readonly span: Span;
}

/** Lists that stand side by side. */
export interface ProgressGroup {
  readonly lists: readonly ProgressList[];
  /** The section or unit that holds them all; undefined for lists at the top. */
  readonly holder: Section | undefined;
}

export interface ListSource {
  readonly document: Document;
  readonly words: Words;
  readonly template: Pick<Template, 'meta'> | undefined;
}

/** The progress lists of a plan: those under the role `progress`, and two or more of different states beside each other. */
export function findProgressLists(
  { document, words, template }: ListSource,
  hasNone: (section: Section) => boolean,
): readonly ProgressGroup[] {
  const isList = (section: Section): boolean => stateOfTitle(bareTitle(section), words) !== undefined;
  // `In Progress` itself reads like a section about progress.
  const tracking = new Set(sectionsWithRole(document, words, 'progress', template).filter((each) => !isList(each)));
  const groups = new Map<string, { holder: Section | undefined; lists: ProgressList[] }>();
  const add = (key: string, holder: Section | undefined, list: ProgressList): void => {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { holder, lists: [list] });
    else if (!group.lists.some((other) => other.state === list.state)) group.lists.push(list);
  };
  for (const section of listSections(document)) {
    if (section.kind === 'title' || hasNone(section)) continue;
    const state = section.title === '' ? undefined : stateOfTitle(bareTitle(section), words);
    if (state !== undefined) add(`${section.parent?.id ?? ''}/`, section.parent, sectionList(section, state));
    for (const list of labelledLists(document, section, words)) add(`${section.id}:`, section, list);
  }
  return [...groups.values()].filter(
    ({ holder, lists }) => lists.length > 1 || (holder !== undefined && isTracking(holder, tracking)),
  );
}

/** The spans of all lists, in order. */
export function listSpans(groups: readonly ProgressGroup[]): readonly Span[] {
  return outermost(groups.flatMap((group) => group.lists.map((list) => list.span)));
}

function isTracking(section: Section, tracking: ReadonlySet<Section>): boolean {
  for (let at: Section | undefined = section; at !== undefined; at = at.parent) if (tracking.has(at)) return true;
  return false;
}

function stateOfTitle(title: string, words: Words): ListState | undefined {
  return labels.find(([, name]) => words.label(name).is(title))?.[0];
}

function sectionList(section: Section, state: ListState): ProgressList {
  const span = { from: section.heading.from, to: Math.max(section.heading.to, section.body.to) };
  return { state, holder: section, section, items: section.content.items, span };
}

/** `**Completed:**` with a list below it, or with nothing yet. */
function labelledLists({ text }: Document, section: Section, words: Words): readonly ProgressList[] {
  return ownFields(section).flatMap((field) => {
    const state = stateOfTitle(field.label, words);
    if (state === undefined || field.form === 'frontMatter') return [];
    const value = text.slice(field.value.from, field.value.to);
    const isBare = field.block === undefined && (value.trim() === '' || words.none.is(value));
    if (field.items.length === 0 && !isBare) return [];
    return [{ state, holder: field, section, items: field.items, span: field.span }];
  });
}

/** Whether an item belongs to one of the lists. */
export function isListed(spans: readonly Span[], item: Item): boolean {
  return isInside(spans, item.span.from);
}
