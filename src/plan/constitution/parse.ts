import { parseDocument } from '../../markdown/document.ts';
import { plainText } from '../../markdown/inline.ts';
import type { Document, Item, Row, Section } from '../../markdown/model.ts';
import { withDescendants } from '../../markdown/outline.ts';
import { slugOf } from '../../markdown/slug.ts';
import { unique } from '../../markdown/unique.ts';
import { builtInWords, type Words } from '../words.ts';
import type { Constitution, Principle } from './model.ts';
import { type PrincipleHeadings, principleHeadings } from './principleHeadings.ts';
import { splitStrength, splitTitle, strengthOf } from './titles.ts';
import { isUnfilled } from './unfilled.ts';
import { constitutionVersion } from './version.ts';

interface Known {
  readonly words: Words;
  readonly path: string | undefined;
  readonly constitution: Constitution;
}

const known = new WeakMap<Document, Known>();

/** Reads a constitution's text; the same one for the same text. A text without principles gives none. Throws PlanError `too_large`. */
export function parseConstitution(text: string, words: Words = builtInWords, path?: string): Constitution {
  const document = parseDocument(withoutOpenComment(text), path ?? 'The constitution');
  const last = known.get(document);
  if (last !== undefined && last.words === words && last.path === path) return last.constitution;
  const constitution = read(document, words, path);
  known.set(document, { words, path, constitution });
  return constitution;
}

function read(document: Document, words: Words, path: string | undefined): Constitution {
  const { form, sections } = principleHeadings(document, words);
  const drafts = sections.flatMap((section) => draftsOf(document, section, form, words));
  const unfilled = isUnfilled(document, form, sections);
  return {
    ...(path === undefined ? {} : { path }),
    ...constitutionVersion(document, words),
    unfilled,
    principles: withIds(unfilled ? drafts : drafts.map((draft) => ({ ...draft, title: withoutBrackets(draft.title) }))),
  };
}

/**
 * A comment that opens the file and is never closed hides all of it. Where a title with headings below it follows, somebody meant
 * it to end there.
 */
