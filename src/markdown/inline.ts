import type { Span } from './model.ts';

/** Code spans of an inline text, backticks included, by offsets into the text. CommonMark 6.1: a run closes only by an equal run. */
export function codeSpans(text: string): Span[] {
  const runs = [...text.matchAll(/`+/g)].map((run) => ({ from: run.index, length: run[0].length }));
  const nextOfLength = new Map<number, number[]>();
  runs.forEach((run, index) => {
    const list = nextOfLength.get(run.length);
    if (list === undefined) nextOfLength.set(run.length, [index]);
    else list.push(index);
  });
  const spans: Span[] = [];
  let index = 0;
  while (index < runs.length) {
    const open = runs[index];
    if (open === undefined) break;
    const closing = laterThan(nextOfLength.get(open.length) ?? [], index);
    const close = closing === undefined ? undefined : runs[closing];
    if (closing === undefined || close === undefined) {
      index += 1;
      continue;
    }
    spans.push({ from: open.from, to: close.from + close.length });
    index = closing + 1;
  }
  return spans;
}

function laterThan(ascending: readonly number[], index: number): number | undefined {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) > index) high = middle;
    else low = middle + 1;
  }
  return ascending[low];
}

/** HTML comments that open and close inside an inline text, by offsets into it. */
export function commentSpans(text: string): Span[] {
  const spans: Span[] = [];
  let from = text.indexOf('<!--');
  while (from !== -1) {
    const close = text.indexOf('-->', from + 4);
    if (close === -1) break;
    spans.push({ from, to: close + 3 });
    from = text.indexOf('<!--', close + 3);
  }
  return spans;
}

/** True where an offset stands inside one of some ordered, disjoint spans. */
export function isInside(spans: readonly Span[], offset: number): boolean {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.to ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const span = spans[low];
  return span !== undefined && offset >= span.from;
}

/** The words of an inline text: emphasis marks, backticks, link targets and comments left out. */
export function plainText(text: string): string {
  if (!/[*_`[<]/.test(text)) return text.trim();
  return withoutComments(text)
    .replace(/!?\[([^\][]{0,300})\]\([^()\s]{0,500}\)/g, '$1')
    .replace(/\*\*|__|`/g, '')
    .replace(/(^|[\s([{"'])[*_](?=\S)/g, '$1')
    .replace(/([^\s*_])[*_](?=$|[\s)\]}"'.,:;!?])/g, '$1')
    .trim();
}

function withoutComments(text: string): string {
  let plain = '';
  let at = 0;
  for (const span of commentSpans(text)) {
    plain += text.slice(at, span.from);
    at = span.to;
  }
  return plain + text.slice(at);
}
