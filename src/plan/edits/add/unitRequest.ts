import type { Section } from '../../../markdown/model.ts';
import type { Subject, Value } from '../model.ts';
import type { Group } from './groups.ts';
import type { MoreLabel } from './unitForm.ts';

/** One more unit: its form, and what to call the names of `values` there. */
export interface UnitRequest {
  readonly group: Group;
  readonly after: string | undefined;
  /** Gives the values by the names that the new unit knows; called with the unit as it stands unfilled. */
  readonly valuesFor: (subject: Subject, unit: Section) => Readonly<Record<string, Value>>;
  /** Labels with values that its form lacks, given the labels that it has. */
  readonly more?: (labels: readonly string[]) => readonly MoreLabel[];
}
