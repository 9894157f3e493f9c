import { PlanError } from '../../../errors.ts';
import type { Document, Section } from '../../../markdown/model.ts';
import type { Splice } from '../../../markdown/splices.ts';
import { type SectionPartners, siblingsIn } from '../../diff/alignSections.ts';
import { lineDiff } from './lineDiff.ts';
import type { Placed, Placement } from './model.ts';

/** Puts sections that went back among their old siblings. Throws PlanError `breaks_structure` where what held one went, too. */
export function comeBack(
  now: Document,
  earlier: Document,
  partners: SectionPartners,
  gone: readonly Placed[],
): Placement[] {
  const whole = gone.length === 0 ? [] : wholeStretches(now, earlier, gone);
  const done = new Set(whole.flatMap(({ sections }) => sections.map(({ placed }) => placed)));
  const rest = gone.filter((placed) => !done.has(placed));
  return [...whole, ...rest.map((placed) => amongSiblings(now, earlier, partners, placed))];
}

/** Where nothing but named sections went from a stretch of lines, the lines come back as they were, blank ones included. */
function wholeStretches(now: Document, earlier: Document, gone: readonly Placed[]): Placement[] {
  if (now.eol !== earlier.eol) return [];
  let shift = 0;
  return lineDiff(earlier.text, now.text).flatMap((change): Placement[] => {
    const from = change.from + shift;
    shift += change.text.length - (change.to - change.from);
    if (change.text.trim() !== '') return [];
    const inside = gone.filter(({ old }) => change.from <= old.span.from && old.span.to <= change.to);
    if (inside.length === 0 || !isAllOf(earlier.text, change, inside)) return [];
    const text = earlier.text.slice(change.from, change.to);
    const sections = inside.map((placed) => ({ placed, at: placed.old.span.from - change.from }));
    return [{ splice: { from, to: from + change.text.length, text }, sections }];
  });
}

function isAllOf(text: string, change: Splice, inside: readonly Placed[]): boolean {
  let at = change.from;
  for (const { old } of inside) {
    if (text.slice(at, old.span.from).trim() !== '') return false;
    at = old.span.to;
  }
  return text.slice(at, change.to).trim() === '';
}

/** Behind the nearest sibling before it that still stands, else before the nearest behind it, else last in its parent. */
function amongSiblings(now: Document, earlier: Document, partners: SectionPartners, placed: Placed): Placement {
  const { old, text } = placed;
  const parent = old.parent === undefined ? undefined : partners.after.get(old.parent);
  if (old.parent !== undefined && parent === undefined) throw parentGone(old, old.parent);
  const siblings = siblingsOf(earlier, old);
  const index = siblings.indexOf(old);
  const standing = (section: Section): Section | undefined => {
    const partner = partners.after.get(section);
    return partner?.parent === parent ? partner : undefined;
  };
  const gap = now.eol + now.eol;
  const before = siblings.slice(0, index).findLast((each) => standing(each) !== undefined);
  const anchor = before === undefined ? undefined : standing(before);
  if (before !== undefined && anchor !== undefined) {
    const between = earlier.text.slice(before.span.to, old.span.from);
    const isOwn = before === siblings[index - 1] && earlier.eol === now.eol && /^\s+$/.test(between);
    return insertion(placed, anchor.span.to, isOwn ? between : gap, text, '');
  }
  const next = siblings.slice(index + 1).flatMap((each) => standing(each) ?? [])[0];
  if (next !== undefined) return insertion(placed, next.span.from, '', text, gap);
  // Line endings at the end of the file stay there.
  const end = parent === undefined ? now.text.trimEnd().length : Math.max(parent.heading.to, parent.body.to);
  return insertion(placed, end, end === 0 ? '' : gap, text, '');
}

function insertion(placed: Placed, at: number, lead: string, text: string, tail: string): Placement {
  return { splice: { from: at, to: at, text: lead + text + tail }, sections: [{ placed, at: lead.length }] };
}

function siblingsOf(document: Document, section: Section): readonly Section[] {
  if (section.parent === undefined) return siblingsIn(document);
  return section.kind === 'unit' ? section.parent.units : section.parent.children;
}

function parentGone(old: Section, parent: Section): PlanError {
  return new PlanError('breaks_structure', `${old.id} stood in ${parent.id}, which went too.`, {
    where: old.id,
    fix: `Restore "${parent.id}", which brings it back.`,
  });
}
