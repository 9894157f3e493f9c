import { spanOfLines } from '../markdown/fields.ts';
import { plainText } from '../markdown/inline.ts';
import type { Block, Document } from '../markdown/model.ts';
import { listSections } from '../markdown/outline.ts';
import { slugOf } from '../markdown/slug.ts';
import type { Slot } from './model.ts';

/** What a template without metadata is called, read from its file name and its text. */
export interface Identity {
  readonly id: string;
  readonly title: string;
  /** Its first sentence of prose; empty where it has none. */
  readonly description: string;
}

export function identityOf(document: Document, slots: readonly Slot[], path: string): Identity {
  const file = (path.split('/').at(-1) ?? '').replace(/\.md$/i, '');
  return {
    id: slugOf(file) || 'template',
    title: titleOf(document, slots) || file || 'Template',
    description: proseOf(document, slots),
  };
}

/** Field labels in document order, each once. */
export function labelsOf(document: Document): readonly string[] {
  const labels = new Set(document.frontMatter?.fields.map((field) => field.label));
  for (const section of listSections(document)) {
    if (section.kind === 'unit') continue;
    for (const field of section.content.fields) labels.add(field.label);
  }
  return [...labels];
}

/** The title's words without slots, and what stood around them: `Implementation Plan` of `Implementation Plan: [FEATURE]`. */
function titleOf(document: Document, slots: readonly Slot[]): string {
  const { title, text } = document;
  if (title === undefined) return '';
  let words = '';
  let at = title.heading.from;
  for (const { span, sure } of slots) {
    if (!sure || span.from < at || span.to > title.heading.to) continue;
    words += text.slice(at, span.from);
    at = span.to;
  }
  words += text.slice(at, title.heading.to);
  const plain = plainText(withoutMarks(words))
    .replace(/\$?\{\{[^{}]{0,200}\}\}|\[[^\][]{0,200}\]|\$?\{[^{}]{0,200}\}|<[^<>]{0,200}>/g, '')
    .replace(emptied, '')
    .replace(/\s+/g, ' ')
    .replace(/ ([–—|/·-])(?: [–—|/·-](?= |$)){1,9}/gu, ' $1')
    .replace(/^[\s:：–—|/·-]{1,20}|[\s:：–—|/·-]{1,20}$/gu, '');
  return /[\p{L}\p{N}]/u.test(plain) ? plain : '';
}

/** Quotes and brackets with nothing left in them. */
const emptied =
  /«\s{0,3}»|»\s{0,3}«|‹\s{0,3}›|“\s{0,3}”|„\s{0,3}[“”]|"\s{0,3}"|\(\s{0,3}\)|（\s{0,3}）|「\s{0,3}」|『\s{0,3}』|《\s{0,3}》|【\s{0,3}】/g;

/** A heading's words without its marks. */
function withoutMarks(heading: string): string {
  return heading.replace(/^#{1,6}(?=\s)|[\r\n]{1,2}[ \t]{0,3}[=-]{1,200}[ \t]{0,9}$|[ \t]#{1,6}[ \t]{0,9}$/g, '');
}

function proseOf(document: Document, slots: readonly Slot[]): string {
  const fields = listSections(document).flatMap((section) => section.content.fields.map((field) => field.span));
  const taken = [...fields, ...slots.map((slot) => slot.span)];
  for (const block of openingOf(document)) {
    const span = spanOfLines(document, block.first, block.end);
    if (taken.some((each) => each.from < span.to && span.from < each.to)) continue;
    const sentence = firstSentence(plainText(document.text.slice(span.from, span.to)));
    if (isProse(sentence)) return sentence;
  }
  return '';
}

/** Paragraphs of the header and the first section; prose further down describes no template. */
function openingOf(document: Document): readonly Block[] {
  const headings = document.blocks.filter((block) => block.kind === 'heading');
  const end = headings[document.title === undefined ? 1 : 2]?.first ?? document.lines.length;
  return document.blocks.filter((block) => block.kind === 'paragraph' && block.first < end).slice(0, paragraphsRead);
}

const paragraphsRead = 20;

/** Some words in a row that are no label, list of choices or code of another template language. */
function isProse(text: string): boolean {
  if (/\{\{|<%|^[^\s:]{1,30}(?: [^\s:]{1,30}){0,2}:\s| [|/] /.test(text)) return false;
  return (
    /(?<!\p{L})\p{L}+(?:\s+[^\s\p{Z}]+){3}/u.test(text) ||
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{8}/u.test(text)
  );
}

/** The first sentence of a text, on one line of at most 200 characters. */
export function firstSentence(words: string): string {
  const text = words.replace(/\s+/g, ' ').trim();
  const end = text.search(/[.!?](?:\s|$)|[。！？]/u);
  const sentence = end === -1 ? text.replace(/[:：]$/u, '') : text.slice(0, end + 1);
  return sentence.length <= 200 ? sentence : `${sentence.slice(0, 199).trimEnd()}…`;
}
