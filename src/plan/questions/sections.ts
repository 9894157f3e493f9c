import type { Block, Field, Item, Section, Span } from '../../markdown/model.ts';
import { bareTitle, sectionsWithRole } from '../roles.ts';
import { isApprovalsTitle } from './approvals.ts';
import { detailsAbove, noDetails } from './details.ts';
import type { Words } from '../words.ts';
import type { Entry, Frame, PlanSource, QuestionKind } from './entry.ts';
import { frameBelow, isOnlyDetail, isOtherRole, isOtherUnit, isSettledTitle, type Named } from './frames.ts';
import {
  headingWords,
  isCountedTopic,
  isQuestionHeading,
  itemsBelow,
  itemsOffered,
  ownParagraph,
  spanOf,
} from './headings.ts';
import { type Asked, oneQuestion, readItem } from './items.ts';
import { fieldPairs, isDetailLabel } from './pairs.ts';
import { isQuestionLabel, oneLine, ownContent, questionWords, textOf, writtenText } from './reading.ts';
import { openRows, questionTable } from './tables.ts';

export interface QuestionSection {
  readonly section: Section;
  readonly kind: QuestionKind;
}

/** The sections and units that hold questions of one kind or another, none inside another. */
export function questionSections(source: PlanSource): QuestionSection[] {
  const { document, words, template } = source;
  const kinds = new Map<Section, QuestionKind>();
  const roles = [
    ['questions', 'question'],
    ['unknowns', 'unknown'],
    ['deferred', 'deferred'],
  ] as const;
  const found = roles.map(([role, kind]) => ({
    kind,
    declared: template?.meta.roles?.[role] !== undefined,
    sections: sectionsWithRole(document, words, role, template),
  }));
  for (const { kind, declared, sections } of found) {
    if (declared && sections[0] !== undefined) kinds.set(sections[0], kind);
  }
  const holds = (section: Section, kind: QuestionKind): boolean =>
    !isSentence(section, words) &&
    !isSettledTitle(words, bareTitle(section)) &&
    // '(Deferred)' behind another name says what became of what stands there, not that it is a decision.
    (kind !== 'deferred' || words.role('deferred').is(bareTitle(section)));
  for (const { kind, sections } of found) {
    for (const section of sections) if (!kinds.has(section) && holds(section, kind)) kinds.set(section, kind);
  }
  const visit = (section: Section): QuestionSection[] => {
    const kind = kinds.get(section) ?? (isApprovalsTitle(words, bareTitle(section)) ? 'approval' : undefined);
    return kind === undefined ? [...section.units, ...section.children].flatMap(visit) : [{ section, kind }];
  };
  return document.top.flatMap(visit);
}

