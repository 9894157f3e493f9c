import type { Document, Section, Span } from '../markdown/model.ts';
import { listSections } from '../markdown/outline.ts';
import { slugOf } from '../markdown/slug.ts';
import type { RenderedTemplate, Template } from './model.ts';

/** The share of a template's headings and labels that a plan must have to be taken for one made from it. */
export const matchShare = 0.8;

/** Fewer headings than this are too few to tell a template by. */
const fewestHeadings = 3;

/** A plan may bring sections of its own, but half of its main ones must be the template's. */
const ownShare = 0.5;

/**
 * The template that a plan without a mark was made from, told by its headings and labels; undefined where none fits or
 * several do. A workspace template that fits goes before the built-in ones.
 */
export function matchTemplate(document: Document, templates: readonly Template[]): Template | undefined {
  const plan = featuresOf(document, []);
  const fitting = templates.filter((template) => fits(template, plan));
  const own = fitting.filter((template) => template.source === 'workspace');
  const candidates = own.length > 0 ? own : fitting;
  const first = candidates[0];
  // Copies of one template are one.
  return candidates.every((template) => template.revision === first?.revision) ? first : undefined;
}

interface Features {
  /** Level and slug of every heading below the title. */
  readonly headings: ReadonlySet<string>;
  readonly main: ReadonlySet<string>;
  readonly labels: ReadonlySet<string>;
}

function fits(template: RenderedTemplate, plan: Features): boolean {
  const own = featuresOfTemplate(template);
  if (own.headings.size < fewestHeadings) return false;
  const there = countShared(own.headings, plan.headings) + countShared(own.labels, plan.labels);
  if (there < matchShare * (own.headings.size + own.labels.size)) return false;
  return countShared(plan.main, own.main) >= ownShare * plan.main.size;
}

/** A list of many plans asks for the same few templates again and again. */
const known = new WeakMap<Document, Features>();

function featuresOfTemplate(template: RenderedTemplate): Features {
  const features = known.get(template.document) ?? featuresOf(template.document, template.generated);
  known.set(template.document, features);
  return features;
}

/** Headings and labels by slug; those that came from a constitution differ from plan to plan and don't count. */
function featuresOf(document: Document, generated: readonly Span[]): Features {
  const sections = listSections(document).filter((section) => section !== document.title);
  const headings = sections.filter((section) => section.kind === 'section' && isOwn(section.heading, generated));
  const shallowest = headings.reduce((least, section) => Math.min(least, section.level), 6);
  const fields = sections.filter((section) => section.kind !== 'unit').flatMap((section) => section.content.fields);
  return {
    headings: new Set(headings.flatMap(keyOf)),
    main: new Set(headings.filter((section) => section.level === shallowest).flatMap(keyOf)),
    labels: new Set(
      fields
        .filter((field) => field.form !== 'frontMatter' && isOwn(field.labelSpan, generated))
        .map((field) => slugOf(field.label))
        .filter((slug) => slug !== ''),
    ),
  };
}

function keyOf(section: Section): string[] {
  const slug = slugOf(section.title);
  return slug === '' ? [] : [`${section.level} ${slug}`];
}

function isOwn(span: Span, generated: readonly Span[]): boolean {
  return !generated.some((each) => each.from < span.to && span.from < each.to);
}

function countShared(wanted: ReadonlySet<string>, present: ReadonlySet<string>): number {
  let count = 0;
  for (const key of wanted) if (present.has(key)) count += 1;
  return count;
}
