import type { Span } from '../../markdown/model.ts';
import type { Subject } from './model.ts';

/** The one slot that a value consists of, but for marks or quotes around it, which stay. */
export function slotWithin(subject: Subject, value: Span): Span | undefined {
  const inside = subject.slots.filter(
    ({ slot }) => value.from <= slot.span.from && slot.span.to <= value.to && slot.span.from < slot.span.to,
  );
  const [first] = inside;
  if (first === undefined || inside.length !== 1) return undefined;
  const { text } = subject.document;
  const around = text.slice(value.from, first.slot.span.from) + text.slice(first.slot.span.to, value.to);
  return /^[`"'“”_*]*$/.test(around) ? first.slot.span : undefined;
}
