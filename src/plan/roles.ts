import type { Document, Section } from '../markdown/model.ts';
import { oncePer } from '../markdown/oncePer.ts';
import { listSections } from '../markdown/outline.ts';
import { outlineNumberOf, wordNumberOf } from '../markdown/slug.ts';
import type { Template } from '../template/model.ts';
import type { Words, WordSet } from './words.ts';

/** Role → id of the section that has it: as the template declares, else the section whose title fits the role's words best. */
export function rolesOf(
  document: Document,
  words: Words,
  template?: Pick<Template, 'meta'> | undefined,
): ReadonlyMap<string, string> {
  const declared = Object.keys(template?.meta.roles ?? {});
  const roles = new Map<string, string>();
  for (const role of new Set([...declared, ...words.roleNames])) {
    const section = sectionsWithRole(document, words, role, template)[0];
    if (section !== undefined) roles.set(role, section.id);
  }
  return roles;
}

interface Known {
  readonly words: Words;
  readonly meta: Template['meta'] | undefined;
  readonly roles: Map<string, readonly Section[]>;
}

/** One call asks for the same roles again and again. */
const known = new WeakMap<Document, Known>();

/** Every section or unit that fits a role, the one that has it first. */
export function sectionsWithRole(
  document: Document,
  words: Words,
  role: string,
  template?: Pick<Template, 'meta'> | undefined,
): readonly Section[] {
  const last = known.get(document);
  const isSame = last !== undefined && last.words === words && last.meta === template?.meta;
  const { roles } = isSame ? last : { roles: new Map<string, readonly Section[]>() };
  if (!isSame) known.set(document, { words, meta: template?.meta, roles });
  const found = roles.get(role) ?? findSections(document, words, role, template);
  roles.set(role, found);
  return found;
}

function findSections(
  document: Document,
  words: Words,
  role: string,
  template: Pick<Template, 'meta'> | undefined,
): readonly Section[] {
  const sections = listSections(document).filter((section) => section.kind === 'section' || section.kind === 'unit');
  const address = template?.meta.roles?.[role]?.toLowerCase();
  const declared = sections.filter((section) => section.id.toLowerCase() === address);
  const named = words.role(role);
  const ranked = sections
    .flatMap((section) => {
      const rank = rankOf(section, named);
      return rank === undefined || declared.includes(section) ? [] : [{ section, rank, nested: isNested(section) }];
    })
    .toSorted((a, b) => a.nested - b.nested || a.rank - b.rank || a.section.level - b.section.level)
    .map(({ section }) => section);
  return [...declared, ...ranked];
}

/** A section is asked about every role. */
const titleOf = oncePer((section: Section) => ({
  bare: bareTitle(section),
  behind: /[(（]([^()（）]{1,100})[)）]\s*$/u.exec(section.title)?.[1],
}));

/** The rank of a title among a role's words; where it ends in a parenthesis, of that too: `进度 (Progress Tracking)`. */
function rankOf(section: Section, words: WordSet): number | undefined {
  const { bare, behind } = titleOf(section);
  return words.rank(bare) ?? (behind === undefined ? undefined : words.rank(behind));
}

/** 1 below one of several phases, weeks or stories: what stands there is said of that one, not of the plan. */
function isNested(section: Section): 0 | 1 {
  for (let above = section.parent; above !== undefined; above = above.parent)
    if (wordNumberOf(above.title) !== undefined) return 1;
  return 0;
}

/** A section's title without its outline number, without pictures before it and an annotation in brackets behind it. */
export function bareTitle(section: Section): string {
  const plain = section.title.replace(/^(?:[\p{Extended_Pictographic}\uFE0F\u200D\s]){1,12}(?=[\p{L}\p{N}*_])/u, '');
  const title = plain.replace(/(?<!\s)\s*[([（][^()[\]（）]{0,100}[)\]）]\s*$/u, '');
  const whole = title.trim() === '' ? plain : title;
  const number = outlineNumberOf(whole);
  return number === undefined ? whole : whole.slice(number.length);
}
