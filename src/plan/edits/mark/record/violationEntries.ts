import { PlanError } from '../../../../errors.ts';
import type { Field, Span } from '../../../../markdown/model.ts';
import type { Splice } from '../../../../markdown/splices.ts';
import type { Principle } from '../../../constitution/model.ts';
import { isPlaceholder } from '../../../constitution/reader.ts';
import { saysNone } from '../../../constitution/reasons.ts';
import { inThePlan } from '../../../quote.ts';
import { slotWithin } from '../../slotWithin.ts';
import type { MarkContext } from './model.ts';

/** A semicolon parts the entries of a value: what stands behind one would be an entry of another principle. Throws PlanError. */
export function requireOneEntry(context: MarkContext, principle: Principle, text: string | undefined): void {
  if (text === undefined || groupsOf(context, text).length === 1) return;
  throw new PlanError(
    'invalid_input',
    `What is said of ${inThePlan(principle.title, 120)} names another principle behind a semicolon, which would list that one too.`,
    { where: principle.id, fix: 'Word it without the semicolon.' },
  );
}

/** A value with a principle's entry written, or taken out; undefined where there is nothing to do. */
export function valueWith(
  context: MarkContext,
  old: string,
  span: Span,
  principle: Principle,
  text: string | undefined,
): string | undefined {
  if (isBare(context, old, span)) return text;
  const groups = groupsOf(context, old);
  const own = groups.findIndex((group) => group.owner === principle);
  if (own === -1 && text === undefined) return undefined;
  const texts = groups.map((group) => group.text);
  const next =
    own === -1
      ? [...texts, text ?? '']
      : texts.flatMap((each, index) => (index === own ? (text === undefined ? [] : [text]) : [each]));
  return next.length === 0 ? 'None' : next.join(/；/u.test(old) ? '；' : '; ');
}

/** One entry of a list of violations. */
export interface Group {
  readonly owner: Principle | undefined;
  readonly text: string;
}

/** The entries of a value; one that names no principle goes on with the one before it. */
export function groupsOf({ records: { reader } }: MarkContext, value: string): readonly Group[] {
  const groups: { owner: Principle | undefined; text: string }[] = [];
  for (const part of value.split(/[;；]\s+|；/u)) {
    const owner = reader.names.opening(part.replace(/^[\s*_"'`-]+/, ''))?.principle;
    const last = groups.at(-1);
    if (owner === undefined && last !== undefined) last.text = `${last.text}; ${part}`;
    else groups.push({ owner, text: part.trim() });
  }
  return groups;
}

/** Nothing, 'None', a place to fill, or the template's sample. */
export function isBare({ subject, records }: MarkContext, text: string, span: Span): boolean {
  const { template, names } = records.reader;
  return (
    text.trim() === '' ||
    saysNone(text, records.reader) ||
    isPlaceholder(text) ||
    slotWithin(subject, span) !== undefined ||
    (template.opens(text) && template.beyond(text) === '' && names.opening(text) === undefined)
  );
}

/** Writes all of a label's value, whatever places to fill stand in it. */
export function setLabelWhole({ subject }: MarkContext, { value }: Field, text: string): Splice[] {
  const needsBlank = value.from === value.to && /\S/.test(subject.document.text.charAt(value.from - 1));
  return [{ ...value, text: needsBlank ? ` ${text}` : text }];
}
