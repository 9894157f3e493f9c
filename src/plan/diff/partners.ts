import type { Span } from '../../markdown/model.ts';
import type { Partners } from './align.ts';
import { outOfOrder } from './order.ts';

/** Two lists of like parts with who belongs to whom. */
export interface Aligned<T> {
  readonly before: readonly T[];
  readonly after: readonly T[];
  readonly partners: Partners;
}

/** Those that both texts have. */
export function kept<T>({ before, after, partners }: Aligned<T>): { readonly before: T; readonly after: T }[] {
  return before.flatMap((one, index) => {
    const other = after[partners[index] ?? -1];
    return other === undefined ? [] : [{ before: one, after: other }];
  });
}

/** Those that only the later text has. */
export function added<T>({ after, partners }: Aligned<T>): T[] {
  const taken = new Set(partners);
  return after.filter((_, index) => !taken.has(index));
}

/** Those that only the earlier text has, with the offset at which they would stand in the later one; `start` where none stands before. */
export function removed<T>(aligned: Aligned<T>, spanOf: (part: T) => Span, start: number): { part: T; at: number }[] {
  const { before, after, partners } = aligned;
  let at = start;
  return before.flatMap((part, index) => {
    const partner = after[partners[index] ?? -1];
    if (partner === undefined) return [{ part, at }];
    at = spanOf(partner).to;
    return [];
  });
}

/** Those that left their order, with the one that they stand behind now. */
export function moved<T>({ after, partners }: Aligned<T>): { part: T; behind: T | undefined }[] {
  const present = partners.filter((partner) => partner !== undefined);
  const shifted = outOfOrder(present);
  return present.flatMap((partner, index) => {
    const part = after[partner];
    return part === undefined || !shifted.has(index) ? [] : [{ part, behind: after[partner - 1] }];
  });
}
