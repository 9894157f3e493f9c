import { lineAt } from '../../../markdown/lines.ts';
import type { Block, Document, Item } from '../../../markdown/model.ts';

/**
 * What keeps the line right below an item out of a line that is written at the item's end: a blank line where that line would be
 * read on as part of it (text below an item that ends in a table, a heading or code), else nothing.
 */
export function gapBelow(document: Document, item: Item): string {
  const { lines, text, eol } = document;
  const next = lineAt(lines, item.span.to) + 1;
  const line = lines[next];
  const block = line === undefined ? undefined : blockFrom(document.blocks, next);
  if (line === undefined || block === undefined) return '';
  const source = text.slice(line.from, line.to);
  if (!readsOn(block, source)) return '';
  return eol + (/^[ \t>]*/.exec(source)?.[0].trimEnd() ?? '');
}

/**
 * A blank line where the last thing below an item is HTML that only such a line ends (`<details>`): it would take in a line that is
 * written at the item's end. `prefix` is what stands before that line's marker.
 */
export function gapAbove(document: Document, item: Item, prefix: string): string {
  const opener = htmlAtEnd(document, item)?.opener;
  return opener === undefined || closerOf(opener) !== undefined ? '' : document.eol + prefix.trimEnd();
}

/** Whether the last thing below an item is HTML, such as a comment, that lacks the mark which closes it. */
export function endsInOpenHtml(document: Document, item: Item): boolean {
  const html = htmlAtEnd(document, item);
  const closer = html === undefined ? undefined : closerOf(html.opener);
  return html !== undefined && closer !== undefined && !closer.test(html.lastLine);
}

/** The HTML block of an item's own that ends it: its start, and its last line. One of a child's ends with the child. */
function htmlAtEnd({ blocks, lines, text }: Document, item: Item): { opener: string; lastLine: string } | undefined {
  const at = lineAt(lines, item.span.to);
  const block = innermost(blocks, at);
  if (block?.kind !== 'html' || item.children.at(-1)?.span.to === item.span.to) return undefined;
  const lastLine = text.slice(lines[at]?.from, lines[at]?.to);
  const first = text.slice(lines[block.first]?.from, lines[block.first]?.to);
  const opener = first.slice(first.indexOf('<'));
  return { opener, lastLine: block.first === at ? opener : lastLine };
}

/** What closes HTML that blank lines do not end. */
function closerOf(opener: string): RegExp | undefined {
  if (/^<(?:script|pre|style|textarea)(?:[\s>]|$)/i.test(opener)) return /<\/(?:script|pre|style|textarea)>/i;
  if (opener.startsWith('<!--')) return /-->/;
  if (opener.startsWith('<?')) return /\?>/;
  if (opener.startsWith('<![CDATA[')) return /\]\]>/;
  return /^<![A-Z]/i.test(opener) ? />/ : undefined;
}

function innermost(blocks: readonly Block[], line: number): Block | undefined {
  const block = blocks.find(({ first, end }) => first <= line && line < end);
  return block === undefined ? undefined : (innermost(block.children, line) ?? block);
}

/** The outermost block that starts on a line. */
function blockFrom(blocks: readonly Block[], line: number): Block | undefined {
  const block = blocks.find(({ first, end }) => first <= line && line < end);
  return block === undefined || block.first === line ? block : blockFrom(block.children, line);
}

/** Whether a block that starts right below a paragraph would be more of that paragraph. */
function readsOn({ kind, markup }: Block, source: string): boolean {
  switch (kind) {
    case 'paragraph':
    case 'code':
    case 'table':
      return true;
    case 'heading':
      return !markup.startsWith('#');
    case 'html':
      return !/^[ \t>]*<[!?]/.test(source);
    default:
      return false;
  }
}
