import { PlanError } from '../../errors.ts';
import { parseDocument } from '../../markdown/document.ts';
import type { Place, Section, Span } from '../../markdown/model.ts';
import { slugOf } from '../../markdown/slug.ts';
import { applySplices, type Splice } from '../../markdown/splices.ts';
import { overlaps } from '../../markdown/spans.ts';
import { markSplice } from '../../template/mark.ts';
import type { Template } from '../../template/model.ts';
import { planFill } from '../edits/fill.ts';
import { oneLine } from '../edits/lists.ts';
import type { Subject, Value } from '../edits/model.ts';
import { type FillSetting, subjectOf } from '../edits/subject.ts';
import { findTargets, knownNames, type Target } from '../edits/targets.ts';
import { writeChild } from '../edits/writeChild.ts';
import { statusOf } from '../status.ts';
import { idSplices } from './ids.ts';
import { knownSplices } from './known.ts';
import type { Facts } from './model.ts';

export interface NewPlanRequest {
  readonly template: Template;
  readonly facts: Facts;
  readonly values: Readonly<Record<string, Value>>;
  /** A human's reason to begin although a prerequisite does not hold; undefined where none was needed. */
  readonly exception: string | undefined;
  /** Whether the plan names its template in its front matter. */
  readonly mark: boolean;
}

/** The text of a new plan: the template with what can be known and the values that were given. Throws PlanError for a faulty value. */
export function newPlanText(request: NewPlanRequest, setting: FillSetting): string {
  const { template, facts } = request;
  oneLine(facts.title, 'The title');
  const start = subjectOf(parseDocument(template.text), setting);
  const given = new Map(
    Object.entries(request.values).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
  const ids = idSplices(start, facts, given);
  const told = [...ids, ...namedSlots(start, Object.keys(request.values))];
  const known = knownSplices(start, facts).filter((splice) => !told.some((span) => overlaps(span, splice)));
  const valued = withValues(applySplices(template.text, [...ids, ...known]), request.values, setting);
  return withFrontMatter(valued, request);
}

/** What the caller fills by the slot's own name is left to the caller, but for the status. */
function namedSlots(subject: Subject, names: readonly string[]): Span[] {
  const status = statusOf(subject.document, subject)?.span;
  return names
    .flatMap((name) => placeFor(subject, name)?.targets ?? [])
    .flatMap((target) => (target.kind === 'slot' ? [target.slot.slot.span] : []))
    .filter((span) => status === undefined || !overlaps(status, span));
}

/** Values are looked for in header, footer and title first, then in every section. */
function withValues(text: string, values: NewPlanRequest['values'], setting: FillSetting): string {
  return Object.entries(values).reduce((current, [name, value]) => {
    const subject = subjectOf(parseDocument(current), setting);
    const found = placeFor(subject, name);
    if (found === undefined) {
      const section = sectionNamed(subject, name);
      if (section !== undefined) return fillSection(subject, section, value);
      if (isFilledAlready(setting, name)) return current;
      throw unknownName(subject, name);
    }
    const repeated = sameSlots(found.targets, value);
    if (repeated !== undefined) return applySplices(current, repeated);
    return planFill(subject, { section: found.place.id, values: { [name]: value } }).text;
  }, text);
}

/** A part of an ID that was written already. */
function isFilledAlready(setting: FillSetting, name: string): boolean {
  const part = `{${name.toLowerCase()}}`;
  return Object.values(setting.template?.meta.ids ?? {}).some((pattern) => pattern.toLowerCase().includes(part));
}

function placeFor(subject: Subject, name: string): { place: Place; targets: Target[] } | undefined {
  const { title, top } = subject.document;
  const first = top.filter((section) => section.kind !== 'section');
  const places = [
    ...first,
    ...(title === undefined ? [] : [title]),
    ...top.filter((section) => section.kind === 'section'),
  ];
  for (const place of places) {
    const targets = findTargets(subject, place, name);
    if (targets.length > 0) return { place, targets };
  }
  return undefined;
}

/** The top sections are the plan's own child headings. */
function sectionNamed({ document }: Subject, name: string): Section | undefined {
  const wanted = slugOf(name);
  return document.top.find(
    (section) => section.kind === 'section' && wanted !== '' && slugOf(section.title) === wanted,
  );
}

function fillSection(subject: Subject, section: Section, value: Value): string {
  if (typeof value === 'string') return planFill(subject, { section: section.id, content: value }).text;
  return applySplices(subject.document.text, writeChild(subject, section, value).splices);
}

/** A name such as AREA that stands several times in one place of a new plan is one variable: each gets the text. */
function sameSlots(targets: readonly Target[], value: Value): Splice[] | undefined {
  if (targets.length < 2 || typeof value !== 'string') return undefined;
  const slots = targets.flatMap((target) => (target.kind === 'slot' ? [target.slot] : []));
  if (slots.length !== targets.length) return undefined;
  return slots.map(({ slot }) => ({ ...slot.span, text: oneLine(value, slot.name) }));
}

function unknownName(subject: Subject, name: string): PlanError {
  const { top } = subject.document;
  const sections = top.filter((section) => section.kind === 'section');
  const edges = top
    .filter((section) => section.kind !== 'section')
    .flatMap((section) => knownNames(subject, section, 16));
  const inside = sections.flatMap((section) => knownNames(subject, section, 8));
  const known = [...new Set([...edges, ...sections.map((section) => section.title), ...inside])];
  return new PlanError('unknown_field', `The template has nothing named "${name.slice(0, 80)}".`, {
    fix: `Known: ${known.slice(0, 32).join(', ')}. Leave the rest to fill_section.`,
  });
}

function withFrontMatter(text: string, request: NewPlanRequest): string {
  const { template, exception } = request;
  const marked = request.mark
    ? applySplices(text, [markSplice(parseDocument(text), { id: template.id, revision: template.revision })])
    : text;
  if (exception === undefined) return marked;
  const document = parseDocument(marked);
  const line = `exception: ${JSON.stringify(oneLine(exception, 'exception'))}${document.eol}`;
  const front = document.frontMatter;
  if (front !== undefined) return applySplices(marked, [{ from: front.yaml.to, to: front.yaml.to, text: line }]);
  const start = marked.startsWith('\uFEFF') ? 1 : 0;
  return applySplices(marked, [{ from: start, to: start, text: `---${document.eol}${line}---${document.eol}` }]);
}
