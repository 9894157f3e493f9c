import { PlanError } from '../../../errors.ts';
import { withEnding } from '../../../markdown/lines.ts';
import type { Document, Section } from '../../../markdown/model.ts';
import { outermost } from '../../../markdown/spans.ts';
import { applySplices } from '../../../markdown/splices.ts';
import { isRepeatMarker } from '../../../template/infer/words.ts';
import type { Template } from '../../../template/model.ts';
import type { Subject } from '../model.ts';
import { oneLine } from '../lists.ts';
import type { Group } from './groups.ts';
import { type Heading, headingOf, nameOfHeading, nextHeading } from './headings.ts';
import { ownForm } from './ownForm.ts';
import { placeFor } from './ownLists.ts';

/** One more of a kind with every place open. */
export interface UnitForm {
  readonly heading: string;
  /** What stands below the heading, with the blank lines between. */
  readonly body: string;
  /** Lines for labels that the form lacks. */
  readonly more: string;
  /** It was read off the plan's own unit. */
  readonly isOwn: boolean;
}

/** The form of one more of a kind: the template's first, else that of `like`, the plan's own that it stands behind. */
export function unitForm(
  subject: Subject,
  group: Group,
  like: Section | undefined,
  more: (labels: readonly string[]) => readonly MoreLabel[] = () => [],
): UnitForm {
  const { document, template } = subject;
  const { model, members } = group;
  const headings = members.map((each) => headingOf(document, each));
  if (template !== undefined && model !== undefined && (like === undefined || like.level === model.level)) {
    const { heading, body } = templateForm(template, model, document.eol);
    const first = like === undefined ? heading.text : nextHeading(headingOf(document, like), headings, nameIn(heading));
    return { heading: first, body, more: moreLines(template.document, model, more, document.eol), isOwn: false };
  }
  if (like === undefined) throw new PlanError('internal', 'A unit without a form.');
  const own = headingOf(document, like);
  const word = own.counter?.word;
  const hasName = headings.some((each) => nameOfHeading(each) !== '');
  return {
    heading: nextHeading(own, headings, word !== undefined && hasName ? placeFor(word) : ''),
    body: ownForm(subject, like),
    more: moreLines(document, like, more, document.eol),
    isOwn: true,
  };
}

/** A label that a form lacks, with its value. */
export interface MoreLabel {
  readonly label: string;
  readonly value: string;
}

/** Further labels in the form of the last one; none where the form has no labels. */
function moreLines(
  { text, lines }: Document,
  like: Section,
  more: (labels: readonly string[]) => readonly MoreLabel[],
  eol: string,
): string {
  const { fields } = like.content;
  const last = fields.at(-1);
  if (last === undefined) return '';
  const lead = last.item === undefined ? '' : text.slice(lines[last.line]?.from ?? 0, last.item.text.from);
  const label = text.slice(last.labelSpan.from, last.labelSpan.to);
  return more(fields.map((field) => field.label))
    .map((each) => `${eol}${lead}${label.replace(last.label, () => each.label)} ${oneLine(each.value, like.id)}`)
    .join('');
}

/** The template's name where it is a place to fill; a name of its own is not for another. */
function nameIn(heading: Heading & { readonly hasSlot: boolean }): string {
  return heading.hasSlot ? nameOfHeading(heading) : '';
}

/** A template's unit without the markers that it repeats. */
function templateForm(
  template: Template,
  model: Section,
  eol: string,
): { heading: Heading & { hasSlot: boolean }; body: string } {
  const { from, to } = model.heading;
  const heading = headingOf(template.document, model);
  const hasSlot = template.slots.some(({ span }) => from <= span.from && span.to <= to);
  const markers = outermost(
    template.slots
      .filter(
        (slot) => slot.guidance && isRepeatMarker(slot.name) && to <= slot.span.from && slot.span.to <= model.span.to,
      )
      .map((slot) => slot.span),
  );
  const body = applySplices(
    template.text.slice(to, model.span.to),
    markers.map((span) => ({ from: span.from - to, to: span.to - to, text: '' })),
  );
  return { heading: { ...heading, hasSlot }, body: withEnding(body.trimEnd(), eol) };
}

/** What stands between siblings: blank lines, with a break where they have one; the template's where the plan tells nothing. */
export function separator(subject: Subject, group: Group): string {
  const { eol } = subject.document;
  const [a, b] = group.members.slice(-2);
  const own = a !== undefined && b !== undefined ? between(subject.document, a, b) : undefined;
  const beside =
    group.model === undefined || subject.template === undefined
      ? undefined
      : betweenModels(subject.template, group.model);
  return own ?? (beside === undefined ? undefined : withEnding(beside, eol)) ?? eol + eol;
}

function betweenModels({ document }: Template, model: Section): string | undefined {
  const siblings =
    model.parent === undefined ? document.top : model.kind === 'unit' ? model.parent.units : model.parent.children;
  const next = siblings[siblings.indexOf(model) + 1];
  return next === undefined ? undefined : between(document, model, next);
}

function between({ text }: Document, a: Section, b: Section): string | undefined {
  const gap = text.slice(a.span.to, b.heading.from);
  return /^[\s*_-]*$/.test(gap) && /[\r\n]/.test(gap) ? gap : undefined;
}
