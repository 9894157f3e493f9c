import type { Document, Item, Section, Span, Table } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { bareTitle } from '../roles.ts';
import { ownPartsOf } from '../ownParts.ts';
import { type Id, idForm, idOf } from './mentions.ts';

/** A place that an ID is the name of. */
export interface Definition extends Id {
  readonly form: 'check' | 'item' | 'row' | 'heading';
  /** What it stands among: its list, table or siblings. */
  readonly scope: Span;
  readonly section: Section;
  /** The table of a row. */
  readonly table?: Table;
  /** The address of the place. */
  readonly place: string;
  /** 0-based. */
  readonly line: number;
  /** What stands behind the ID. */
  readonly words: string;
  /** Struck out: `~~FR-005~~`. */
  readonly isStruck: boolean;
  /** It stands alone: not in `T001-T004` or `AC-001 / AC-002`. */
  readonly isAlone: boolean;
}

/** The IDs that open headings, units, list items and rows of a text, in the order of the document. */
export function definitionsIn(document: Document): readonly Definition[] {
  const found = listSections(document).flatMap((section) => [
    ...headingDefinition(section),
    ...ownPartsOf(section).items.flatMap((item, _, all) => itemDefinitions(document, section, item, all)),
    ...rowDefinitions(document, section),
  ]);
  return found.toSorted((a, b) => a.line - b.line);
}

interface Opening extends Pick<Definition, 'words' | 'isStruck' | 'isAlone'> {
  readonly ids: readonly Id[];
}

const opening = new RegExp(
  `^(\\[[ xX]\\]\\s{1,3})?([*_\`~[(]{0,6})(${idForm})(?:\\s?(?:-|–|—|~|\\.\\.)\\s?(${idForm}))?(?=[\\s:：.,)\\]*_\`~—–|-]|$)`,
);

/** The ID that a text opens with; of `T001-T004` every one between. */
function openingOf(text: string): Opening | undefined {
  const match = opening.exec(text);
  const first = match?.[3];
  if (match === null || first === undefined) return undefined;
  const words = text.slice(match[0].length).replace(/^[\s:：.,)\]*_`~—–|-]{1,12}/, '');
  // A quarter or a half of a year is none: 'Q1 2027'.
  if (/^[QH]\d$/.test(first) && /^(?:19|20)\d\d(?!\d)/.test(words)) return undefined;
  const behind = text.slice(match[0].length).replace(/^[\s*_`)\]]{1,6}/, '');
  const isAlone = match[4] === undefined && !/^[/,、&+]/.test(behind);
  return { ids: rangeOf(idOf(first), match[4]), words, isStruck: (match[2] ?? '').includes('~~'), isAlone };
}

function rangeOf(first: Id, last: string | undefined): readonly Id[] {
  const end = last === undefined ? first : idOf(last);
  const [from, to] = [first, end].map(({ key, kind }) => Number(key.slice(kind.length)));
  if (end.kind !== first.kind || from === undefined || to === undefined || !(to > from) || to - from > 500)
    return [first];
  return Array.from({ length: to - from + 1 }, (_, index) => ({ ...first, key: `${first.kind}${from + index}` }));
}

function headingDefinition(section: Section): Definition[] {
  const { parent, heading, id, line } = section;
  const found = section.kind === 'title' ? undefined : openingOf(bareTitle(section));
  if (found === undefined) return [];
  const scope = parent?.span ?? { from: 0, to: Number.MAX_SAFE_INTEGER };
  const place = { form: 'heading', scope, section, place: id, line } as const;
  return heading.from === heading.to ? [] : defined(found, place);
}

function itemDefinitions(
  document: Document,
  section: Section,
  item: Item,
  siblings: readonly Item[],
): readonly Definition[] {
  const { text } = document;
  const found = openingOf(text.slice(item.text.from, Math.min(item.text.to, item.text.from + 300)));
  const scope = { from: siblings[0]?.span.from ?? 0, to: siblings.at(-1)?.span.to ?? 0 };
  const form = item.box === undefined ? 'item' : 'check';
  const own = found === undefined ? [] : defined(found, { form, scope, section, place: item.id, line: item.line });
  return [...own, ...item.children.flatMap((child) => itemDefinitions(document, section, child, item.children))];
}

function rowDefinitions({ text }: Document, section: Section): readonly Definition[] {
  return ownPartsOf(section).tables.flatMap((table) =>
    table.rows.flatMap((row) => {
      const cell = row.cells[0]?.span;
      const found =
        cell === undefined ? undefined : openingOf(text.slice(cell.from, Math.min(cell.to, cell.from + 300)));
      if (found === undefined) return [];
      return defined(found, { form: 'row', scope: table.span, section, table, place: row.id, line: row.line });
    }),
  );
}

function defined(
  { ids, ...more }: Opening,
  place: Omit<Definition, keyof Id | keyof Omit<Opening, 'ids'>>,
): Definition[] {
  return ids.map((id) => ({ ...id, ...place, ...more }));
}
