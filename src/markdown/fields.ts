import type { Block, Field, Item, Line, Span } from './model.ts';
import { type Label, labelsIn } from './labels.ts';

/** What the reader of a body already knows about it. */
export interface BodySource {
  readonly text: string;
  readonly lines: readonly Line[];
  /** The items of a list block, as read before. */
  itemsOf(list: Block): readonly Item[];
}

/** The fields of a run of sibling blocks, those of their list items and quotes included, in document order. */
export function readFields(source: BodySource, blocks: readonly Block[], first: number): Field[] {
  return blocks.flatMap((block, index) => {
    const next = blocks[index + 1];
    if (block.kind === 'paragraph') return paragraphFields(source, Math.max(block.first, first), block.end, next);
    if (block.kind === 'quote') return readFields(source, block.children, first);
    if (block.kind === 'bullets' || block.kind === 'numbers') return listFields(source, block);
    return [];
  });
}

function paragraphFields(source: BodySource, first: number, end: number, next: Block | undefined): Field[] {
  const fields: Field[] = [];
  for (let index = first; index < end; index += 1) {
    const labels = labelsOfLine(source, index, 'prose');
    if (labels.length === 0) continue;
    const continued = continuation(source, index, end);
    labels.forEach((label, position) => {
      const isLast = position === labels.length - 1;
      const value = isLast && continued !== undefined ? joinValue(label, continued) : label.value;
      const opensBlock = isLast && continued === undefined && index === end - 1 && value.from === value.to;
      const block = opensBlock && next !== undefined && isIntroduced(source, next) ? next : undefined;
      fields.push(makeField(source, label, value, block, undefined, index));
    });
  }
  return fields;
}

function listFields(source: BodySource, list: Block): Field[] {
  const items = source.itemsOf(list);
  const known = new Map(items.map((item) => [item.line, item]));
  return list.children.flatMap((block) => {
    const item = known.get(block.first);
    if (item === undefined) return [];
    const own = block.children[0]?.kind === 'paragraph' ? block.children[0] : undefined;
    const end = lineEndOf(source, item.line);
    const label = labelsIn(
      source.text,
      item.text.from,
      Math.max(item.text.from, Math.min(item.text.to, end)),
      'item',
    )[0];
    const below = readFields(source, block.children.slice(own === undefined ? 0 : 1), 0);
    if (label === undefined) return below;
    const continued = own === undefined ? undefined : continuation(source, item.line, own.end);
    const value = continued === undefined ? label.value : joinValue(label, continued);
    const child = value.from === value.to ? block.children[own === undefined ? 0 : 1] : undefined;
    const further = own === undefined ? [] : paragraphFields(source, item.line + 1, own.end, undefined);
    return [makeField(source, label, value, child, item, item.line), ...further, ...below];
  });
}

/** The unlabelled lines of the same paragraph below a label. */
function continuation(source: BodySource, index: number, end: number): Span | undefined {
  let last = index;
  while (last + 1 < end && labelsOfLine(source, last + 1, 'prose').length === 0 && !opensBold(source, last + 1))
    last += 1;
  if (last === index) return undefined;
  const firstLine = source.lines[index + 1];
  const lastLine = source.lines[last];
  if (firstLine === undefined || lastLine === undefined) return undefined;
  return { from: lineStart(source.text, firstLine), to: trimEnd(source.text, lastLine) };
}

function joinValue(label: Label, continued: Span): Span {
  return label.value.from === label.value.to ? continued : { from: label.value.from, to: continued.to };
}

function opensBold(source: BodySource, index: number): boolean {
  const line = source.lines[index];
  if (line === undefined) return false;
  return /^\*\*[^*]{1,160}\*\*\s*$/.test(
    source.text.slice(lineStart(source.text, line), Math.min(line.to, line.from + 400)),
  );
}

function labelsOfLine(source: BodySource, index: number, where: 'item' | 'prose'): Label[] {
  const line = source.lines[index];
  return line === undefined ? [] : labelsIn(source.text, lineStart(source.text, line), line.to, where);
}

/** A label introduces the list, table, code, quote or unlabelled paragraph right below it. */
function isIntroduced(source: BodySource, block: Block): boolean {
  if (block.kind === 'paragraph')
    return labelsOfLine(source, block.first, 'prose').length === 0 && !opensBold(source, block.first);
  return block.kind !== 'heading' && block.kind !== 'rule' && block.kind !== 'html';
}

function makeField(
  source: BodySource,
  label: Label,
  value: Span,
  block: Block | undefined,
  item: Item | undefined,
  line: number,
): Field {
  const blockSpan = block === undefined ? undefined : spanOfLines(source, block.first, block.end);
  const isList = block?.kind === 'bullets' || block?.kind === 'numbers';
  return {
    kind: 'field',
    id: '',
    label: label.label,
    labelSpan: label.labelSpan,
    value,
    block: blockSpan,
    items: block !== undefined && isList ? source.itemsOf(block) : [],
    form: label.form,
    item,
    line,
    span: { from: label.labelSpan.from, to: Math.max(label.labelSpan.to, value.to, blockSpan?.to ?? 0) },
  };
}

/** From the first mark of the first line to the end of the last, blanks of a hard break left out. */
export function spanOfLines(source: { text: string; lines: readonly Line[] }, first: number, end: number): Span {
  const firstLine = source.lines[first];
  const lastLine = source.lines[end - 1];
  if (firstLine === undefined || lastLine === undefined) return { from: 0, to: 0 };
  return { from: firstLine.from, to: trimEnd(source.text, lastLine) };
}

function lineStart(text: string, line: Line): number {
  let at = line.from;
  while (at < line.to && ' \t>'.includes(text.charAt(at))) at += 1;
  return at;
}

function trimEnd(text: string, line: Line): number {
  let to = line.to;
  while (to > line.from && ' \t'.includes(text.charAt(to - 1))) to -= 1;
  return to;
}

function lineEndOf(source: BodySource, index: number): number {
  return source.lines[index]?.to ?? 0;
}
