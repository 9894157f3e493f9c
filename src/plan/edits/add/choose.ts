import { PlanError } from '../../../errors.ts';
import { isSection } from '../../../markdown/addresses.ts';
import { isInside } from '../../../markdown/inline.ts';
import type { Place, Section } from '../../../markdown/model.ts';
import { ownContent } from '../../questions/reading.ts';
import { rolesOf } from '../../roles.ts';
import type { Subject, Value } from '../model.ts';
import { sectionOf } from '../targets.ts';
import { writtenLines } from '../written.ts';
import type { Holding } from './holdings.ts';
import { knownTo } from './knows.ts';
import { saysNothing, unknownNames } from './names.ts';

/** The one of what a place holds that takes all the names given, or that holds `after`. Throws PlanError where none or several do. */
export function chooseHolding(
  subject: Subject,
  place: Place,
  holdings: readonly Holding[],
  values: Readonly<Record<string, Value>>,
  after: string | undefined,
): Holding {
  const names = Object.keys(values);
  const [first] = holdings;
  if (first === undefined) throw nothingToAdd(subject, place);
  const fitting = holdings.filter((holding) => fits(subject, holding, names));
  const narrowed = fitting.length > 1 && after !== undefined ? fitting.filter((each) => holds(each, after)) : fitting;
  // The address of a unit means one more like it.
  const own = narrowed.find((holding) => holding.kind === 'unit' && isMember(holding, place));
  const [only] = narrowed;
  if (own === undefined && narrowed.length > 1) throw several(place, narrowed);
  const chosen = own ?? only;
  if (chosen !== undefined) return requireAlone(subject, place, chosen, after);
  if (holdings.length === 1) return requireAlone(subject, place, first, after);
  const known = holdings.flatMap((holding) => [...knownTo(subject, holding).names]);
  const unknown = names.filter((name) => !holdings.some((holding) => knownTo(subject, holding).has(name)));
  throw unknownNames(unknown.length > 0 ? unknown : names, known, place.id);
}

/** Without any names only a unit can be meant: it stays open. */
function fits(subject: Subject, holding: Holding, names: readonly string[]): boolean {
  if (names.length === 0) return holding.kind === 'unit';
  const known = knownTo(subject, holding);
  return names.every((name) => known.has(name));
}

function isMember(holding: Holding, place: Place): boolean {
  return holding.kind === 'unit' && holding.group.members.some((member) => member === place);
}

function holds(holding: Holding, after: string): boolean {
  const wanted = after.trim().toLowerCase();
  return idsOf(holding).some((id) => id === wanted || id.endsWith(`/${wanted}`));
}

function idsOf(holding: Holding): readonly string[] {
  if (holding.kind === 'unit') return holding.group.members.map((member) => member.id);
  if (holding.kind === 'row') return holding.target.table.rows.map((row) => row.id);
  return holding.kind === 'item' ? holding.target.items.map((item) => item.id) : [];
}

/** An address that means this one alone; undefined for a list whose items are named by position only. */
function addressOf(holding: Holding): string | undefined {
  const isLabelled =
    holding.kind === 'first' || (holding.kind === 'item' && holding.where !== holding.target.section.id);
  return isLabelled ? holding.where : idsOf(holding).findLast((id) => !/\/(?:item|row)-\d+$/.test(id));
}

/** The refusal of a place that holds several that could grow. */
export function several(place: Place, holdings: readonly Holding[]): PlanError {
  const found = holdings.map(addressOf).filter((address) => address !== undefined);
  const addresses = [...new Set(found)].slice(0, 10);
  return new PlanError(
    'invalid_input',
    `${place.id} holds several that could grow: ${addresses.join(', ') || 'lists without a name'}.`,
    {
      where: place.id,
      fix: addresses.length > 0 ? 'Send one of these as section.' : 'Fill one of their items with fill_section first.',
    },
  );
}

/** Text between which a list stands is as much what the section holds as the list is, unless its role says what it is for. */
function requireAlone(subject: Subject, place: Place, holding: Holding, after: string | undefined): Holding {
  const isPlainList = holding.kind === 'item' && holding.where === holding.target.section.id;
  if (!isPlainList || after !== undefined || place !== holding.target.section) return holding;
  const { section, items } = holding.target;
  if ([...rolesOf(subject.document, subject.words, subject.template).values()].includes(section.id)) return holding;
  if (!hasProse(subject, section, items[0]?.line ?? 0)) return holding;
  throw new PlanError(
    'breaks_structure',
    `${section.id} holds text and a list: which of them is to grow is not clear.`,
    {
      where: section.id,
      fix: `Name the item that it goes behind in after (${items.at(-1)?.id ?? ''}), or ${appendCall(subject, section)}.`,
    },
  );
}

/** Paragraphs that somebody wrote and that do not introduce the list. */
function hasProse(subject: Subject, section: Section, list: number): boolean {
  const { lines, text } = subject.document;
  const { blocks, fields } = ownContent(section);
  const labelled = new Set(fields.map((field) => field.line));
  const units = section.units.map((unit) => unit.span);
  return blocks.some((block) => {
    const first = lines[block.first];
    const last = lines[block.end - 1];
    if (block.kind !== 'paragraph' || first === undefined || last === undefined) return false;
    const span = { from: first.from, to: last.to };
    if (isInside(units, first.from) || isInside(units, last.from)) return false;
    for (let line = block.first; line < block.end; line += 1) if (labelled.has(line)) return false;
    const words = text.slice(span.from, span.to).trim();
    if (saysNothing(subject, words) || (block.end <= list && /[:：][*_]{0,3}$/.test(words))) return false;
    return writtenLines(subject, section, span).length > 0;
  });
}

/** The refusal of a place that holds nothing that grows, with what works there. */
export function nothingToAdd(subject: Subject, place: Place): PlanError {
  const section = isSection(place) ? place : sectionOf(subject, place);
  const below = isSection(place) ? [...place.units, ...place.children].map((child) => child.id) : [];
  const [first] = below;
  return new PlanError('breaks_structure', `${place.id} holds no list, table or units to add one more to.`, {
    where: place.id,
    fix:
      first === undefined || section === undefined
        ? `Write it with ${appendCall(subject, section)}.`
        : `Send one of these as section: ${below.slice(0, 10).join(', ')}; or write it with ${appendCall(subject, section)}.`,
  });
}

function appendCall(subject: Subject, section: Section | undefined): string {
  const content = section?.kind === 'title' ? '## <heading> …' : '<text>';
  const fills = [{ section: section?.id ?? '<section>', mode: 'append', content }];
  return `fill_section ${JSON.stringify({ plan: subject.path ?? '<plan>', fills })}`;
}
