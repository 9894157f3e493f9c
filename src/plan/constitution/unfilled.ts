import type { Document, Section } from '../../markdown/model.ts';
import type { PrincipleHeadings } from './principleHeadings.ts';

/**
 * Whether a constitution is still its template: a principle's heading, item or cell is nothing but a placeholder,
 * in capitals, in braces, or in brackets over a body that begins with a bracket too.
 */
export function isUnfilled(document: Document, form: PrincipleHeadings['form'], sections: readonly Section[]): boolean {
  if (form !== 'heading') {
    const { items, tables } = contentOf(sections);
    const cells = tables.flatMap((table) => table.rows).flatMap((row) => row.cells.map((cell) => cell.span));
    const spans = form === 'list' ? items.map((item) => item.text) : cells;
    return spans.some((span) => isPlaceholder(document.text.slice(span.from, span.to).trim()));
  }
  return sections.some((section) => {
    const words = document.text.slice(section.words.from, section.words.to).trim();
    if (isPlaceholder(words)) return true;
    if (!/^\[[^\][]{1,80}\]$/.test(words)) return false;
    const body = document.text.slice(section.body.from, section.body.to).replace(/<!--[^]*?-->/g, '');
    return /^\s*(?:[-*+]\s)?\[/.test(body);
  });
}

function contentOf(sections: readonly Section[]): Pick<Section['content'], 'items' | 'tables'> {
  return {
    items: sections.flatMap((section) => section.content.items),
    tables: sections.flatMap((section) => section.content.tables),
  };
}

function isPlaceholder(words: string): boolean {
  return (
    /^\[[\p{Lu}\d_ #-]{2,80}\]$/u.test(words) || /^\{\{?[^{}]{1,80}\}?\}$/.test(words) || /^<[^<>]{1,80}>$/.test(words)
  );
}
