import { PlanError } from '../../../errors.ts';
import { parseDocument } from '../../../markdown/document.ts';
import type { Document, Section } from '../../../markdown/model.ts';
import { listSections } from '../../../markdown/outline.ts';
import type { Subject } from '../model.ts';
import { areAlike, type Group } from './groups.ts';
import { subjectWith } from './names.ts';
import { ownForm } from './ownForm.ts';
import { separator, type UnitForm } from './unitForm.ts';

/** A plan with one more unit in it that nobody has filled. */
export interface Opened {
  readonly open: Subject;
  readonly unit: Section;
}

/** The plan with the form in it. What was read off a unit of the plan is read off the form again, until that is the same: so it is for the next one. Throws PlanError `breaks_structure`. */
export function openUnit(subject: Subject, group: Group, at: number, form: UnitForm): Opened {
  const lead = separator(subject, group);
  const place = (body: string): Opened => {
    const { text } = subject.document;
    const grown = text.slice(0, at) + lead + form.heading + body + gapBelow(subject.document, at) + text.slice(at);
    const open = subjectWith(subject, parseDocument(grown));
    return { open, unit: unitAt(open.document, at + lead.length, group) };
  };
  let { body } = form;
  let placed = place(body);
  for (let turn = 0; turn < 3 && form.isOwn; turn += 1) {
    const again = ownForm(placed.open, placed.unit);
    if (again === body) break;
    body = again;
    placed = place(body);
  }
  const like = group.members.at(-1);
  if (form.isOwn && like !== undefined && !areAlike([like, placed.unit])) throw unread(group);
  return form.more === '' ? placed : place(body + form.more);
}

/** A line ending more where text follows at once: a `---` there would make a heading of the last line. */
function gapBelow({ text, eol }: Document, at: number): string {
  const next = /^[ \t]*(?:\r\n|\r|\n)([^\r\n]*)/.exec(text.slice(at, at + 200));
  return next !== null && (next[1] ?? '').trim() !== '' ? eol : '';
}

function unitAt(document: Document, at: number, group: Group): Section {
  const unit = listSections(document).find((section) => section.heading.from === at && section.kind === group.kind);
  if (unit === undefined) throw unread(group);
  return unit;
}

function unread({ holder }: Group): PlanError {
  const where = holder?.id ?? 'title';
  return new PlanError('breaks_structure', `One more unit in ${where} would not be read as one.`, {
    where,
    fix: `Add it with fill_section, section "${where}", mode "append" and its text as content.`,
  });
}
