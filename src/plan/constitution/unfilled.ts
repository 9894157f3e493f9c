import type { Document, Section } from '../../markdown/model.ts';

/**
 * Whether a constitution is still its template: a principle's heading or item is nothing but a placeholder,
 * in capitals, in braces, or in brackets over a body that begins with a bracket too.
 */
export function isUnfilled(document: Document, form: 'heading' | 'list', sections: readonly Section[]): boolean {
  if (form === 'list') {
    const items = sections.flatMap((section) => section.content.items);
    return items.some((item) => isPlaceholder(document.text.slice(item.text.from, item.text.to).trim()));
  }
  return sections.some((section) => {
    const words = document.text.slice(section.words.from, section.words.to).trim();
    if (isPlaceholder(words)) return true;
    if (!/^\[[^\][]{1,80}\]$/.test(words)) return false;
    const body = document.text.slice(section.body.from, section.body.to).replace(/<!--[^]*?-->/g, '');
    return /^\s*(?:[-*+]\s)?\[/.test(body);
  });
}

function isPlaceholder(words: string): boolean {
  return (
    /^\[[\p{Lu}\d_ #-]{2,80}\]$/u.test(words) || /^\{\{?[^{}]{1,80}\}?\}$/.test(words) || /^<[^<>]{1,80}>$/.test(words)
  );
}
