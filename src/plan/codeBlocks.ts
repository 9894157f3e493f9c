import type { Block, Document, Span } from '../markdown/model.ts';
import { outermost } from '../markdown/spans.ts';

/** The code, HTML and comment blocks of a plan, in order: what stands in them is quoted or hidden. */
export function codeBlocksOf(document: Document): readonly Span[] {
  return outermost(blocksIn(document, document.blocks));
}

function blocksIn(document: Document, blocks: readonly Block[]): Span[] {
  return blocks.flatMap((block) => {
    if (block.kind !== 'fence' && block.kind !== 'code' && block.kind !== 'html')
      return blocksIn(document, block.children);
    const from = document.lines[block.first]?.from ?? 0;
    return [{ from, to: document.lines[block.end - 1]?.to ?? from }];
  });
}
