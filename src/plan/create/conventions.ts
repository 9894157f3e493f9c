import { listSections } from '../../markdown/outline.ts';
import type { Prerequisite, Template } from '../../template/model.ts';
import type { Words } from '../words.ts';
import { metadataOf } from './metadata.ts';

/**
 * A template with what its own text says of its conventions, as far as its metadata leaves them open: the patterns of IDs
 * (`Plan ID: PLAN-{AREA}-{NNN}`) and of branches (`feature/{issue}-{slug}`), and the prerequisites that the comment at its head lists.
 */
export function withConventions(template: Template, words: Words): Template {
  const { ids = idsIn(template, words), branch = branchIn(template, words) } = template.meta;
  const prerequisites = template.meta.prerequisites ?? prerequisitesIn(template, words);
  const found = {
    ...(Object.keys(ids).length === 0 ? {} : { ids }),
    ...(branch === undefined ? {} : { branch }),
    ...(prerequisites.length === 0 ? {} : { prerequisites }),
  };
  return { ...template, meta: { ...template.meta, ...found } };
}

/** A word in capitals, parts in braces or brackets, a number at the end. */
const idMask =
  /^[A-Z][A-Z0-9]{0,19}-(?:(?:[A-Z0-9]{1,20}|\{[A-Za-z]{1,20}\}|\[[A-Za-z]{1,20}\])-){0,4}(?:\{N{1,6}\}|\[N{1,6}\])$/;

function idsIn(template: Template, words: Words): Readonly<Record<string, string>> {
  const masked = toldBy(template, words).filter(({ value }) => idMask.test(value));
  return Object.fromEntries(
    masked.map(({ label, value }) => [kindOf(label, value, words), value.replaceAll('[', '{').replaceAll(']', '}')]),
  );
}

/** What the rules call an ID: the plan's own, its spec's, else the word that it opens with. */
function kindOf(label: string, mask: string, words: Words): string {
  if (words.label('planId').is(label)) return 'plan';
  return words.label('spec').is(label) ? 'spec' : mask.slice(0, mask.indexOf('-')).toLowerCase();
}

/** Words of its own with a part in braces among them; a name that is nothing but a place has no form. */
function branchIn(template: Template, words: Words): string | undefined {
  const told = toldBy(template, words).filter(({ label }) => words.label('branch').is(label));
  return told
    .map(({ value }) => value)
    .find((value) => /^[A-Za-z][\w.-]{0,40}\/(?:[\w./#-]|\{[^{}\s]{1,40}\}){1,100}$/.test(value) && /\{/.test(value));
}

/** The labels of a template's metadata with their values, marks of code left out. */
function toldBy(template: Template, words: Words): readonly { readonly label: string; readonly value: string }[] {
  return metadataOf({ document: template.document, words }).map(({ label, value }) => ({
    label,
    value: template.text
      .slice(value.from, Math.min(value.to, value.from + 300))
      .replaceAll('`', '')
      .trim(),
  }));
}

/** Points below a 'Prerequisites:' in a comment above the first section: of a feature spec, its approval, its clarity. */
function prerequisitesIn(template: Template, words: Words): readonly Prerequisite[] {
  const points = commentsAbove(template).flatMap((comment) => pointsBelow(comment, words));
  const spec = points.filter((point) => words.label('spec').find(point) !== undefined);
  if (spec.length === 0) return [];
  const isApproved = spec.some((point) => words.status('approved').find(point) !== undefined);
  const isClear = points.some((point) => words.question('marker').find(point) !== undefined);
  return [
    'spec_exists',
    ...(isApproved ? (['spec_approved'] as const) : []),
    ...(isClear ? (['spec_clarified'] as const) : []),
  ];
}

function commentsAbove({ text, document }: Template): string[] {
  const first = listSections(document).find((section) => section.kind === 'section')?.heading.from ?? text.length;
  const found: string[] = [];
  for (let at = text.indexOf('<!--'); at !== -1 && at < first; ) {
    const end = text.indexOf('-->', at);
    if (end === -1) break;
    found.push(text.slice(at + '<!--'.length, Math.min(end, at + 10_000)));
    at = text.indexOf('<!--', end);
  }
  return found;
}

function pointsBelow(comment: string, words: Words): string[] {
  const lines = comment.split(/\r\n|\r|\n/).map((line) => line.trim());
  const start = lines.findIndex((line) => /[:：]$/.test(line) && words.role('prerequisites').is(line));
  if (start === -1) return [];
  const below = lines.slice(start + 1);
  const end = below.findIndex((line) => !/^[-*+] /.test(line));
  return below.slice(0, end === -1 ? below.length : end);
}
