import { PlanError } from '../../errors.ts';
import { withArticle } from './article.ts';
import { isSection, resolvePlace } from '../../markdown/addresses.ts';
import type { Document, Item, Place, Section } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { removalOf } from './content.ts';
import { leadOf, lineRemoval } from './lineRemoval.ts';
import type { Change, Subject } from './model.ts';
import { sectionOf } from './targets.ts';

/** Moves a place, with all below it, behind another of its kind and level, or before all its siblings. */
export function move(subject: Subject, place: Place, after: string | undefined): Change {
  const target = after === undefined ? undefined : resolvePlace(subject.document, after, subject.aliases, subject.path);
  const siblings = siblingsOf(subject, place);
  requireMovable(subject, place, target);
  const anchor = target ?? siblings.filter((sibling) => sibling !== place)[0];
  const change = { place, replacesOwn: false, replacesBelow: false, rewritesOwn: false };
  const index = siblings.indexOf(place);
  const isThere = target === undefined ? index === 0 : target !== place && siblings[index - 1] === target;
  if (anchor === undefined || isThere) return { ...change, splices: [] };
  return { ...change, splices: moveSplices(subject.document, place, anchor, target === undefined) };
}

function moveSplices(document: Document, place: Place, anchor: Place, isFirst: boolean): Change['splices'] {
  const { text, eol } = document;
  const isLine = !isSection(place);
  const gap = isLine ? eol : eol + eol;
  const own = text.slice(place.span.from, place.span.to);
  const indent = isLine ? leadOf(text, place.span.from) : '';
  const at = isFirst ? anchor.span.from : anchor.span.to;
  const insertion = isFirst ? own + gap + indent : gap + indent + own;
  return [isLine ? lineRemoval(document, place) : removalOf(document, place), { from: at, to: at, text: insertion }];
}

function requireMovable(subject: Subject, place: Place, target: Place | undefined): void {
  if (isSection(place) && place.kind !== 'section' && place.kind !== 'unit')
    throw refused(place, `${place.id} can't be moved.`);
  if (place.kind === 'field') throw refused(place, `${place.id} is a label in running text and can't be moved.`);
  if (target === undefined) return;
  if (target === place) throw refused(place, `${place.id} can't be moved behind itself.`);
  if (target.kind !== place.kind)
    throw refused(place, `${place.id} is ${withArticle(place.kind)}, ${target.id} is ${withArticle(target.kind)}.`);
  if (isSection(place) && isSection(target) && place.level !== target.level) {
    throw refused(place, `${place.id} is a heading of level ${place.level}, ${target.id} of level ${target.level}.`);
  }
  if (place.span.from <= target.span.from && target.span.to <= place.span.to)
    throw refused(place, `${target.id} stands inside ${place.id}.`);
  if (!isSection(place) && target.span.from <= place.span.from && place.span.to <= target.span.to)
    throw refused(place, `${place.id} stands inside ${target.id}.`);
  if (!isSection(place) && !isSection(target) && sectionOf(subject, place) !== sectionOf(subject, target))
    throw refused(place, `${target.id} stands in another section.`);
  if (place.kind === 'row' && target.kind === 'row' && place.table !== target.table)
    throw refused(place, `${target.id} stands in another table.`);
}

function refused(place: Place, message: string): PlanError {
  return new PlanError('breaks_structure', message, {
    where: place.id,
    fix: 'Name a sibling of the same kind in `after`.',
  });
}

/** The places of one kind that stand side by side with a place, itself among them. */
export function siblingsOf(subject: Subject, place: Place): readonly Place[] {
  if (place.kind === 'row') return place.table.rows;
  if (place.kind === 'item') return itemSiblings(subject, place);
  if (place.kind === 'field') return [place];
  if (place.kind === 'unit') return place.parent?.units ?? [place];
  const parent = place.parent;
  const all = parent === undefined ? subject.document.top : parent.children;
  return all.filter((section) => section.kind === place.kind);
}

function itemSiblings(subject: Subject, item: Item): readonly Item[] {
  const section = sectionOf(subject, item);
  const lists: (readonly Item[])[] = [];
  const visit = (items: readonly Item[]): void => {
    lists.push(items);
    for (const each of items) visit(each.children);
  };
  for (const list of listsOf(section)) visit(list);
  return lists.find((list) => list.includes(item)) ?? [item];
}

/** Top items of a body, list by list: two lists in one section are no neighbours. */
function listsOf(section: Section | undefined): Item[][] {
  if (section === undefined) return [];
  const blocks = section.content.blocks.filter((block) => block.kind === 'bullets' || block.kind === 'numbers');
  const inBlocks = blocks.map((block) =>
    section.content.items.filter((item) => item.line >= block.first && item.line < block.end),
  );
  const rest = section.content.items.filter((item) => !inBlocks.some((list) => list.includes(item)));
  return [...inBlocks, ...(rest.length > 0 ? [rest] : [])];
}

/** Sections whose text still names what was removed or moved, for a warning. */
export function mentionsOf(document: Document, words: string): string[] {
  const wanted = words.trim().toLowerCase();
  if (wanted.length < 4) return [];
  return listSections(document)
    .filter(
      (section) =>
        section.kind !== 'unit' &&
        document.text.slice(section.body.from, section.body.to).toLowerCase().includes(wanted),
    )
    .map((section) => section.id);
}
