import type { Block, Item, Line, Span } from './model.ts';
import { labelsIn } from './labels.ts';

type OpenItem = { -readonly [K in keyof Item]: Item[K] };

const listMarker = /[ \t>]*([-+*]|\d{1,9}[.)])(?=[ \t\r\n]|$)/y;

/** Reads the items of list blocks, children below them; each list is read once, so that its items are the same objects wherever it is asked for. */
export function createItemReader(text: string, lines: readonly Line[]): (list: Block) => readonly Item[] {
  const known = new Map<Block, readonly Item[]>();
  const read = (list: Block, from = 0): readonly Item[] => {
    const before = known.get(list);
    if (before !== undefined) return before;
    const items = list.children.flatMap(
      (block) => readItem(text, lines, block, list.kind === 'numbers', from, read) ?? [],
    );
    known.set(list, items);
    return items;
  };
  return (list) => read(list);
}

function readItem(
  text: string,
  lines: readonly Line[],
  block: Block,
  ordered: boolean,
  from: number,
  readList: (list: Block, from: number) => readonly Item[],
): Item | undefined {
  const line = lines[block.first];
  const last = lines[block.end - 1];
  if (line === undefined || last === undefined) return undefined;
  listMarker.lastIndex = Math.max(line.from, from);
  const match = listMarker.exec(text);
  if (match === null || listMarker.lastIndex > line.to) return undefined;
  const marker = match[1] ?? '';
  const markerFrom = listMarker.lastIndex - marker.length;
  const afterMarker = skipBlanks(text, listMarker.lastIndex, line.to);
  const box = readBox(text, afterMarker, line.to);
  const textFrom = box === undefined ? afterMarker : skipBlanks(text, box.span.to, line.to);
  const own = { from: textFrom, to: ownTextEnd(text, lines, block, textFrom) };
  const item: OpenItem = {
    kind: 'item',
    id: '',
    form: box !== undefined ? 'check' : ordered ? 'number' : 'bullet',
    marker,
    indent: (afterMarker > listMarker.lastIndex ? afterMarker : listMarker.lastIndex + 1) - line.from,
    span: { from: markerFrom, to: Math.max(last.to, own.to) },
    text: own,
    box,
    name: boldName(text, own),
    children: [],
    line: block.first,
  };
  item.children = block.children
    .filter((child) => child.kind === 'bullets' || child.kind === 'numbers')
    .flatMap((child) => readList(child, child.first === block.first ? textFrom : 0));
  return item;
}

/** The first paragraph's end without the blanks of a hard break; where the item opens with no paragraph, where one would be written. */
function ownTextEnd(text: string, lines: readonly Line[], block: Block, textFrom: number): number {
  const first = block.children[0];
  if (first === undefined || first.kind !== 'paragraph' || first.first !== block.first) return textFrom;
  const last = lines[first.end - 1];
  let to = Math.max(last?.to ?? textFrom, textFrom);
  while (to > textFrom && ' \t'.includes(text.charAt(to - 1))) to -= 1;
  return to;
}

function readBox(text: string, from: number, to: number): Item['box'] {
  const match = /^\[([ xX~!?/>*-])\](?=[ \t]|$)/.exec(text.slice(from, Math.min(to, from + 5)));
  return match === null ? undefined : { span: { from, to: from + 3 }, state: match[1] ?? ' ' };
}

function boldName(text: string, own: Span): string | undefined {
  const match = /^(?:\*\*|__)([^*\n\r]{1,200}?)[:：]?(?:\*\*|__)/.exec(
    text.slice(own.from, Math.min(own.to, own.from + 220)),
  );
  return match?.[1]?.trim();
}

function skipBlanks(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && ' \t'.includes(text.charAt(at))) at += 1;
  return at;
}

/** The label that opens an item, bold or plain, in plain words. */
export function itemLabel(text: string, item: Item): string | undefined {
  return (
    labelsIn(text, item.text.from, Math.min(item.text.to, firstLineEnd(text, item.text)), 'item')[0]?.label ?? item.name
  );
}

function firstLineEnd(text: string, span: Span): number {
  for (let at = span.from; at < span.to; at += 1) {
    if (text[at] === '\n' || text[at] === '\r') return at;
  }
  return span.to;
}
