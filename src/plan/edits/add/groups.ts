import type { Document, Section } from '../../../markdown/model.ts';
import { slugOf } from '../../../markdown/slug.ts';
import { isStub } from '../../slots/stub.ts';
import type { Subject } from '../model.ts';
import { headingOf } from './headings.ts';
import { modelOf } from './models.ts';

/** Sections or units of one kind side by side, of which there may be one more. */
export interface Group {
  /** What is counted, as written ('Phase'); undefined for those without numbers. */
  readonly word: string | undefined;
  readonly kind: Section['kind'];
  /** The section that holds them; undefined for those at the top. */
  readonly holder: Section | undefined;
  /** Those of the plan. */
  readonly members: readonly Section[];
  /** The template's first of them with a form of its own. */
  readonly model: Section | undefined;
}

/** The kinds of units that a section holds and that repeat; for `undefined` those at the top of the plan. */
export function groupsIn(subject: Subject, holder: Section | undefined): readonly Group[] {
  const { template, document } = subject;
  const above = holder === undefined ? undefined : modelOf(subject, holder);
  const models =
    template === undefined || (holder !== undefined && above === undefined)
      ? []
      : sectionsBelow(template.document, above);
  const own = sectionsBelow(document, holder);
  const members = byKind(document, own);
  const like = template === undefined ? new Map<string, readonly Section[]>() : byKind(template.document, models);
  return [...new Set([...members.keys(), ...like.keys()])].flatMap(
    (key) => groupFrom(subject, holder, members.get(key) ?? [], like.get(key) ?? []) ?? [],
  );
}

/** The group that a section itself belongs to. */
export function groupOf(subject: Subject, section: Section): Group | undefined {
  return groupsIn(subject, section.parent).find((group) => group.members.includes(section));
}

function sectionsBelow(document: Document, holder: Section | undefined): readonly Section[] {
  const all = holder === undefined ? document.top : [...holder.units, ...holder.children];
  return all.filter((section) => section.kind === 'section' || section.kind === 'unit');
}

/** Counted ones by their word; the others are one kind. */
function byKind(document: Document, sections: readonly Section[]): ReadonlyMap<string, readonly Section[]> {
  const found = new Map<string, Section[]>();
  for (const section of sections) {
    const key = `${section.kind} ${headingOf(document, section).counter?.word.toLowerCase() ?? ''}`;
    const before = found.get(key);
    if (before === undefined) found.set(key, [section]);
    else before.push(section);
  }
  return found;
}

function groupFrom(
  subject: Subject,
  holder: Section | undefined,
  members: readonly Section[],
  like: readonly Section[],
): Group | undefined {
  const { template, document } = subject;
  const forms = template === undefined ? [] : like.filter((each) => !isStub(template, each));
  const named = forms.find((each) => template?.meta.repeat?.includes(each.id) === true);
  const first = members[0] ?? forms[0];
  const source = members[0] === undefined ? template?.document : document;
  if (first === undefined || source === undefined) return undefined;
  const word = headingOf(source, first).counter?.word;
  const model = word === undefined ? named : forms[0];
  const isNamed = like.some((each) => template?.meta.repeat?.includes(each.id) === true);
  const isOutlined = [...members, ...forms].some((each) => each.number !== undefined);
  const repeats =
    word === undefined
      ? isNamed || (template === undefined && areTwins(members))
      : forms.length > 0
        ? areAlike(forms) && (isNamed || !isOutlined)
        : areAlike(members) && (!isOutlined || members.length > 1);
  return repeats ? { word, kind: first.kind, holder, members, model } : undefined;
}

/** The labels and child headings of a section: what its kind has in common. */
function signatureOf(section: Section): ReadonlySet<string> {
  const labels = section.content.fields.map((field) => slugOf(field.label));
  const children = section.children.map((child) => slugOf(child.title));
  return new Set([...labels, ...children].filter((slug) => slug !== ''));
}

/** The last is like another, or there is no other: of the one that has fewer labels and headings the other has half at least. */
export function areAlike(sections: readonly Section[]): boolean {
  const last = sections.at(-1);
  if (last === undefined || sections.length === 1) return last !== undefined;
  const own = signatureOf(last);
  return sections.slice(0, -1).some((other) => {
    const theirs = signatureOf(other);
    const shared = [...own].filter((slug) => theirs.has(slug)).length;
    return shared * 2 >= Math.min(own.size, theirs.size);
  });
}

/** Sections without a number are of one kind only where all have the same labels and headings. */
function areTwins(sections: readonly Section[]): boolean {
  const signatures = sections.map((section) => [...signatureOf(section)].join('\n'));
  const [first = ''] = signatures;
  return sections.length > 1 && first !== '' && signatures.every((signature) => signature === first);
}
