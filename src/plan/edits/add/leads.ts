import { counterOf, nextNumber } from './numbers.ts';

/** The ID or number that opens an item's text: `T012 `, `**FR-003**: `, 'Stream B: '. */
export interface Lead {
  /** Marks and word before the number, as written. */
  readonly before: string;
  readonly number: string;
  /** Marks and blanks behind it. */
  readonly behind: string;
}

/** Reads the ID or number that opens a text; undefined where it opens with none. */
export function leadOf(text: string): Lead | undefined {
  const open = /^(?:\*\*|__|[[(`])?/.exec(text)?.[0] ?? '';
  const close = open === '[' ? ']' : open === '(' ? ')' : open;
  const closing = close === '' ? -1 : text.indexOf(close, open.length);
  const counter = counterOf(text.slice(open.length, closing === -1 ? undefined : closing));
  // In brackets only an ID is one: `[T012]`; `[Service 1]` is a place to fill.
  if (counter === undefined || (/^[[(]/.test(open) && /\p{Ll}|\s/u.test(counter.word))) return undefined;
  const end = open.length + counter.span.to;
  const behind = /^(?:\*\*|__|[\])`])?(?:[:：.)](?:\*\*|__)?[ \t]+|[ \t]+[–—-][ \t]+|[ \t]+)/.exec(
    text.slice(end),
  )?.[0];
  if (behind === undefined) return undefined;
  return { before: text.slice(0, open.length + counter.span.from), number: counter.number, behind };
}

/** A text without the ID or number that opens it. */
export function withoutLead(text: string): string {
  const lead = leadOf(text);
  return lead === undefined ? text : text.slice(lead.before.length + lead.number.length + lead.behind.length);
}

/**
 * The lead that follows those of some texts, where all of them have one of the same kind; words need `fewest` to be a row. An ID
 * (`T012`) follows those of the texts `elsewhere` too: no plan gives one twice.
 */
export function nextLead(texts: readonly string[], fewest = 2, elsewhere: readonly string[] = []): string | undefined {
  const leads = texts.map(leadOf);
  const [first] = leads;
  if (first === undefined || !leads.every((lead) => lead?.before === first.before && isLike(lead, first)))
    return undefined;
  if (texts.length < fewest && /\p{Ll}/u.test(first.before)) return undefined;
  const others = /\p{Ll}/u.test(first.before) ? [] : elsewhere.map(leadOf).filter((lead) => sameKind(first, lead));
  // The form is that of the siblings: theirs come last.
  return first.before + nextNumber([...others, ...leads].flatMap((lead) => lead?.number ?? [])) + first.behind;
}

function isLike(lead: Lead, other: Lead): boolean {
  return lead.behind.trim() === other.behind.trim();
}

/** Whether two leads count the same, whatever marks stand around them. */
export function sameKind(a: Lead, b: Lead | undefined): boolean {
  const wordOf = (lead: Lead): string => lead.before.replace(/[^\p{L}]/gu, '').toLowerCase();
  return b !== undefined && wordOf(a) === wordOf(b);
}