function withoutOpenComment(text: string): string {
  if (!/^\uFEFF?\s{0,20}<!--/.test(text) || text.includes('-->')) return text;
  const title = /^# /m.exec(text);
  const rest = title === null ? '' : text.slice(title.index);
  return (rest.match(/^#{2,6} /gm) ?? []).length < 2 ? text : rest;
}

function draftsOf(document: Document, section: Section, form: PrincipleHeadings['form'], words: Words): Draft[] {
  if (form === 'heading') return [headingPrinciple(document, section, words)];
  if (form === 'list') return section.content.items.map((item) => itemPrinciple(document, item, words));
  return section.content.tables.flatMap((table) => table.rows.flatMap((row) => rowPrinciple(document, row, words)));
}

/** A title that was filled in and left in its brackets. */
function withoutBrackets(title: string): string {
  return /^\[([^\][]{1,200})\]$/.exec(title)?.[1]?.trim() ?? title;
}

type Draft = Omit<Principle, 'id'>;

/** Gives each principle the slug of its title, twins `-2`, `-3`. */
export function withIds(drafts: readonly Draft[]): readonly Principle[] {
  const used = new Set<string>();
  return drafts.map((draft, index) => ({
    id: unique(slugOf(draft.title) || `principle-${index + 1}`, used),
    ...draft,
  }));
}

function headingPrinciple(document: Document, section: Section, words: Words): Draft {
  const { number, title } = splitTitle(section.title);
  const { bare, strength } = splitStrength(title, words);
  const text = document.text.slice(section.heading.to, section.span.to).trim();
  return {
    ...(number === undefined ? {} : { number }),
    title: bare,
    text,
    question: questionOf(document, section, words),
    strength: strength === '' ? strengthOf(text, words) : strength,
    rules: rulesOf(document, section, words),
  };
}

function itemPrinciple(document: Document, item: Item, words: Words): Draft {
  const raw = document.text.slice(item.text.from, item.text.to);
  const name = item.name ?? plainText(raw).split(/[:：]\s|\s[–—-]\s/u, 1)[0] ?? '';
  const { number, title } = splitTitle(name);
  const { bare, strength } = splitStrength(title, words);
  const text = document.text.slice(item.text.from, item.span.to).trim();
  return {
    ...(number === undefined ? {} : { number }),
    title: bare.slice(0, 200),
    text,
    question: firstQuestion(raw),
    strength: strength === '' ? strengthOf(text, words) : strength,
    rules: item.children.map((child) => oneLine(document.text.slice(child.text.from, child.text.to))),
  };
}

/** The name's cell is the one whose column says so, else the first that is no ID: `| C1 | Safety first | … |`. */
function rowPrinciple(document: Document, row: Row, words: Words): Draft[] {
  const cells = row.cells.map((cell) => document.text.slice(cell.span.from, cell.span.to));
  const titled = row.table.columns.findIndex((column) => words.label('principle').is(column));
  const first = cells.findIndex((cell) => !isId(cell));
  const at = titled === -1 ? first : titled;
  const { number, title } = splitTitle(cells[at] ?? '');
  const { bare, strength } = splitStrength(title, words);
  if (bare === '') return [];
  const text = cells.filter((_, index) => index > at).join(' ');
  return [
    {
      ...(number === undefined ? {} : { number }),
      title: bare.slice(0, 200),
      text: oneLine(text),
      question: firstQuestion(text),
      strength: strength === '' ? strengthOf(text, words) : strength,
      rules: [],
    },
  ];
}

/** A number or ID, and nothing else: `3.`, `IV`, `C1`. */
function isId(cell: string): boolean {
  return /^[^\p{L}\p{N}]{0,6}(?:[A-Z]{0,4}-?\d{1,4}|[IVXL]{1,7})?[^\p{L}\p{N}]{0,6}$/u.test(cell);
}

/** The value of a `Check` label, else the first question in the principle's own body. */
function questionOf(document: Document, section: Section, words: Words): string {
  const field = section.content.fields.find((candidate) => words.label('principleQuestion').is(candidate.label));
  const value = field === undefined ? '' : oneLine(document.text.slice(field.value.from, field.value.to));
  if (value !== '') return value;
  const paragraphs = section.content.blocks.filter((block) => block.kind === 'paragraph' || block.kind === 'bullets');
  const spans = paragraphs.map((block) =>
    document.text.slice(document.lines[block.first]?.from, document.lines[block.end - 1]?.to),
  );
  return spans.map(firstQuestion).find((question) => question !== '') ?? '';
}

/** The first sentence that ends in a question mark, up to 300 characters; else empty. */
function firstQuestion(text: string): string {
  const plain = oneLine(text.slice(0, 4000));
  const mark = plain.search(/[?？](?=\s|$|["'”)])/u);
  if (mark === -1) return '';
  const before = plain.slice(0, mark);
  const start = Math.max(before.search(/[^.!。:：]{1,300}$/u), 0);
  return plain.slice(start, mark + 1).trim();
}

/** The items of a `Rules` list, else the boxes below the heading. */
function rulesOf(document: Document, section: Section, words: Words): readonly string[] {
  const places = withDescendants(section);
  const listed = places
    .flatMap((place) => (place.kind === 'unit' ? [] : place.content.fields))
    .filter((field) => words.label('principleRules').is(field.label))
    .flatMap((field) => field.items);
  const items = listed.length > 0 ? listed : section.content.items.filter((item) => item.box !== undefined);
  return items.map((item) => oneLine(document.text.slice(item.text.from, item.text.to)));
}

/** Text on one line, its marks kept: it is written into plans. */
function oneLine(text: string): string {
  return text
    .replace(/^[ \t]*[-*+>]\s+/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
}
