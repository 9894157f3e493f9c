import type { Named } from '../../constitution/findPrinciples.ts';
import type { Principle } from '../../constitution/model.ts';
import type { CheckPlace } from '../../constitution/places.ts';
import type { PlaceRecord } from '../../constitution/statements.ts';
import type { MarkContext } from './record/model.ts';

/** The places that are a principle's own and speak of it as a whole. */
export function ownPlaces(context: MarkContext, principle: Principle): readonly Named[] {
  const named = context.records.readings.named.get(principle.id) ?? [];
  return named.filter(
    ({ place, rule }) => rule === undefined && (place.form !== 'prose' || isOwnLine(context, place, principle)),
  );
}

/** A line of running text that opens with the principle's name is its record; one that mentions it is somebody's sentence. */
function isOwnLine({ records }: MarkContext, place: CheckPlace, principle: Principle): boolean {
  return records.reader.names.opening(place.text)?.principle === principle;
}

/** Every rule below a record, at any depth. */
export function rulesOf(record: PlaceRecord): readonly PlaceRecord[] {
  return record.rules.flatMap((rule) => [rule.record, ...rulesOf(rule.record)]);
}
