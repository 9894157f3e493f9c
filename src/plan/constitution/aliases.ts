import type { Document } from '../../markdown/model.ts';
import { type CheckOptions, checkConstitution } from './check.ts';
import type { Constitution } from './model.ts';

/** The id of each principle that the plan names → the address of its record: ids are addresses too. */
export function principleAliases(
  document: Document,
  constitution: Constitution | undefined,
  options: CheckOptions,
): ReadonlyMap<string, string> {
  const { principles } = checkConstitution(document, constitution, options);
  return new Map(
    principles.flatMap(({ id, place }) =>
      place === undefined || place.form === 'section' ? [] : [[id, place.id] as const],
    ),
  );
}
