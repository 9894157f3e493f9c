import { lineAt } from '../../../markdown/lines.ts';
import type { Item, Row, Section, Span } from '../../../markdown/model.ts';
import type { Splice } from '../../../markdown/splices.ts';
import { bareTitle } from '../../roles.ts';
import type { FoundQuestion } from '../../questions/questions.ts';
import { isQuestionLabel } from '../../questions/reading.ts';
import { openingLabel } from '../../questions/pairs.ts';
import { removalOf } from '../content.ts';
import { siblingsOf } from '../move.ts';
import { itemOf, partOf, placeOf, type Reading, rowOf, sectionWith } from './reading.ts';

/** Takes a question out of where it stands; the last of its list, table, label or section leaves 'None'. Undefined where its lines hold other things too. */
export function questionRemoval(reading: Reading, question: FoundQuestion): Splice[] | undefined {
  const { document } = reading.source;
  switch (question.form) {
    case 'item':
      return itemRemoval(reading, question, itemOf(reading, question));
    case 'row':
      return rowRemoval(reading, question, rowOf(reading, question));
    case 'heading':
      return partRemoval(reading, partOf(reading, question));
    case 'field': {
      const place = placeOf(reading, question);
      if (place?.kind !== 'field') return undefined;
      return [{ from: place.value.from, to: trimmed(document.text, place.value).to, text: none }];
    }
    case 'prose':
      return proseRemoval(reading, question);
    case 'marker':
      return undefined;
  }
}

const none = 'None';

function itemRemoval(reading: Reading, question: FoundQuestion, item: Item): Splice[] | undefined {
  const { document, words } = reading.source;
  const line = document.lines[item.line];
  if (line === undefined || /[^\s>]/.test(document.text.slice(line.from, item.span.from))) return undefined;
  const label = openingLabel(reading.source, item);
  // `Unresolved decisions: Which?`: the label stays for the next one.
  if (label !== undefined && question.span.from > item.text.from && !isQuestionLabel(label.label, words)) {
    return item.children.length > 0 ? undefined : [{ ...trimmed(document.text, question.span), text: none }];
  }
  const siblings = siblingsOf(reading.subject, item);
  const index = siblings.indexOf(item);
  const before = siblings[index - 1];
  const next = siblings[index + 1];
  if (before === undefined && next === undefined)
    return [{ from: item.box?.span.from ?? item.text.from, to: item.span.to, text: none }];
  const from = document.lines[item.line]?.from ?? item.span.from;
  if (next !== undefined) return [{ from, to: document.lines[next.line]?.from ?? item.span.to, text: '' }];
  return [{ from: before?.span.to ?? from, to: item.span.to, text: '' }];
}

function rowRemoval({ source }: Reading, question: FoundQuestion, row: Row): Splice[] {
  const { lines } = source.document;
  const { rows } = row.table;
  if (rows.length > 1) {
    const isLast = rows.at(-1) === row;
    const from = isLast ? (lines[row.line - 1]?.to ?? row.span.from) : (lines[row.line]?.from ?? row.span.from);
    return [{ from, to: isLast ? row.span.to : (lines[row.line]?.next ?? row.span.to), text: '' }];
  }
  return row.cells.flatMap((cell) => {
    if (cell.span.from === question.span.from) return [{ ...cell.span, text: none }];
    return cell.span.from === cell.span.to ? [] : [{ ...cell.span, text: '—' }];
  });
}

function partRemoval(reading: Reading, part: Section): Splice[] {
  const { document } = reading.source;
  const { parent } = part;
  const others = parent === undefined ? [] : [...parent.units, ...parent.children].filter((each) => each !== part);
  const isOnly = others.length === 0 && parent !== undefined && !hasItems(parent, part);
  return isOnly ? [{ ...part.span, text: none }] : [removalOf(document, part)];
}

/** Whether a section's own text lists something besides one of its parts. */
function hasItems(section: Section, part: Section): boolean {
  const isOther = ({ span }: { readonly span: Span }): boolean =>
    span.to <= part.span.from || span.from >= part.span.to;
  return section.content.items.some(isOther) || section.content.tables.some(isOther);
}

function proseRemoval(reading: Reading, question: FoundQuestion): Splice[] | undefined {
  const section = sectionWith(reading, question.section);
  if (section === undefined) return undefined;
  const { document } = reading.source;
  const isAll = section.content.blocks.length === 1 && section.children.length === 0;
  const span = trimmed(document.text, question.whole);
  if (isAll || bareTitle(section) === '') return [{ ...span, text: none }];
  return [
    removalOf(document, {
      span: { from: document.lines[lineAt(document.lines, span.from)]?.from ?? span.from, to: span.to },
    }),
  ];
}

function trimmed(text: string, { from, to }: Span): Span {
  return { from, to: from + text.slice(from, to).trimEnd().length };
}
