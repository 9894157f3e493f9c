import MarkdownIt from 'markdown-it';
import type { Block, BlockKind } from './model.ts';

type Token = ReturnType<MarkdownIt['parse']>[number];

/** How deep the tokens of lists and quotes may nest, below markdown-it's own limit of 100; each list takes two levels. */
const deepest = 90;

const parser = new MarkdownIt({ html: true });
parser.core.ruler.enableOnly(['normalize', 'block']);
keepDefinitions(parser);

// At its own limit markdown-it skips the rest of the file, headings and all. So what stands deeper is read without lists
// and quotes: a list inside the innermost item is a paragraph, and whatever follows it is still read.
const shallow = new MarkdownIt({ html: true });
shallow.block.ruler.disable(['list', 'blockquote']);
keepDefinitions(shallow);
const tokenize = parser.block.tokenize.bind(parser.block);
parser.block.tokenize = (state, from, to) =>
  state.level < deepest ? tokenize(state, from, to) : shallow.block.tokenize(state, from, to);

const kinds: ReadonlyMap<string, BlockKind> = new Map([
  ['heading_open', 'heading'],
  ['paragraph_open', 'paragraph'],
  ['fence', 'fence'],
  ['code_block', 'code'],
  ['html_block', 'html'],
  ['hr', 'rule'],
  ['table_open', 'table'],
  ['bullet_list_open', 'bullets'],
  ['ordered_list_open', 'numbers'],
  ['list_item_open', 'item'],
  ['blockquote_open', 'quote'],
]);

/**
 * A link definition prints nothing and so gives no token; here it is a paragraph like any other: `- [Term]: [Definition]`.
 * It is still found as a definition, for a line of dashes below one is a break and below a paragraph a heading's underline.
 */
function keepDefinitions(markdown: MarkdownIt): void {
  const { ruler } = markdown.block;
  const all = ruler.getRules('');
  ruler.disable('reference');
  const others = new Set(ruler.getRules(''));
  const findDefinition = all.find((rule) => !others.has(rule));
  if (findDefinition === undefined) return;
  ruler.at('reference', (state, from, to, silent) => {
    const isDefinition = findDefinition(state, from, to, silent);
    if (isDefinition && !silent) {
      state.push('paragraph_open', 'p', 1).map = [from, state.line];
      state.push('paragraph_close', 'p', -1);
    }
    return isDefinition;
  });
  ruler.enable('reference');
}

interface OpenBlock {
  kind: BlockKind;
  first: number;
  end: number;
  children: Block[];
  level: number;
  markup: string;
  info: string;
}

/**
 * Parses the blocks of a text with markdown-it's block pass (CommonMark and GFM tables).
 * `firstLine` is the number of the text's first line in the document; `isBlank` tells blank lines, which end no block.
 */
export function parseBlocks(text: string, firstLine: number, isBlank: (line: number) => boolean): Block[] {
  const root: Block[] = [];
  const open: OpenBlock[] = [];
  const place = (block: Block): void => {
    (open.at(-1)?.children ?? root).push(block);
  };
  for (const token of parser.parse(text, {})) {
    if (token.nesting === -1) {
      const closing = kinds.has(token.type.replace(/_close$/, '_open')) ? open.pop() : undefined;
      if (closing !== undefined) place(closing);
      continue;
    }
    const block = openBlock(token, firstLine, isBlank);
    if (block === undefined) continue;
    if (token.nesting === 1) open.push(block);
    else place(block);
  }
  return root;
}

function openBlock(token: Token, firstLine: number, isBlank: (line: number) => boolean): OpenBlock | undefined {
  const kind = kinds.get(token.type);
  if (kind === undefined || token.map === null) return undefined;
  const first = token.map[0] + firstLine;
  let end = token.map[1] + firstLine;
  // Lists and open fences map their trailing blank lines too; those belong to nobody.
  while (end > first + 1 && isBlank(end - 1)) end -= 1;
  const level = kind === 'heading' ? Number(token.tag.slice(1)) : 0;
  return { kind, first, end, children: [], level, markup: token.markup, info: token.info };
}
