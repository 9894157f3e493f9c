import type { Section, Span } from '../../markdown/model.ts';
import { listSections, withDescendants } from '../../markdown/outline.ts';
import { outermost } from '../../markdown/spans.ts';
import type { Template } from '../../template/model.ts';
import { requiredSections } from '../edits/required.ts';
import type { PlanReading } from '../planReading.ts';
import { sectionsWithRole } from '../roles.ts';
import { guidanceIn, isCounted } from '../slots.ts';
import type { Found, Gate, Rule } from './model.ts';
import { callTo, quoted, startOf, templateUnknown } from './wording.ts';

/** Sections that the template wants in every plan. */
export const requiredSection: Rule = {
  id: 'required-section',
  wants: 'Every section that the template requires is there, and something stands in it.',
  gate: 'approved',
  check({ reading }) {
    const { template } = reading.setting;
    if (template === undefined) return templateUnknown;
    const required = requiredSections(reading.subject);
    if (required.length === 0) return 'the template requires no section';
    // What the template's author has not declared is a guess, and holds nothing up.
    const gate = template.meta.required === undefined ? undefined : ('approved' as const);
    const present = new Map(listSections(reading.document).map((section) => [section.id, section]));
    const found = required.flatMap((section) => {
      const own = present.get(section.id) ?? sectionInItsRole(section, template, reading);
      const isBelowMissing = required.some(({ id }) => section.id.startsWith(`${id}/`) && !present.has(id));
      if (own === undefined) return isBelowMissing ? [] : missing(section, template, present, gate, reading);
      // Where a section below it must be there too, that one's emptiness is the one to tell.
      if (required.some(({ id }) => id.startsWith(`${section.id}/`) && present.has(id))) return [];
      return isEmptied(own, section, template, reading) ? emptied(own, gate, reading) : [];
    });
    return found.toSorted((a, b) => a.line - b.line);
  },
};

/** A section under another title that does the same: 'Unresolved questions' for 'Open Questions'. */
function sectionInItsRole(
  { id }: Section,
  { meta }: Template,
  { document, setting }: PlanReading,
): Section | undefined {
  const [role] = Object.entries(meta.roles ?? {}).find(([, address]) => address.toLowerCase() === id) ?? [];
  return role === undefined ? undefined : sectionsWithRole(document, setting.words, role, setting.template)[0];
}

type Sections = ReadonlyMap<string, Section>;

function missing(
  section: Section,
  template: Template,
  present: Sections,
  gate: Gate | undefined,
  reading: PlanReading,
): Found {
  const title = plainTitle(section);
  const before = sectionBefore(section, template, present);
  const holder = section.parent === undefined ? undefined : present.get(section.parent.id);
  const place = before ?? holder;
  const heading = `${'#'.repeat(section.level)} ${title}`;
  return {
    ...(place === undefined ? startOf(reading.document) : { section: place.id, line: place.line + 1 }),
    message: `The required section ${quoted(title)} is missing${before === undefined ? '' : `; the template has it after ${quoted(plainTitle(before))}`}.`,
    ...(gate === undefined ? {} : { gate }),
    fix: callTo('fill_section', reading, {
      fills: [
        { section: holder?.id ?? 'title', mode: 'append', content: `${heading}\n\n<text, or None with the reason>` },
      ],
    }),
  };
}

/** The nearest section before it, of the template's, that the plan has. */
function sectionBefore(section: Section, { document }: Template, present: Sections): Section | undefined {
  const siblings = section.parent === undefined ? document.top : section.parent.children;
  const before = siblings.slice(
    0,
    siblings.findIndex(({ id }) => id === section.id),
  );
  const last = before.findLast(({ id, kind }) => kind === 'section' && present.has(id));
  return last === undefined ? undefined : present.get(last.id);
}

/** The heading's words, with the outline number, without what stands open in it. */
function plainTitle({ title }: Section): string {
  return title.replace(/[*_`]/g, '').trim();
}

/** Nothing stands in it but instructions, though the template has something there; places to fill are told by another rule. */
function isEmptied(own: Section, section: Section, template: Template, reading: PlanReading): boolean {
  const hadText = withDescendants(section).some(({ body }) => template.text.slice(body.from, body.to).trim() !== '');
  const isOpen = reading.subject.slots.some(
    (placed) => isCounted(placed) && own.span.from <= placed.slot.span.from && placed.slot.span.to <= own.span.to,
  );
  if (!hadText || isOpen) return false;
  return withDescendants(own)
    .filter(({ kind }) => kind !== 'unit')
    .every((each) => !hasText(each, reading));
}

function hasText(section: Section, { document, setting }: PlanReading): boolean {
  const { body, content } = section;
  const comments = [...document.text.slice(body.from, body.to).matchAll(/<!--[^]*?(?:-->|$)/g)].map(
    (match): Span => ({ from: body.from + match.index, to: body.from + match.index + match[0].length }),
  );
  const heads = content.tables.flatMap(({ header, line }) => {
    const [from, to] = [header[0]?.outer.from, document.lines[line + 1]?.to];
    return from === undefined || to === undefined ? [] : [{ from, to }];
  });
  let at = body.from;
  let rest = '';
  for (const gone of outermost([...guidanceIn(document, section, setting.template), ...comments, ...heads])) {
    rest += document.text.slice(at, Math.max(at, gone.from));
    at = Math.max(at, gone.to);
  }
  return /[\p{L}\p{N}\p{S}–—]/u.test(rest + document.text.slice(at, Math.max(at, body.to)));
}

/** What stands in it is what the template says to its author, if anything. */
function emptied(own: Section, gate: Gate | undefined, reading: PlanReading): Found {
  const said = reading.document.text.slice(own.body.from, own.body.to).trim();
  return {
    section: own.id,
    line: own.line + 1,
    message: `${said === '' ? 'Nothing' : "Nothing but the template's instruction"} stands in the required section ${quoted(plainTitle(own))}.`,
    expected: 'text, or None with the reason',
    ...(gate === undefined ? {} : { gate }),
    fix: callTo('fill_section', reading, { fills: [{ section: own.id, content: '<text>' }] }),
  };
}
