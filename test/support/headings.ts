import MarkdownIt from 'markdown-it';
import { parseDocument } from '../../src/markdown/document.ts';
import { listSections } from '../../src/markdown/outline.ts';

export interface Heading {
  /** Counted from 0. */
  readonly line: number;
  readonly level: number;
}

// Its own instance with every rule on; nesting deep enough that no list of a test reaches the limit,
// behind which markdown-it gives up on the rest of a file.
const oracle = new MarkdownIt({ html: true });
Object.assign(oracle.options, { maxNesting: 2000 });

/** The headings at nesting level 0, as markdown-it's whole parse has them, front matter and byte order mark set aside. */
export function headingsByOracle(text: string): Heading[] {
  const end = parseDocument(text).frontMatter?.span.to ?? (text.startsWith('\uFEFF') ? 1 : 0);
  const before = text.slice(0, end).match(/\r\n|\r|\n/g)?.length ?? 0;
  return oracle
    .parse(text.slice(end), {})
    .filter((token) => token.type === 'heading_open' && token.level === 0)
    .map((token) => ({ line: (token.map?.[0] ?? -1) + before, level: Number(token.tag.slice(1)) }));
}

/** The headings that title and sections stand for. */
export function headingsOfSections(text: string): Heading[] {
  const document = parseDocument(text);
  const headings = document.blocks.filter((block) => block.kind === 'heading');
  const levelOf = new Map(headings.map((block) => [block.first, block.level]));
  return listSections(document)
    .filter((section) => section.kind === 'section' || section.kind === 'title')
    .map(({ kind, line, level }) => ({ line, level: kind === 'title' ? (levelOf.get(line) ?? 0) : level }));
}
