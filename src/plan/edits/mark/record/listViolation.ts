import { isSection } from '../../../../markdown/addresses.ts';
import type { Field, Item, Section } from '../../../../markdown/model.ts';
import { withDescendants } from '../../../../markdown/outline.ts';
import type { Splice } from '../../../../markdown/splices.ts';
import type { Principle } from '../../../constitution/model.ts';
import { ownSplices } from '../../content.ts';
import { hasBlankBetween, insertAtEnd, insertBehind, insertBelow, removals } from './listEdits.ts';
import type { MarkContext, VerdictRecord } from './model.ts';
import { plainTitle } from './siblingName.ts';
import { blockOf, listInBlock } from './violationBlock.ts';
import { groupsOf, isBare, requireOneEntry, setLabelWhole, valueWith } from './violationEntries.ts';
import { listInTable } from './violationTable.ts';

/**
 * Brings the plan's list of violations to what a record says: a violation is listed under its principle's name, with its justification;
 * any other record takes that principle out of it, and 'None' stands where nothing is left.
 */
export function listViolation(context: MarkContext, principle: Principle, record: VerdictRecord): Splice[] {
  const { place: id, isTable } = context.records.violations;
  if (id === undefined) return [];
  if (isTable) {
    const words = entrySection(context);
    return words === undefined
      ? listInTable(context, principle, record)
      : listInSection(context, words, principle, record);
  }
  const place = context.places.get(id);
  if (place === undefined || place.kind === 'row') return [];
  if (isSection(place)) return listInSection(context, place, principle, record);
  const field = place.kind === 'item' ? context.fieldOf.get(place) : place;
  if (field === undefined) return [];
  const block = blockOf(context, field);
  if (block.justification !== undefined) return listInBlock(context, field, block, principle, record);
  if (field.items.length > 0) return listInItems(context, field.items, principle, record, undefined);
  return listInValue(context, field, entryOf(principle, record));
}

/** The section that explains violations item by item, where there is one without a table. */
function entrySection({ records, subject }: MarkContext): Section | undefined {
  const all = records.violationSections.flatMap(withDescendants);
  if (all.some(({ content }) => content.tables.length > 0)) return undefined;
  const { text } = subject.document;
  return all.find(({ content }) =>
    content.items.some((item) => records.reader.names.opening(text.slice(item.text.from, item.text.to)) !== undefined),
  );
}

/** `Name: why`; without a justification the name alone, for what follows it would be read as one. */
function entryOf(principle: Principle, { word, justification }: VerdictRecord): Entry {
  if (word !== 'violation') return { principle, text: undefined };
  return {
    principle,
    text: justification === undefined ? plainTitle(principle) : `${plainTitle(principle)}: ${justification}`,
  };
}

interface Entry {
  readonly principle: Principle;
  /** Undefined where the principle is to be listed no more. */
  readonly text: string | undefined;
}

/** Entries behind a label, parted by semicolons. */
function listInValue(context: MarkContext, field: Field, { principle, text }: Entry): Splice[] {
  const { document } = context.subject;
  const isBelow = field.value.from === field.value.to && field.block !== undefined;
  const span = isBelow ? field.block : field.value;
  const old = document.text.slice(span.from, span.to);
  requireOneEntry(context, principle, text);
  const value = valueWith(context, old, span, principle, text);
  if (value === undefined || value === old) return [];
  return isBelow ? [{ ...span, text: value }] : setLabelWhole(context, field, value);
}

/** Entries as items of a list. */
function listInItems(
  context: MarkContext,
  items: readonly Item[],
  principle: Principle,
  record: VerdictRecord,
  parent: Item | undefined,
): Splice[] {
  const { document } = context.subject;
  const { text: entry } = entryOf(principle, record);
  const textOf = (item: Item): string => document.text.slice(item.text.from, item.text.to);
  const own = items.find((item) => groupsOf(context, textOf(item))[0]?.owner === principle);
  const others = items.filter((item) => item !== own && !isBare(context, textOf(item), item.text));
  if (entry === undefined) {
    if (own === undefined) return [];
    return others.length > 0 ? removals(document, [own.span]) : [{ ...own.text, text: 'None' }];
  }
  if (own !== undefined) return textOf(own) === entry ? [] : [{ ...own.text, text: entry }];
  const [first, second] = items;
  const last = items.at(-1);
  if (first !== undefined && others.length === 0) return [{ ...first.text, text: entry }];
  if (last === undefined) return parent === undefined ? [] : [insertBelow(document, parent, [entry])];
  const isLoose = first !== undefined && second !== undefined && hasBlankBetween(document, first, second);
  return [insertBehind(document, last, [entry], isLoose)];
}

/** A heading or unit of its own for violations. */
function listInSection(context: MarkContext, section: Section, principle: Principle, record: VerdictRecord): Splice[] {
  const { document } = context.subject;
  if (section.content.items.length > 0)
    return listInItems(context, section.content.items, principle, record, undefined);
  const { text } = entryOf(principle, record);
  if (text === undefined) return [];
  const own = document.text.slice(section.body.from, section.body.to);
  if (isBare(context, own, section.body)) return ownSplices(document, section, `- ${text}`);
  return [insertAtEnd(document, section, [text])];
}
