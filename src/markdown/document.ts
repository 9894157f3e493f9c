import type { Block, Document, Section, Span } from './model.ts';
import { parseBlocks } from './blocks.ts';
import { findFrontMatter } from './frontMatter.ts';
import { refuseLongText, refuseManyBlocks } from './limits.ts';
import { dominantEnding, splitLines, textStart } from './lines.ts';
import { Recent } from './recent.ts';
import { buildSections } from './sections.ts';

const recent = new Recent<Document>(weightOf);

/**
 * Parses a text into blocks and sections; contents of sections are read when first asked for. Nobody changes a document, so the
 * same text may give the same one. Throws PlanError `too_large` above `documentLimits`, with `name` in it.
 */
export function parseDocument(text: string, name = 'The document'): Document {
  return recent.of(text, () => parsed(text, name));
}

function parsed(text: string, name: string): Document {
  refuseLongText(text, name);
  const lines = splitLines(text);
  const frontMatter = findFrontMatter(text, lines, name);
  const firstLine = frontMatter === undefined ? 0 : lines.findIndex((line) => line.from >= frontMatter.span.to);
  const isBlank = (index: number): boolean => {
    const line = lines[index];
    return line === undefined || isBlankText(text, line);
  };
  const start = frontMatter?.span.to ?? textStart(text);
  const blocks: Block[] = firstLine === -1 ? [] : parseBlocks(text.slice(start), firstLine, isBlank);
  refuseManyBlocks(blocks, name);
  const { title, top } = buildSections({
    text,
    lines,
    blocks,
    firstLine: firstLine === -1 ? lines.length : firstLine,
    isBlank,
    name,
  });
  return { text, eol: dominantEnding(text, lines), lines, frontMatter, blocks, title, top };
}

/** Lines of two characters make as many blocks as lines of forty, and a line as long as a book may hold a thousand marks. */
function weightOf({ text, lines }: Document): number {
  const longest = lines.reduce((most, line) => Math.max(most, line.to - line.from), 0);
  return Math.max(text.length, lines.length * 40, longest > 16_384 ? Infinity : 0);
}

/** Blank as CommonMark has it: spaces and tabs alone. */
function isBlankText(text: string, span: Span): boolean {
  for (let at = span.from; at < span.to; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 9) return false;
  }
  return true;
}

/** Writes a document out of its parts: what stands between them, headings, bodies, all below. Gives back the parsed text. */
export function printDocument(document: Document): string {
  const parts: string[] = [];
  let at = 0;
  const put = (span: Span): void => {
    parts.push(document.text.slice(at, span.from), document.text.slice(span.from, span.to));
    at = Math.max(at, span.to);
  };
  const visit = (section: Section): void => {
    if (section.heading.from < section.heading.to) put(section.heading);
    if (section.body.from < section.body.to) put(section.body);
    section.children.forEach(visit);
  };
  if (document.frontMatter !== undefined) put(document.frontMatter.span);
  if (document.title !== undefined) put(document.title.heading);
  document.top.forEach(visit);
  parts.push(document.text.slice(at));
  return parts.join('');
}
