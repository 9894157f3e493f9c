import { isSection } from '../../../markdown/addresses.ts';
import type { Block, Field, Item, Place, Section } from '../../../markdown/model.ts';
import { ownContent } from '../../questions/reading.ts';
import type { Subject } from '../model.ts';
import type { ListTarget } from './model.ts';
import { modelField, modelItems, modelOf } from './models.ts';

/** The lists of a section's own body: those without a label, those below one, and those nested in an item that only introduces them. */
export function listsOf(subject: Subject, section: Section): readonly ListTarget[] {
  const { fields, items, blocks } = ownContent(section);
  const model = modelOf(subject, section);
  const openers = fields.filter((field) => field.item === undefined && field.items.length > 0);
  const labelled = new Set(openers.flatMap((field) => field.items));
  const plain = split(
    items.filter((item) => !labelled.has(item)),
    listBlocks(blocks),
  );
  return [
    ...plain.map((list) => ({ section, where: section.id, items: list, model: modelItems(model) })),
    ...openers.map((field) => labelList(section, field, model)),
    ...fields.flatMap((field) => nestedList(section, field, model) ?? []),
  ];
}

/** Items list by list; both are in order. */
function split(items: readonly Item[], lists: readonly Block[]): readonly (readonly Item[])[] {
  let at = 0;
  const found = lists.map((list) => {
    const own: Item[] = [];
    for (let item = items[at]; item !== undefined && item.line < list.end; item = items[at]) {
      if (item.line >= list.first) own.push(item);
      at += 1;
    }
    return own;
  });
  return found.filter((list) => list.length > 0);
}

const labels = new WeakMap<Section, ReadonlyMap<Item, Field>>();

/** The label that opens an item. */
export function labelOfItem(section: Section, item: Item): Field | undefined {
  const known =
    labels.get(section) ??
    new Map(
      section.content.fields.flatMap((field) => (field.item === undefined ? [] : [[field.item, field] as const])),
    );
  labels.set(section, known);
  return known.get(item);
}

function listBlocks(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'bullets' || block.kind === 'numbers') return [block];
    return block.kind === 'quote' ? listBlocks(block.children) : [];
  });
}

function labelList(section: Section, field: Field, model: Section | undefined): ListTarget {
  const beside = modelField(model, field.label);
  return { section, where: field.id, items: field.items, model: beside?.items ?? [] };
}

/** `- **Focus Areas:**` with items below it. */
function nestedList(section: Section, field: Field, model: Section | undefined): ListTarget | undefined {
  const isOpener = field.item !== undefined && field.items.length > 0 && field.value.from === field.value.to;
  return isOpener ? labelList(section, field, model) : undefined;
}

/** The list that a label or item stands for: the one below it, else the one that it is in; undefined for a label without a list. */
export function listAt(subject: Subject, section: Section, place: Exclude<Place, Section>): ListTarget | undefined {
  const lists = listsOf(subject, section);
  return (
    lists.find((list) => list.where === place.id) ??
    (isSection(place) || place.kind !== 'item' ? undefined : lists.find((list) => list.items.includes(place)))
  );
}
