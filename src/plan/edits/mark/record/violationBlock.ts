import type { Field } from '../../../../markdown/model.ts';
import type { Splice } from '../../../../markdown/splices.ts';
import type { Principle } from '../../../constitution/model.ts';
import { clearLabel, setLabel } from './labels.ts';
import type { MarkContext, VerdictRecord } from './model.ts';
import { plainTitle } from './siblingName.ts';
import { groupsOf, isBare, requireOneEntry, setLabelWhole, valueWith } from './violationEntries.ts';

/** What stands behind a Violation label and belongs to it. */
export interface Block {
  readonly justification: Field | undefined;
  readonly mitigation: Field | undefined;
}

/** How many labels a Violation / Justification / Mitigation block has at most. */
const blockLength = 3;

/** The labels right behind a Violation label that belong to it. */
export function blockOf({ subject, sectionOf }: MarkContext, field: Field): Block {
  const { words } = subject;
  if (!words.label('violation').is(field.label)) return { justification: undefined, mitigation: undefined };
  const section = sectionOf.get(field.id);
  const all = (section?.content.fields ?? []).filter((other) => other.line > field.line);
  const near = all.toSorted((a, b) => a.line - b.line).slice(0, blockLength);
  return {
    justification: near.find((other) => words.label('justification').is(other.label)),
    mitigation: near.find((other) => words.label('mitigation').is(other.label)),
  };
}

/** The block says in one label what is violated and in the next why; a second violation goes behind the first in both. */
export function listInBlock(
  context: MarkContext,
  violation: Field,
  { justification, mitigation }: Block,
  principle: Principle,
  record: VerdictRecord,
): Splice[] {
  if (justification === undefined) return [];
  const { text } = context.subject.document;
  const valueOf = (field: Field): string => text.slice(field.value.from, field.value.to);
  const isListed = record.word === 'violation';
  const old = valueOf(violation);
  const entry = isListed ? `${plainTitle(principle)}: ${record.note}` : undefined;
  requireOneEntry(context, principle, entry);
  const value = valueWith(context, old, violation.value, principle, entry);
  const others = isBare(context, old, violation.value)
    ? []
    : groupsOf(context, old).filter(({ owner }) => owner !== principle);
  if (others.length === 0) {
    if (isListed) {
      return [
        ...(value === undefined || value === old ? [] : setLabelWhole(context, violation, value)),
        ...(record.justification === undefined
          ? emptied(context, justification)
          : setLabelWhole(context, justification, record.justification)),
      ];
    }
    if (value === undefined) return [];
    return [violation, justification, mitigation].flatMap((field) =>
      field === undefined ? [] : clearLabel(context, field),
    );
  }
  const because = record.justification === undefined ? undefined : `${plainTitle(principle)}: ${record.justification}`;
  requireOneEntry(context, principle, because);
  const reason = valueWith(context, valueOf(justification), justification.value, principle, because);
  return [
    ...(value === undefined || value === old ? [] : setLabelWhole(context, violation, value)),
    ...(reason === undefined || reason === valueOf(justification) ? [] : setLabel(context, justification, reason)),
  ];
}

/** A justification that is no more; a place that waits for one stays. */
function emptied(context: MarkContext, field: Field): Splice[] {
  const old = context.subject.document.text.slice(field.value.from, field.value.to);
  return isBare(context, old, field.value) ? [] : clearLabel(context, field);
}
