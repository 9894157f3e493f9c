import type { Item, Section, Span } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { reachOf } from '../reach.ts';
import { isClosed, splitArrow } from './closed.ts';
import { kindAfter } from './deferred.ts';
import { detailsOf, noDetails } from './details.ts';
import type { Entry, Pair, PlanSource } from './entry.ts';
import { createHolders, type Holder, lineAt, once } from './holders.ts';
import { type Mark, marksIn, without } from './marks.ts';
import { isMention } from './mentions.ts';
import { inlinePairs } from './inline.ts';
import { withoutCodeMarks } from './optionShield.ts';
import { noneBelow, optionsBelow } from './optionsBelow.ts';
import { itemPairs, rowPairs } from './pairs.ts';
import { oneLine, questionWords } from './reading.ts';

/** The markers of a plan in a value position, outside code, comments, unfilled slots and what is `taken` by other questions. */
export function markedQuestions(source: PlanSource, taken: readonly Span[]): Entry[] {
  const { document, words, slots } = source;
  const reach = reachOf([...taken, ...slots]);
  const isOutside = ({ span }: Mark): boolean => reach(span.from + 1) < span.to;
  const marks = marksIn(document.text, words).filter(isOutside);
  if (marks.length === 0) return [];
  const sectionAt = createSectionAt(listSections(document));
  const holderOf = createHolders(source);
  const pairsOf = once((item: Item) => itemPairs(source, item));
  return marks.flatMap((mark) => {
    const section = sectionAt(mark.span);
    const holder = section === undefined ? undefined : holderOf(section, mark.span);
    if (section === undefined || holder === undefined) return [];
    const below = holder.item === undefined ? otherCells(source, holder) : pairsOf(holder.item);
    return readMark(source, section, holder, mark, below);
  });
}

/** The innermost section or unit whose own heading or body holds a span: the last that begins before it, or one above that. */
function createSectionAt(sections: readonly Section[]): (span: Span) => Section | undefined {
  const starts = sections.map((section) => section.heading.from);
  return (span) => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? span.from) <= span.from) low = middle + 1;
      else high = middle;
    }
    let section = sections[low - 1];
    while (section !== undefined && !holdsOwn(section, span)) section = section.parent;
    return section;
  };
}

function holdsOwn(section: Section, span: Span): boolean {
  return section.heading.from <= span.from && span.to <= Math.max(section.heading.to, section.body.to);
}

function readMark(source: PlanSource, section: Section, holder: Holder, mark: Mark, below: readonly Pair[]): Entry[] {
  const { words, document } = source;
  const around = surroundings(source, holder, mark);
  if (!isValue(holder, mark, around) || isMention(words, around.before, around.behind)) return [];
  const inline = inlinePairs(mark.text, words);
  const pairs = [...below, ...around.pairs, ...inline.pairs];
  const asked = mark.text === '' ? bareWords(section, holder, around) : inline.rest;
  const { text, ownId } = questionWords(asked, words);
  const isStruck = /~~[^~]*$/.test(around.before) && around.behind.includes('~~');
  const box = around.isAlone ? holder.item?.box?.state : undefined;
  return [
    {
      kind: kindAfter(words, 'clarification', around.pairs),
      form: 'marker',
      section,
      place: holder.place,
      line: lineAt(source, mark.span.from),
      span: mark.span,
      asked: mark.span,
      text: text === '' ? oneLine(document.text.slice(mark.span.from, mark.span.to)) : text,
      ownId,
      details: detailsOf(
        words,
        questionWords(withoutCodeMarks(asked), words).text,
        pairs,
        noDetails,
        kindAfter(words, 'clarification', around.pairs),
        {
          ...noneBelow,
          ...optionsBelow(source, holder.item?.children ?? []),
        },
      ),
      closed: isStruck || isClosed(words, '', holder.kind === 'cell' ? around.pairs : pairs, box),
    },
  ];
}

/** The text before and behind a marker in its holder, other markers and an answer behind an arrow cut out. */
interface Around {
  readonly before: string;
  readonly behind: string;
  readonly isAlone: boolean;
  /** What the arrow says. */
  readonly pairs: readonly Pair[];
}

function surroundings(source: PlanSource, holder: Holder, mark: Mark): Around {
  const { text } = source.document;
  const cut = (piece: string): string =>
    without(
      piece,
      marksIn(piece, source.words).map((each) => each.span),
    );
  const before = cut(text.slice(Math.max(holder.span.from, mark.span.from - near), mark.span.from));
  const { text: behind, pairs } = splitArrow(
    cut(text.slice(mark.span.to, Math.min(holder.span.to, mark.span.to + near))),
    source.words,
  );
  return { before, behind, pairs, isAlone: !hasWords(before) && !hasWords(behind) };
}

/** How much of the text on either side is looked at. */
const near = 600;

/** Where a marker asks: alone; with its question in an item, cell, value or heading, or at either end of a line of prose. */
function isValue(holder: Holder, mark: Mark, { before, behind, isAlone }: Around): boolean {
  if (isAlone) return true;
  if (!mark.bracketed) return false;
  const isProse = holder.kind === 'prose';
  const line = {
    before: before.slice(before.search(/(?<![^\n\r])[^\n\r]*$/)),
    behind: behind.split(/[\n\r]/, 1)[0] ?? '',
  };
  const isGuidance = isProse && /^\s*[*_](?![*_])/.test(before) && /[*_]\s*$/.test(behind);
  if (isGuidance) return false;
  if (mark.text !== '') return !isProse || !hasWords(line.before) || !hasWords(line.behind);
  if (!hasWords(before)) return /^[\s*_]{0,4}(?:[[(:：]|[—–-]\s)/.test(behind);
  return !hasWords(behind) && (!isProse || /[:：—–-]\s*$/.test(before));
}

/** What a bare marker asks for: its label, what stands beside it, else what its section is about. */
function bareWords(section: Section, holder: Holder, { before, behind }: Around): string {
  if (holder.label !== '') return holder.label;
  const beside = [before, behind]
    .map((text) => oneLine(text).replace(/^[\s:：—–.,-]{1,6}|[\s:：—–.,-]{1,6}$/g, ''))
    .filter(hasWords);
  return beside.join(' ') || section.title;
}

/** What the other cells of a row say of the question. */
function otherCells(source: PlanSource, { row, span }: Holder): readonly Pair[] {
  const column = row?.cells.findIndex((cell) => cell.span === span);
  return row === undefined ? [] : rowPairs(source, row).filter((_, index) => index !== column);
}

function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
