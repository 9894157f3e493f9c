import type { Section, Span } from '../../markdown/model.ts';
import { outermost, overlapsAny } from '../../markdown/spans.ts';
import { approvalPlace } from '../approval/place.ts';
import { optionalIds } from '../edits/required.ts';
import type { PlanReading } from '../planReading.ts';
import { onOneLine } from '../quote.ts';
import { isCounted, type PlacedSlot } from '../slots.ts';
import { namesByPlace } from '../views/unfilled.ts';
import type { Found, Rule } from './model.ts';
import { begunBlocks } from './violation-block.ts';
import { callTo, counted, groupedBy, topOf } from './wording.ts';

/** Places of the template that nobody has filled, told by top-level section. */
export const unfilled: Rule = {
  id: 'unfilled',
  wants: 'No place outside optional sections waits to be filled.',
  gate: 'approved',
  check({ reading }) {
    const { subject } = reading;
    const optional = optionalIds(subject);
    // What a violation lacks is told as such; status and approval are filled by the step itself.
    const told = outermost([
      ...begunBlocks(reading).flatMap(({ labels }) => labels.map(({ field }) => withEnd(field.span))),
      ...standingSpans(reading),
    ]);
    const open = subject.slots.filter(
      (placed) =>
        isCounted(placed) && !isWithin(placed.section, optional) && !overlapsAny(told, withEnd(placed.slot.span)),
    );
    return [...groupedBy(open, ({ section }) => topOf(section).id).values()].map((group) => foundFor(group, reading));
  },
};

/** Where the plan's status and approval stand: `set_status` writes them. */
function standingSpans({ document, setting, status }: PlanReading): Span[] {
  const places = [status?.span, approvalPlace(document, setting)?.value];
  return places.flatMap((span) => (span === undefined ? [] : [withEnd(span)]));
}

/** An empty place at the end of a label's line is the label's. */
function withEnd({ from, to }: Span): Span {
  return { from, to: to + 1 };
}

function isWithin(section: Section, ids: ReadonlySet<string>): boolean {
  for (let each: Section | undefined = section; each !== undefined; each = each.parent)
    if (ids.has(each.id)) return true;
  return false;
}

/** How many of a section's places are looked at for what is told of them. */
const mostLooked = 60;

function foundFor(group: readonly PlacedSlot[], reading: PlanReading): Found {
  const [first, ...others] = group;
  const top = first === undefined ? undefined : topOf(first.section);
  const isOne = others.every(({ section }) => section === first?.section);
  const section = (isOne ? first?.section : top)?.id ?? '';
  const places = namesByPlace(reading.subject, group.slice(0, mostLooked));
  return {
    section,
    line: (first?.line ?? 0) + 1,
    message: `${counted(group.length, 'place is', 'places are')} unfilled: ${toldNames(section, places, group.length)}.`,
    gate: 'approved',
    fix: fixFor(section, places, group.length, reading),
  };
}

type Places = ReturnType<typeof namesByPlace>;

/** `phase-1 (heading, Goal, Tasks, …), phase-2 (heading, …)`; names in the section's own body stand without its id. */
function toldNames(section: string, places: Places, count: number): string {
  const mostPlaces = 4;
  const mostNames = places.length === 1 ? 6 : 3;
  const parts = places.slice(0, mostPlaces).map(({ place, names }) => {
    const shown = names.slice(0, mostNames).map(({ name }) => onOneLine(name, 60).replace(/(?<![.\s])[.\s]+$/, ''));
    const told = [...shown, ...(names.length > mostNames ? ['…'] : [])].join(', ');
    const tail = place.startsWith(`${section}/`) ? place.slice(section.length + 1) : place;
    return place === section ? told : `${tail} (${told})`;
  });
  return `${parts.join(', ')}${places.length > mostPlaces || count > mostLooked ? ' and more' : ''}`;
}

/** One place with few names: the call that fills it. Else the view that lists all. */
function fixFor(section: string, places: Places, count: number, reading: PlanReading): string {
  const [only, ...others] = places;
  if (only !== undefined && others.length === 0 && count <= 4) {
    const values = Object.fromEntries(
      only.names.map(({ name, options }) => [name, `<${options.length === 0 ? 'text' : options.join(' / ')}>`]),
    );
    return callTo('fill_section', reading, { fills: [{ section: only.place, values }] });
  }
  return `${callTo('read_plan', reading, { sections: [section], view: 'unfilled' })}, then fill_section`;
}
