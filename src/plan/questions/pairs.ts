import { labelsIn } from '../../markdown/labels.ts';
import type { Field, Item, Row, Span } from '../../markdown/model.ts';
import type { Words } from '../words.ts';
import type { Pair, PlanSource } from './entry.ts';
import { textOf, writtenText } from './reading.ts';

/** Label names (in the word lists) that say something about a question and are none themselves. */
const detailLabels = [
  'owner',
  'impact',
  'blocking',
  'due',
  'options',
  'answer',
  'decision',
  'status',
  'revisit',
  'rationale',
  'alternatives',
  'approval',
  'decidedBy',
];

/** Whether a label tells of a question: its owner, date, answer … */
export function isDetailLabel(label: string, words: Words): boolean {
  return detailLabels.some((name) => words.label(name).is(label)) || words.verdict('deferred').is(label);
}

/** The labels of an item's further lines and of its children. */
export function itemPairs(source: PlanSource, item: Item): Pair[] {
  const { text } = source.document;
  const further = linesOf(text, item.text)
    .slice(1)
    .flatMap((line) => labelsIn(text, line.from, line.to, 'prose'));
  return [
    ...further.map((label) => ({ label: label.label, value: writtenText(source, label.value) })),
    ...item.children.flatMap((child) => childPairs(source, child)),
  ];
}

/** Where an item's own words end: at the first of its further lines that opens with a detail's label. */
export function ownWordsOf(source: PlanSource, item: Item): Span {
  const { text } = source.document;
  const detail = linesOf(text, item.text)
    .slice(1)
    .find((line) =>
      labelsIn(text, line.from, line.to, 'prose').some((label) => isDetailLabel(label.label, source.words)),
    );
  return detail === undefined ? item.text : { from: item.text.from, to: detail.from };
}

/** The labels of fields, with the list or block that they introduce as value. */
export function fieldPairs(source: PlanSource, fields: readonly Field[]): Pair[] {
  return fields.map((field) => {
    const value = writtenText(source, field.value);
    const below =
      field.items.length > 0 ? field.items.map((item) => writtenText(source, item.text)).join('; ') : undefined;
    return {
      label: field.label,
      value: value !== '' || field.block === undefined ? value : (below ?? writtenText(source, field.block)),
    };
  });
}

/** A column's title without a round that it tells, and without brackets behind it: `Rev.2 resolution (short)`. */
export function columnLabel(title: string): string {
  const plain = title
    .replace(/(?<!\s)\s*[([（][^()[\]（）]{0,100}[)\]）]\s*$/u, '')
    .replace(/^[^\s\d]*\d\S*\s+(?=\S)/u, '');
  return plain.trim() === '' ? title : plain;
}

/** The cells of a row by their columns. */
export function rowPairs(source: PlanSource, row: Row): Pair[] {
  return row.table.columns.flatMap((label, index) => {
    const cell = row.cells[index];
    return cell === undefined ? [] : [{ label: columnLabel(label), value: writtenText(source, cell.span) }];
  });
}

function childPairs(source: PlanSource, child: Item): Pair[] {
  const { text } = source.document;
  const first = linesOf(text, child.text)[0] ?? child.text;
  const labels = labelsIn(text, first.from, first.to, 'item');
  return labels.map((label, index) => {
    const isLast = index === labels.length - 1;
    const value = writtenText(
      source,
      isLast ? { from: label.value.from, to: Math.max(label.value.to, child.text.to) } : label.value,
    );
    const below = child.children.map((item) => writtenText(source, item.text)).join('; ');
    return { label: label.label, value: value === '' && isLast ? below : value };
  });
}

/** The lines of a span, without line endings and the blanks and quote marks that open them. */
function linesOf(text: string, span: Span): Span[] {
  const lines: Span[] = [];
  for (let from = span.from; from <= span.to; ) {
    const length = text.slice(from, span.to).search(/[\r\n]/);
    const to = length === -1 ? span.to : from + length;
    const blanks = /^[ \t>]*/.exec(text.slice(from, to))?.[0].length ?? 0;
    lines.push({ from: from + blanks, to });
    if (length === -1) break;
    from = to + (text.startsWith('\r\n', to) ? 2 : 1);
  }
  return lines;
}

/** The value of the first pair with one of the named labels that has one. */
export function valueOf(pairs: readonly Pair[], words: Words, name: string): string | undefined {
  return pairs.find((pair) => pair.value !== '' && words.label(name).is(pair.label))?.value;
}

/** The first line of an item with its label, if it opens with one. */
export function openingLabel(
  source: PlanSource,
  item: Item,
): { readonly label: string; readonly value: Span } | undefined {
  const { text } = source.document;
  const first = linesOf(text, item.text)[0] ?? item.text;
  const label = labelsIn(text, first.from, first.to, 'item')[0];
  if (label === undefined) return undefined;
  const isEmpty = textOf(source, label.value).trim() === '';
  const end = ownWordsOf(source, item).to;
  return {
    label: label.label,
    value: isEmpty && end <= first.to + 2 ? label.value : { from: label.value.from, to: Math.max(label.value.to, end) },
  };
}
