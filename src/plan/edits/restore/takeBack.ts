import { PlanError } from '../../../errors.ts';
import { parseDocument } from '../../../markdown/document.ts';
import { lineAt } from '../../../markdown/lines.ts';
import type { Document, Section } from '../../../markdown/model.ts';
import { planRevision } from '../../../markdown/revision.ts';
import { alignSections } from '../../diff/alignSections.ts';
import { onOneLine } from '../../quote.ts';
import { type FillSetting, subjectOf } from '../subject.ts';
import { isReadAround } from './around.ts';
import { changedSections } from './changedSections.ts';
import { keepStanding } from './keepStanding.ts';
import { mergeChange } from './merge.ts';
import type { Placed, Quoted, Restored, Version } from './model.ts';
import { placeSections, textInto } from './placeSections.ts';
import { quotePlaces } from './quoted.ts';
import { isEmptied } from './readablePart.ts';
import { sectionFinder } from './sectionAt.ts';
import { targetsOf } from './targets.ts';
import { touched } from './touched.ts';

/** The last edit of a plan by a tool, as the history has it. */
export interface LastEdit {
  /** What did it, such as a tool's name. */
  readonly what: string;
  /** The revision before it. */
  readonly from: string;
  readonly before: Document;
  readonly after: Document;
  /** The newest text on record that says something; looked for where the plan itself does not tell how it stands. */
  readonly onRecord?: Version | undefined;
}

/**
 * Takes the last edit back, splice by splice; `sections` keeps to some sections. What others wrote elsewhere since stays. Throws
 * PlanError: `stale_revision` where they changed the same places, `invalid_transition` where status or approval would change,
 * `breaks_structure`, and what finding the sections throws.
 */
export function takeBack(now: Document, last: LastEdit, sections: readonly string[], setting: FillSetting): Restored {
  // A Last Updated field holds the day of the last write, in each of the three texts: it is no part of the edit.
  const [present, before, after] = [now, last.before, last.after].map((each) => touched(each, setting));
  if (present === undefined || before === undefined || after === undefined) return { text: now.text, changed: [] };
  const edit = { ...last, before, after, to: planRevision(last.after.text), current: planRevision(now.text) };
  const text =
    sections.length === 0 ? wholeEdit(present, edit, setting) : sectionsOfEdit(present, edit, sections, setting);
  if (text === present.text) return { text: now.text, changed: [] };
  const restored = parseDocument(text);
  keepStanding(now, restored, setting, {
    what: sections.length === 0 ? 'edit' : 'sections',
    onRecord: last.onRecord,
  });
  return { text, changed: changedSections(present, restored) };
}

/** The same with its texts as if written today. */
interface Edit extends LastEdit {
  /** The revision after it. */
  readonly to: string;
  /** The revision that stands in the file. */
  readonly current: string;
}

function wholeEdit(now: Document, last: Edit, setting: FillSetting): string {
  const { before, after } = last;
  const { text, splices, clashes } = mergeChange(after.text, before.text, now.text);
  if (clashes.length > 0)
    throw isEmptied(now.text) ? emptiedSince(last, setting) : changedSince(last, quotedAt(now, clashes), setting);
  if (text === before.text || splices.length === 0) return text;
  if (isReadAround(now, parseDocument(text), before, splices)) return text;
  throw new PlanError(
    'breaks_structure',
    `Without the last edit (${last.what}), text that others wrote would be read differently.`,
    {
      where: setting.path ?? 'plan',
      fix: 'Restore its sections one by one, or write them with fill_section.',
    },
  );
}

