import type { Block, Item, Section, Span } from '../../markdown/model.ts';
import { reachOf } from '../reach.ts';
import type { Frame, PlanSource } from './entry.ts';
import { isDetailLabel } from './pairs.ts';
import { isNumbered, ownContent, questionWords, saysNone, textOf, writtenText } from './reading.ts';

/** 'Question 2: …', 'Q2: …', 'Decision 1: …' among deferred ones, a heading that asks, or one over nothing but labels. */
export function isQuestionHeading(source: PlanSource, part: Section, title: string, frame: Frame): boolean {
  const { words } = source;
  if (
    /[?？]\s*$/.test(title) ||
    isNumbered(title, words, 'question') ||
    questionWords(title, words).ownId !== undefined
  )
    return true;
  if (frame.kind === 'unknown' && isNumbered(title, words, 'unknown')) return true;
  if (frame.kind === 'deferred' && isNumbered(title, words, 'decision')) return true;
  const { fields, items, tables } = ownContent(part);
  const details = fields.filter((field) => isDetailLabel(field.label, words));
  const labelled = new Set(fields.map((field) => field.item));
  return (
    details.length > 1 &&
    details.length === fields.length &&
    items.every((item) => labelled.has(item)) &&
    tables.length === 0
  );
}

/** The words of the heading; where it has none, those of its 'Question' label, else its first paragraph. */
export function headingWords(source: PlanSource, part: Section): Span | undefined {
  if (textOf(source, part.words).trim() !== '') return part.words;
  const { fields } = ownContent(part);
  const field = fields.find((each) => source.words.label('question').is(each.label));
  return field?.value ?? paragraphsOf(source, part)[0];
}

/** The list that a label below a heading calls its options. */
export function itemsOffered(source: PlanSource, part: Section): readonly Item[] | undefined {
  const isNamed = (label: string): boolean => source.words.label('options').is(label);
  return ownContent(part).fields.find((field) => field.items.length > 1 && isNamed(field.label))?.items;
}

/** The items below a heading that no label introduces; none where its text leads to them: 'To find out:'. */
export function itemsBelow(source: PlanSource, part: Section): readonly Item[] {
  const leads = paragraphsOf(source, part).some((span) => /[:：][\s*_]{0,6}$/u.test(textOf(source, span)));
  const { fields, items } = ownContent(part);
  const labelled = new Set(fields.flatMap((field) => field.items));
  return leads ? [] : items.filter((item) => !labelled.has(item));
}

/** `### 2. Where the tracks are kept`, `### (b) …` over nothing but text: one of a list of questions that are written out. */
export function isCountedTopic(source: PlanSource, part: Section): boolean {
  const isCounted = part.number !== undefined || /^[([]?[a-z\d]{1,2}[)\].]\s/i.test(part.title);
  const told = writtenText(source, part.body);
  return (
    isCounted &&
    part.children.length === 0 &&
    part.content.items.length === 0 &&
    part.content.tables.length === 0 &&
    told !== '' &&
    !saysNone(told, source.words)
  );
}

/** A section's own paragraphs that are no labels and stand in no unit. */
function paragraphsOf(source: PlanSource, section: Section): Span[] {
  const isOwn = ownParagraph(section);
  return ownContent(section)
    .blocks.filter((block) => block.kind === 'paragraph')
    .map((block) => spanOf(source, block))
    .filter(isOwn);
}

/** Tells the paragraphs of a section that are no labels and stand in no unit from the others. */
export function ownParagraph(section: Section): (span: Span) => boolean {
  const fields = reachOf(ownContent(section).fields.map((field) => field.span));
  const units = reachOf(section.units.map((unit) => unit.span));
  // A label may open at the paragraph's very end.
  return (span) => fields(span.to + 1) <= span.from && units(span.to) <= span.from;
}

/** The span of a block, its last line ending left out. */
export function spanOf(source: PlanSource, block: Block): Span {
  const { lines } = source.document;
  return { from: lines[block.first]?.from ?? 0, to: lines[block.end - 1]?.to ?? 0 };
}
