import { PlanError } from '../../../../errors.ts';
import { isSection } from '../../../../markdown/addresses.ts';
import type { Field, Item, Section, Span } from '../../../../markdown/model.ts';
import { withDescendants } from '../../../../markdown/outline.ts';
import type { Splice } from '../../../../markdown/splices.ts';
import type { Principle } from '../../../constitution/model.ts';
import { isPlaceholder } from '../../../constitution/reader.ts';
import { saysNone } from '../../../constitution/reasons.ts';
import { ownSplices } from '../../content.ts';
import { slotWithin } from '../../slotWithin.ts';
import { inThePlan } from '../../../quote.ts';
import { clearLabel, setLabel } from './labels.ts';
import { hasBlankBetween, insertAtEnd, insertBehind, insertBelow, removals } from './listEdits.ts';
import type { MarkContext, VerdictRecord } from './model.ts';
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
    return words === undefined ? listInTable(context, principle, record) : listInSection(context, words, principle, record);
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
  return { principle, text: justification === undefined ? principle.title : `${principle.title}: ${justification}` };
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

/** A semicolon parts the entries of a value: what stands behind one would be an entry of another principle. */
function requireOneEntry(context: MarkContext, principle: Principle, text: string | undefined): void {
  if (text === undefined || groupsOf(context, text).length === 1) return;
  throw new PlanError(
    'invalid_input',
    `What is said of ${inThePlan(principle.title, 120)} names another principle behind a semicolon, which would list that one too.`,
    { where: principle.id, fix: 'Word it without the semicolon.' },
  );
}

/** A value with a principle's entry written, or taken out; undefined where there is nothing to do. */
function valueWith(
  context: MarkContext,
  old: string,
  span: Span,
  principle: Principle,
  text: string | undefined,
): string | undefined {
  if (isBare(context, old, span)) return text;
  const groups = groupsOf(context, old);
  const own = groups.findIndex((group) => group.owner === principle);
  if (own === -1 && text === undefined) return undefined;
  const texts = groups.map((group) => group.text);
  const next =
    own === -1
      ? [...texts, text ?? '']
      : texts.flatMap((each, index) => (index === own ? (text === undefined ? [] : [text]) : [each]));
  return next.length === 0 ? 'None' : next.join(/；/u.test(old) ? '；' : '; ');
}

interface Group {
  readonly owner: Principle | undefined;
  readonly text: string;
}

/** The entries of a value; one that names no principle goes on with the one before it. */
function groupsOf({ records: { reader } }: MarkContext, value: string): readonly Group[] {
  const groups: { owner: Principle | undefined; text: string }[] = [];
  for (const part of value.split(/[;；]\s+|；/u)) {
    const owner = reader.names.opening(part.replace(/^[\s*_"'`-]+/, ''))?.principle;
    const last = groups.at(-1);
    if (owner === undefined && last !== undefined) last.text = `${last.text}; ${part}`;
    else groups.push({ owner, text: part.trim() });
  }
  return groups;
}

/** Nothing, 'None', a place to fill, or the template's sample. */
function isBare({ subject, records }: MarkContext, text: string, span: Span): boolean {
  const { template, names } = records.reader;
  return (
    text.trim() === '' ||
    saysNone(text, records.reader) ||
    isPlaceholder(text) ||
    slotWithin(subject, span) !== undefined ||
    (template.opens(text) && template.beyond(text) === '' && names.opening(text) === undefined)
  );
}

function setLabelWhole({ subject }: MarkContext, { value }: Field, text: string): Splice[] {
  const needsBlank = value.from === value.to && /\S/.test(subject.document.text.charAt(value.from - 1));
  return [{ ...value, text: needsBlank ? ` ${text}` : text }];
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
function listInSection(
  context: MarkContext,
  section: Section,
  principle: Principle,
  record: VerdictRecord,
): Splice[] {
  const { document } = context.subject;
  if (section.content.items.length > 0)
    return listInItems(context, section.content.items, principle, record, undefined);
  const { text } = entryOf(principle, record);
  if (text === undefined) return [];
  const own = document.text.slice(section.body.from, section.body.to);
  if (isBare(context, own, section.body)) return ownSplices(document, section, `- ${text}`);
  return [insertAtEnd(document, section, [text])];
}

interface Block {
  readonly justification: Field | undefined;
  readonly mitigation: Field | undefined;
}

/** How many labels a Violation / Justification / Mitigation block has at most. */
const blockLength = 3;

/** The labels right behind a Violation label that belong to it. */
function blockOf({ subject, sectionOf }: MarkContext, field: Field): Block {
  const { words } = subject;
  if (!words.label('violation').is(field.label)) return { justification: undefined, mitigation: undefined };
  const section = sectionOf.get(field.id);
  const all = (section?.content.fields ?? []).filter((other) => other.line > field.line);
  const near = all.toSorted((a, b) => a.line - b.line).slice(0, blockLength);
  return {
    justification: near.find((other) => words.label('justification').is(other.label)),
    mitigation: near.find((other) => words.label('mitigation').is(other.label)),
  };
}

/** The block says in one label what is violated and in the next why; a second violation goes behind the first in both. */
function listInBlock(
  context: MarkContext,
  violation: Field,
  { justification, mitigation }: Block,
  principle: Principle,
  record: VerdictRecord,
): Splice[] {
  if (justification === undefined) return [];
  const { text } = context.subject.document;
  const valueOf = (field: Field): string => text.slice(field.value.from, field.value.to);
  const isListed = record.word === 'violation';
  const old = valueOf(violation);
  const entry = isListed ? `${principle.title}: ${record.note}` : undefined;
  requireOneEntry(context, principle, entry);
  const value = valueWith(context, old, violation.value, principle, entry);
  const others = isBare(context, old, violation.value)
    ? []
    : groupsOf(context, old).filter(({ owner }) => owner !== principle);
  if (others.length === 0) {
    if (isListed) {
      return [
        ...(value === undefined || value === old ? [] : setLabelWhole(context, violation, value)),
        ...(record.justification === undefined
          ? emptied(context, justification)
          : setLabelWhole(context, justification, record.justification)),
      ];
    }
    if (value === undefined) return [];
    return [violation, justification, mitigation].flatMap((field) => (field === undefined ? [] : clearLabel(context, field)));
  }
  const because = record.justification === undefined ? undefined : `${principle.title}: ${record.justification}`;
  requireOneEntry(context, principle, because);
  const reason = valueWith(context, valueOf(justification), justification.value, principle, because);
  return [
    ...(value === undefined || value === old ? [] : setLabelWhole(context, violation, value)),
    ...(reason === undefined || reason === valueOf(justification) ? [] : setLabel(context, justification, reason)),
  ];
}

/** A justification that is no more; a place that waits for one stays. */
function emptied(context: MarkContext, field: Field): Splice[] {
  const old = context.subject.document.text.slice(field.value.from, field.value.to);
  return isBare(context, old, field.value) ? [] : clearLabel(context, field);
}
