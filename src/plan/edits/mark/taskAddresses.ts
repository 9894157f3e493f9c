import { PlanError } from '../../../errors.ts';
import { allPlaces } from '../../../markdown/addresses.ts';
import { parseDocument } from '../../../markdown/document.ts';
import type { Work } from '../../progress/work.ts';
import type { Subject } from '../model.ts';

/** Refuses a note that opens like a task further down and would take its address. Throws PlanError `breaks_structure`. */
export function requireSameAddresses(subject: Subject, { tasks }: Work, text: string, where: string): void {
  const { document } = subject;
  if (document.text === text) return;
  const after = parseDocument(text);
  const now = new Map(
    allPlaces(after).flatMap((place) =>
      place.kind === 'item' ? [[place.id, after.text.slice(place.text.from, place.text.to)] as const] : [],
    ),
  );
  const taken = tasks.find(({ task, place }) => {
    if (place.kind !== 'item') return false;
    return now.get(task.id) !== document.text.slice(place.item.text.from, place.item.text.to);
  });
  if (taken === undefined) return;
  throw new PlanError('breaks_structure', `The note of ${where} would take the address of the task ${taken.task.id}.`, {
    where,
    fix: 'Open the note with other words.',
  });
}
