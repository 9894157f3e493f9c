import { parseDocument } from '../../markdown/document.ts';
import { plainText } from '../../markdown/inline.ts';
import type { Document, Item, Section } from '../../markdown/model.ts';
import { withDescendants } from '../../markdown/outline.ts';
import { outlineNumberOf, slugOf, wordNumberOf } from '../../markdown/slug.ts';
import { unique } from '../../markdown/unique.ts';
import { builtInWords, type Words } from '../words.ts';
import type { Constitution, Principle, Strength } from './model.ts';
import { chineseNumber, counted, principleHeadings, romanArticle } from './principleHeadings.ts';
import { isUnfilled } from './unfilled.ts';
import { constitutionVersion } from './version.ts';

/** Reads a constitution's text. Never throws; a text without principles gives none. */
export function parseConstitution(text: string, words: Words = builtInWords, path?: string): Constitution {
  const document = parseDocument(text);
  const { form, sections } = principleHeadings(document, words);
  const drafts =
    form === 'heading'
      ? sections.map((section) => headingPrinciple(document, section, words))
      : sections.flatMap((section) => section.content.items.map((item) => itemPrinciple(document, item, words)));
  const unfilled = isUnfilled(document, form, sections);
  return {
    ...(path === undefined ? {} : { path }),
    ...constitutionVersion(document, words),
    unfilled,
    principles: withIds(unfilled ? drafts : drafts.map((draft) => ({ ...draft, title: withoutBrackets(draft.title) }))),
  };
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

/** A heading's title without its number, and that number. */
export function splitTitle(title: string): { number?: string; title: string } {
  const plain = plainText(title).trim();
  const outline = outlineNumberOf(plain);
  if (outline !== undefined) return { number: outline.number, title: plain.slice(outline.length).trim() };
  const dashed = /^([IVXL]{1,7}|\d{1,3})\s{1,3}[—–-]\s{1,3}(?=\S)/.exec(plain);
  if (dashed?.[1] !== undefined) return { number: dashed[1], title: plain.slice(dashed[0].length) };
  const word =
    wordNumberOf(plain)?.words ??
    counted.exec(plain)?.[0] ??
    romanArticle.exec(plain)?.[0] ??
    chineseNumber.exec(plain)?.[0];
  if (word === undefined) return { title: plain };
  const rest = plain.slice(word.length).replace(/^\s{0,3}[:：、–—-]?\s{0,3}/u, '');
  const number = /[\d.]{1,12}|[IVXL]{1,7}$|[一二三四五六七八九十]{1,3}/u.exec(word)?.[0];
  if (number === undefined) return { title: plain };
  return { number, title: rest === '' ? plain : rest };
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

/** `(NON-NEGOTIABLE)` or `(MUST)` behind a title is its strength; other brackets belong to the title. */
export function splitStrength(title: string, words: Words): { bare: string; strength: Strength } {
  const match = /\s*[([（]([^()[\]（）]{1,80})[)\]）]\s*$/u.exec(title);
  const inner = (match?.[1] ?? '').replace(/[\u2010-\u2015]/g, '-');
  const strength = strengths.find(([name]) => words.constitution(name).opens(inner) > 0)?.[1];
  if (match === null || strength === undefined) return { bare: title, strength: '' };
  return { bare: title.slice(0, match.index).trim(), strength };
}

const strengths = [
  ['nonNegotiable', 'NON-NEGOTIABLE'],
  ['must', 'MUST'],
  ['should', 'SHOULD'],
] as const;

/** Written in capitals, as RFC 8174 has it. */
function strengthOf(text: string, words: Words): Strength {
  const says = (name: string): boolean =>
    words
      .constitution(name)
      .findAll(text)
      .some(({ from, to }) => isCapital(text.slice(from, to)));
  return strengths.find(([name]) => says(name))?.[1] ?? '';
}

function isCapital(word: string): boolean {
  return word === word.toUpperCase();
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
    .replace(/^\s*[-*+>]\s+/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
}