function sectionsOfEdit(now: Document, last: Edit, sections: readonly string[], setting: FillSetting): string {
  if (isEmptied(now.text)) throw emptiedSince(last, setting);
  const { before, after } = last;
  const version = { document: before, name: 'the text before the last edit' };
  const { targets, partners } = targetsOf(subjectOf(now, setting), version, sections);
  const toNow = alignSections(after, now);
  const fromBefore = alignSections(before, after);
  const clashes: Quoted[] = [];
  const placed = targets.flatMap((target): Placed[] => {
    const old = textInto(now, before, target.old);
    if (target.now === undefined) {
      const edited = fromBefore.after.get(target.old);
      if (edited === undefined) return [{ ...target, text: old }];
      throw goneSince(target.old.id, last, setting);
    }
    const present = textInto(now, now, target.now);
    const edited = toNow.before.get(target.now);
    const base = edited === undefined ? present : textInto(now, after, edited);
    const merged = mergeChange(base, old, present);
    const { from } = target.now.span;
    clashes.push(
      ...quotedAt(
        now,
        merged.clashes.map((each) => ({ from: each.from + from, to: each.to + from })),
      ),
    );
    return [{ ...target, text: merged.text }];
  });
  if (clashes.length > 0) throw changedSince(last, clashes, setting);
  const text = placeSections(now, before, partners, placed);
  if (text === now.text && !targets.some(({ old }) => isTouched(old, last, fromBefore.after.get(old))))
    throw wroteElsewhere(last, sections, setting);
  return text;
}

function isTouched(old: Section, { before, after }: Edit, edited: Section | undefined): boolean {
  return edited === undefined || textInto(after, before, old) !== textInto(after, after, edited);
}

function quotedAt(now: Document, stretches: readonly { readonly from: number; readonly to: number }[]): Quoted[] {
  const sectionAt = sectionFinder(now);
  return stretches.map(({ from, to }) => {
    const line = lineAt(now.lines, from);
    const start = now.lines[line]?.from ?? from;
    const end = now.lines[lineAt(now.lines, Math.max(from, to - 1))]?.to ?? to;
    return { section: sectionAt(from)?.id ?? 'header', line: line + 1, text: now.text.slice(start, end) };
  });
}

function changedSince(last: Edit, places: readonly Quoted[], { path = '' }: FillSetting): PlanError {
  const ids = [...new Set(places.map(({ section }) => section))].slice(0, 8);
  const { quote, isCut } = quotePlaces(places);
  const call = { plan: path, revision: last.from, sections: ids, expect: last.current };
  const next = isCut
    ? `Read them, then change them with fill_section.`
    : `To have these sections as they were before it all the same, call restore_plan ${JSON.stringify(call)}; else change them with fill_section.`;
  return new PlanError(
    'stale_revision',
    `What the last edit (${last.what}) wrote was changed since in ${ids.join(', ')}. ${next}`,
    { where: ids[0] ?? path, fix: `The plan says there:\n${quote}` },
  );
}

function goneSince(id: string, last: Edit, { path = 'plan' }: FillSetting): PlanError {
  const call = { plan: path, revision: last.to, sections: [id] };
  return new PlanError('stale_revision', `${id} was taken out since the last edit (${last.what}).`, {
    where: id,
    fix: `To bring it back: restore_plan ${JSON.stringify(call)}.`,
  });
}

function emptiedSince(last: Edit, { path = 'plan' }: FillSetting): PlanError {
  const call = { plan: path, revision: last.to };
  return new PlanError('stale_revision', `${path} was emptied since the last edit (${last.what}).`, {
    where: path,
    fix: `To have it as that edit left it: restore_plan ${JSON.stringify(call)}; then this call takes back what it wrote.`,
  });
}

function wroteElsewhere(last: Edit, sections: readonly string[], { path = 'plan' }: FillSetting): PlanError {
  const wrote = changedSections(last.before, last.after).map(({ section }) => section);
  const named = wrote.slice(0, 8);
  const more = wrote.length > named.length ? ` and ${wrote.length - named.length} more` : '';
  const asked = sections.slice(0, 8).map((each) => onOneLine(each, 60));
  return new PlanError(
    'invalid_input',
    `The last edit (${onOneLine(last.what, 60)}) wrote in ${named.join(', ')}${more}, not in ${asked.join(', ')}.`,
    {
      where: path,
      fix: `To take it back, call restore_plan ${JSON.stringify({ plan: path, sections: named })}; for an earlier text of others, name a revision.`,
    },
  );
}