/** A heading of many words speaks of questions and holds none, unless it opens with what it holds: 'Open questions that …'. */
function isSentence(section: Section, words: Words): boolean {
  const title = bareTitle(section).trim();
  const opening = Math.max(...['questions', 'unknowns', 'deferred'].map((role) => words.role(role).opens(title)));
  const isNamed = /\S\s+\S/.test(title.slice(0, opening)) && !/[.。]$/u.test(title);
  return title.split(/[^\p{L}\p{N}'’@-]+/u).filter((word) => word !== '').length > (isNamed ? 16 : 8);
}

/** All questions of such a section. */
export function readQuestions(source: PlanSource, { section, kind }: QuestionSection): Entry[] {
  const mixed = kind === 'question' && source.words.role('risks').find(section.title) !== undefined;
  return readSection(source, section, { kind, mixed, details: noDetails });
}

function readSection(source: PlanSource, section: Section, above: Frame): Entry[] {
  const own = ownContent(section);
  const top = new Set(section.content.items);
  const loose = own.fields.filter(
    (field) => field.items.length === 0 && (field.item === undefined || isTopDetail(source, top, field)),
  );
  const frame = { ...above, details: detailsAbove(source.words, '', fieldPairs(source, loose), above.details) };
  const labels = own.fields.filter((field) => field.item === undefined);
  // Where one label says 'Unknowns', the list below another ('Assumptions') holds something else.
  const isNamed = labels.some((field) => field.items.length > 0 && namesKind(source, field));
  const asking = labels.filter((field) => !isNamed || field.items.length === 0 || namesKind(source, field));
  const introduced = new Set(own.fields.filter((field) => field.item === undefined).flatMap((field) => field.items));
  const listed = own.items.filter((item) => !introduced.has(item));
  const isCounted = listed.some((item) => item.form === 'number' && /[?？][\s*_]*$/u.test(textOf(source, item.text)));
  return [
    ...asking.flatMap((field) => readField(source, section, field, frame)),
    ...listed.flatMap((item) => readItem(source, section, item, frame, isCounted && item.form === 'number')),
    ...readParagraphs(source, section, frame),
    ...own.tables.flatMap((table) => questionTable(source, section, table, frame)),
    ...[...section.units, ...section.children].flatMap((part) => readPart(source, section, part, frame)),
  ];
}

/** 'Unknowns', 'Follow-ups', 'Question 2': the label says that what stands below is asked. */
function namesKind({ words }: PlanSource, field: Field): boolean {
  const frame: Frame = { kind: 'question', mixed: false, details: noDetails };
  const named = frameBelow(words, field.label, frame);
  return isQuestionLabel(field.label, words) || (named !== 'settled' && named.isKind);
}

/** `- Deadline: …` among the questions tells of them all. */
function isTopDetail(source: PlanSource, top: ReadonlySet<Item>, field: Field): boolean {
  return field.item !== undefined && top.has(field.item) && isDetailLabel(field.label, source.words);
}

/** A heading or unit below: a question of its own, or a group. */
function readPart(source: PlanSource, section: Section, part: Section, frame: Frame): Entry[] {
  const { words } = source;
  const title = bareTitle(part);
  if (isOtherRole(words, title) || isOtherUnit(words, title)) return [];
  const pairs = fieldPairs(source, ownContent(part).fields);
  const asked = (words: Span): Asked => {
    const { id: place, line, span } = part;
    const below = { below: itemsBelow(source, part), offered: itemsOffered(source, part) };
    return { form: 'heading', section, place, line, span, asked: words, pairs, ...below };
  };
  if (isQuestionHeading(source, part, title, frame)) {
    const words = headingWords(source, part);
    // 'Question 1' alone, over a list: what is asked stands there.
    if (words === undefined) return readSection(source, part, { ...frame, mixed: false });
    return oneQuestion(source, asked(words), { ...frame, mixed: false });
  }
  const named = frameBelow(words, title, frame);
  if (named !== 'settled') {
    const below = readSection(source, part, named.frame);
    const isOne = below.length === 0 && isCountedTopic(source, part);
    return isOne ? oneQuestion(source, asked(part.words), named.frame) : below;
  }
  return ownContent(part).tables.flatMap((table) => openRows(source, part, table, frame));
}

/** A label in the section's own text: a kind with its questions, a group, or a question itself. */
function readField(source: PlanSource, section: Section, field: Field, frame: Frame): Entry[] {
  const { words } = source;
  const value = textOf(source, field.value);
  if (isOnlyDetail(field.label, words, value.trim() === '' && field.items.length > 0)) return [];
  const named = frameBelow(words, field.label, frame);
  if (value.trim() === '' && (named === 'settled' || isOtherRole(words, field.label))) return [];
  const below = named === 'settled' ? { frame, isKind: false } : named;
  return [
    ...fieldQuestion(source, section, field, below),
    ...field.items.flatMap((item) => readItem(source, section, item, below.frame)),
  ];
}

/** A kind's or question's label asks with its value; another one with both, if that is a question. */
function fieldQuestion(source: PlanSource, section: Section, field: Field, named: Named): Entry[] {
  const { words } = source;
  const asked = { form: 'field' as const, section, place: field.id, line: field.line, span: field.span, pairs: [] };
  if (named.isKind || isQuestionLabel(field.label, words))
    return oneQuestion(source, { ...asked, asked: field.value }, named.frame);
  const asks =
    questionWords(`${field.label}: x`, words).ownId !== undefined || /[?？]/.test(textOf(source, field.value));
  const whole = { from: field.labelSpan.from, to: field.value.to };
  return asks && writtenText(source, field.value) !== ''
    ? oneQuestion(source, { ...asked, asked: whole }, named.frame)
    : [];
}

/** Paragraphs that ask something, but for those that only introduce what follows. */
function readParagraphs(source: PlanSource, section: Section, frame: Frame): Entry[] {
  const { blocks } = ownContent(section);
  const isOwn = ownParagraph(section);
  return blocks.flatMap((block, index) => {
    if (block.kind !== 'paragraph' || introduces(blocks[index + 1])) return [];
    const span = spanOf(source, block);
    const text = textOf(source, span);
    const isGuidance = /^[*_](?![*_])[^*_]*[*_]$/.test(text.trim());
    if (!isOwn(span) || isGuidance || !/[?？]/.test(oneLine(writtenText(source, span)))) return [];
    const asked: Asked = {
      form: 'prose',
      section,
      place: section.id,
      line: block.first,
      span,
      asked: span,
      pairs: [],
    };
    return oneQuestion(source, asked, frame);
  });
}

function introduces(next: Block | undefined): boolean {
  return next?.kind === 'bullets' || next?.kind === 'numbers' || next?.kind === 'table';
}
