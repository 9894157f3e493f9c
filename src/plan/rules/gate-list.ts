import type { GateCheck } from '../constitution/model.ts';
import type { PlanReading } from '../planReading.ts';
import { sectionsWithRole } from '../roles.ts';
import type { Rule } from './model.ts';
import { groupedBy, listed, markCall, outermost, quoted } from './wording.ts';

/** A gates section that is a plain list of boxes: nothing goes beyond the plan's first status until all are ticked. */
export const gateList: Rule = {
  id: 'gate-list',
  wants: 'Every box of a plain list of gates is ticked before the plan goes beyond its first status.',
  gate: 'beyondFirst',
  check({ reading }) {
    const lists = gateLists(reading);
    if (lists.length === 0) return 'the plan has no plain list of gates';
    return lists.flatMap(({ section, gates }) => {
      const open = gates.filter((gate) => !isTicked(gate));
      const [first] = open;
      if (first === undefined) return [];
      return {
        section,
        line: first.line,
        message: `${open.length} of ${gates.length} gates ${open.length === 1 ? 'is' : 'are'} open: ${listed(open.map(nameOf), 10)}.`,
        gate: 'beyondFirst' as const,
        fix: markCall(
          reading,
          open.map(({ id }) => id),
          { state: 'pass', note: '<evidence>' },
        ),
      };
    });
  },
};

/** Lists of gates that are boxes and nothing else, in the order of the document. */
export function gateLists(
  reading: PlanReading,
): readonly { readonly section: string; readonly gates: readonly GateCheck[] }[] {
  const { document, setting } = reading;
  const sections = outermost(sectionsWithRole(document, setting.words, 'gates', setting.template));
  const ids = new Set(sections.map(({ id }) => id));
  const groups = groupedBy(reading.constitution.gates, ({ id }) => sectionAbove(id, ids));
  return sections.flatMap(({ id }) => {
    const gates = groups.get(id) ?? [];
    const isPlain = gates.length > 0 && gates.every(({ place }) => place.form === 'box');
    return isPlain ? [{ section: id, gates: gates.toSorted((a, b) => a.line - b.line) }] : [];
  });
}

/** The one of some sections that a place stands in; empty where it stands in none. */
function sectionAbove(place: string, ids: ReadonlySet<string>): string {
  for (let end = place.lastIndexOf('/'); end > 0; end = place.lastIndexOf('/', end - 1)) {
    const id = place.slice(0, end);
    if (ids.has(id)) return id;
  }
  return '';
}

function isTicked({ state, place }: GateCheck): boolean {
  return state === 'pass' && /^x$/i.test(place.box ?? '');
}

function nameOf({ title, state, why }: GateCheck): string {
  const more = why ?? (state === 'fail' || state === 'conditional' ? state : undefined);
  return more === undefined ? quoted(title) : `${quoted(title)} (${more})`;
}
