import type { Item, Section } from '../../markdown/model.ts';
import { withDescendants } from '../../markdown/outline.ts';
import type { PlanReading } from '../planReading.ts';
import { sectionsWithRole } from '../roles.ts';
import type { Found, Rule } from './model.ts';
import { markCall, openOf, outermost, quoted } from './wording.ts';

/** The checklists that end the work: deployment, launch, definition of done. */
export const checklist: Rule = {
  id: 'checklist',
  wants: 'Every box of the checklists that end the work is ticked.',
  gate: 'completed',
  check({ reading }) {
    const { document, setting } = reading;
    const sections = outermost(sectionsWithRole(document, setting.words, 'completion', setting.template));
    const lists = sections
      .map((section) => ({ section, boxes: boxesIn(section) }))
      .filter(({ boxes }) => boxes.length > 0);
    if (lists.length === 0) return 'the plan has no checklist that ends the work';
    return lists.flatMap(({ section, boxes }) => openIn(section, boxes, reading));
  },
};

function boxesIn(section: Section): readonly Item[] {
  const items: Item[] = [];
  const visit = (item: Item): void => {
    if (item.box !== undefined) items.push(item);
    item.children.forEach(visit);
  };
  // A section's items include those of its units.
  const inner = new Set(section.units);
  for (const each of withDescendants(section))
    if (each.kind !== 'unit' || !inner.has(each)) each.content.items.forEach(visit);
  return [...new Set(items)];
}

function openIn({ id }: Section, boxes: readonly Item[], reading: PlanReading): readonly Found[] {
  const { text } = reading.document;
  const open = boxes.filter(({ box }) => box?.state.trim() === '');
  const [first] = open;
  if (first === undefined) return [];
  const names = open.map((item) => quoted(text.slice(item.text.from, item.text.to)));
  return [
    {
      section: id,
      line: first.line + 1,
      message: openOf(names, boxes.length, 'boxes', 'open'),
      gate: 'completed',
      fix: markCall(
        reading,
        open.map((item) => item.id),
        { state: 'done' },
      ),
    },
  ];
}
