import type { Section } from '../../markdown/model.ts';
import { replaceBody } from './content.ts';
import { newList, replaceItems } from './lists.ts';
import type { Subject, Value, Write } from './model.ts';

/** Fills a child heading's body: a text as its content, a list into the list that stands there. */
export function writeChild(subject: Subject, child: Section, value: Value): Write {
  if (typeof value !== 'string') {
    const items = firstList(child);
    const splice = replaceItems(subject.document, items, value, child.id);
    if (splice !== undefined) return { splices: [splice], spans: [{ from: splice.from, to: splice.to }] };
  }
  const content = typeof value === 'string' ? value : newList(value, subject.document.eol, child.id);
  const change = replaceBody(subject, child, content);
  return { splices: change.splices, spans: [child.body], replacesBelow: change.replacesBelow };
}

/** The items of the first list in a body: neighbours of one form. */
function firstList(section: Section): Section['content']['items'] {
  const [list] = section.content.blocks.filter((block) => block.kind === 'bullets' || block.kind === 'numbers');
  return list === undefined
    ? []
    : section.content.items.filter((item) => item.line >= list.first && item.line < list.end);
}
