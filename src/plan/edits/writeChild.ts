import { PlanError } from '../../errors.ts';
import type { Section } from '../../markdown/model.ts';
import { replaceBody } from './content.ts';
import { newList, replaceItems } from './lists.ts';
import type { Subject, Value, Write } from './model.ts';

/** Fills a child heading's body: a text as its content, a list, or one line, into the list that stands there. */
export function writeChild(subject: Subject, child: Section, value: Value): Write {
  const isLine = typeof value === 'string' && !/[\r\n]/.test(value.trim());
  if (isLine) requireNoName(subject, child);
  const items = firstList(child);
  const texts = typeof value !== 'string' ? value : isLine && isAllList(child) ? [value] : undefined;
  const splice = texts === undefined ? undefined : replaceItems(subject.document, items, texts, child.id);
  if (splice !== undefined) return { splices: [splice], spans: [{ from: splice.from, to: splice.to }] };
  const content = typeof value === 'string' ? value : newList(value, subject.document.eol, child.id);
  const change = replaceBody(subject, child, content);
  return { splices: change.splices, spans: [child.body], replacesBelow: change.replacesBelow };
}

/** One line for a child that has labels and still waits for a name (`Gate 1: [name]`) is as likely meant for the name. */
function requireNoName(subject: Subject, child: Section): void {
  const { heading } = child;
  const labels = child.content.fields.map((field) => field.label);
  const isNameless = subject.slots.some(({ slot }) => heading.from <= slot.span.from && slot.span.to <= heading.to);
  if (!isNameless || labels.length === 0) return;
  throw new PlanError(
    'breaks_structure',
    `${child.id} holds labels (${labels.slice(0, 8).join(', ')}) and has no name yet: one line could be meant for the name or for its body.`,
    {
      where: child.id,
      fix: `Fill ${child.id} itself: "heading" for its name, values by label, or content for its whole body.`,
    },
  );
}

/** The items of the first list in a body: neighbours of one form. */
function firstList(section: Section): Section['content']['items'] {
  const [list] = section.content.blocks.filter((block) => block.kind === 'bullets' || block.kind === 'numbers');
  return list === undefined
    ? []
    : section.content.items.filter((item) => item.line >= list.first && item.line < list.end);
}

function isAllList(section: Section): boolean {
  const [only] = section.content.blocks;
  return section.content.blocks.length === 1 && (only?.kind === 'bullets' || only?.kind === 'numbers');
}
