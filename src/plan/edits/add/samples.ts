import type { Item, Row, Section, Span } from '../../../markdown/model.ts';
import { overlaps } from '../../../markdown/spans.ts';
import { type PlacedSlot, templateLinesOf } from '../../slots.ts';
import type { Subject } from '../model.ts';
import { isSentence } from '../sentences.ts';
import { labelOfItem } from './lists.ts';
import { counterOf } from './numbers.ts';
import { saysNothing } from './names.ts';

/** Whether a row waits for the first real one: nothing but places to fill (a number in front counts as none), or 'None'. */
export function isSampleRow(subject: Subject, section: Section, row: Row): boolean {
  const { text } = subject.document;
  const texts = row.cells.map((cell) => text.slice(cell.span.from, cell.span.to));
  const [first = ''] = texts;
  const isNone = (cell: string): boolean => cell === '' || saysNothing(subject, cell);
  if (first !== '' && texts.every(isNone)) return true;
  const [lead] = row.cells;
  const isNumber = /^[\W_]{0,4}(?:[A-Z]{1,8}-?)?\d{1,5}[\W_]{0,4}$/.test(first);
  const isNamed = lead !== undefined && hasSlot(subject, lead.outer);
  if (!(isNamed || isNumber) || !row.cells.some((cell) => hasSlot(subject, cell.outer))) return false;
  const written = row.cells.slice(1).filter((cell) => cell.span.from < cell.span.to);
  const isOpen = written.every((cell) => hasSlot(subject, cell.outer)) || isTemplateLine(subject, section, row.line);
  // A row with a name to fill is a sample, whatever it explains; a numbered one that says something is a row.
  return isOpen && (isNamed || !written.some((cell) => isSentence(subject, cell.span)));
}

/**
 * Whether an item waits for the first real one: empty, 'None', or nobody's few words with a place to fill and no label of its own.
 * `beside` are the items of its list.
 */
export function isSampleItem(subject: Subject, section: Section, item: Item, beside: readonly Item[]): boolean {
  const { text } = subject.document;
  const own = text.slice(item.text.from, item.text.to);
  const label = labelOfItem(section, item);
  // What opens with a heading or code, or has more below it, is somebody's.
  if (text.slice(item.text.to, item.span.to).trim() !== '') return false;
  if (own.trim() === '') return label === undefined;
  if (saysNothing(subject, own)) return true;
  if (!hasSlot(subject, item.text)) return false;
  if (label !== undefined && !isSampleLabel(subject, label, section, beside)) return false;
  if (isSlotsAndMarks(subject, item.text)) return true;
  return isTemplateLine(subject, section, item.line) && !isSentence(subject, item.text);
}

/** A label that is itself a place, a sample in code, or one of a row that is counted up (`Stream A`, `Stream B`). */
function isSampleLabel(
  subject: Subject,
  field: { readonly label: string; readonly labelSpan: Span },
  section: Section,
  beside: readonly Item[],
): boolean {
  const { labelSpan } = field;
  if (slotsFrom(subject, labelSpan.from).some(({ slot }) => overlaps(labelSpan, slot.span))) return true;
  if (/^`[^`]+`/.test(subject.document.text.slice(labelSpan.from, labelSpan.to))) return true;
  const word = counterOf(field.label)?.word;
  return (
    word !== undefined && beside.every((item) => counterOf(labelOfItem(section, item)?.label ?? '')?.word === word)
  );
}

function isTemplateLine({ document, template }: Subject, section: Section, line: number): boolean {
  const own = document.lines[line];
  if (template === undefined || own === undefined) return false;
  return templateLinesOf(section, template).has(document.text.slice(own.from, own.to).trim());
}

/** Places with marks and code between them, and at most one joining label: `[Tool] - Version: [X.Y]`. */
function isSlotsAndMarks(subject: Subject, span: Span): boolean {
  const { text } = subject.document;
  let rest = '';
  let at = span.from;
  for (const { slot } of slotsIn(subject, span)) {
    rest += text.slice(at, Math.max(at, slot.span.from));
    at = Math.max(at, slot.span.to);
  }
  const opens =
    hasSlot(subject, { from: span.from, to: Math.max(span.from, at) }) &&
    !/^[\s*_`]{0,4}[\p{L}\p{N}]/u.test(text.slice(span.from, span.from + 8));
  const plain = (rest + text.slice(at, span.to)).replace(/`[^`\n\r]{0,200}`/g, '');
  return !/[\p{L}\p{N}]/u.test(plain) || (opens && /^[^:：\n\r]{0,60}[:：][*_`\s]*$/.test(plain));
}

/** Whether a place to fill stands in a span. */
export function hasSlot(subject: Pick<Subject, 'slots'>, span: Span): boolean {
  return slotsIn(subject, span).length > 0;
}

function slotsIn(subject: Pick<Subject, 'slots'>, span: Span): readonly PlacedSlot[] {
  return slotsFrom(subject, span.from).filter(({ slot }) => span.from <= slot.span.from && slot.span.to <= span.to);
}

/** A few slots around an offset: the one before it and those behind, as far as a line can hold. Slots are in order, so the search halves. */
function slotsFrom({ slots }: Pick<Subject, 'slots'>, offset: number): readonly PlacedSlot[] {
  let low = 0;
  let high = slots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((slots[middle]?.slot.span.from ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return slots.slice(Math.max(0, low - 1), low + 50);
}
