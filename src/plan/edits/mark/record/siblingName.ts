import type { Principle } from '../../../constitution/model.ts';

/** A title as a list of violations names it: without a sign that its heading ends in. */
export function plainTitle({ title }: Principle): string {
  return title.replace(/[\s:–—-]{0,5}(?:\p{So}|[✓✔✗✘]|\uFE0F){1,4}\s{0,3}$/u, '') || title;
}

/** How a list writes a name: its bold marks and colon. */
const bold = /^(\*\*|__)([^*\n\r]{1,200}?)([:：]?)(?:\*\*|__)([:：]?)/;

/** The name of a principle as a sibling's own words write theirs: bold or not, with its number, its colon. */
export function nameLike(sibling: string, other: Principle, principle: Principle): string {
  const match = bold.exec(sibling.trim());
  const name = numbered(match?.[2] ?? sibling, other, principle);
  if (match !== null) return `${match[1]}${name}${match[3]}${match[1]}${match[4]}`;
  return /^[^:：]{1,200}[:：](?:\s|$)/.test(sibling) ? `${name}:` : name;
}

/** A title with its number, where the sibling's has one. */
export function numbered(sibling: string, other: Principle, { number, title }: Principle): string {
  const hasNumber = other.number !== undefined && sibling.replace(/^[^\p{L}\p{N}]+/u, '').startsWith(other.number);
  if (!hasNumber || number === undefined || other.number === undefined) return title;
  const mark =
    /^(?:[.)、]|\s[–—-])?/u.exec(sibling.slice(sibling.indexOf(other.number) + other.number.length))?.[0] ?? '';
  return `${number}${mark} ${title}`;
}

/** Where a sibling's name ends in its own words. */
export function nameLength(sibling: string): number {
  return bold.exec(sibling)?.[0].length ?? /^[^:：]{1,200}[:：](?=\s|$)/.exec(sibling)?.[0].length ?? 0;
}
