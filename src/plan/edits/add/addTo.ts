import type { Place, Section } from '../../../markdown/model.ts';
import type { Subject, Value } from '../model.ts';
import { findTargets } from '../targets.ts';
import { addEntry } from './addEntry.ts';
import { addRow } from './addRow.ts';
import { addUnit } from './addUnit.ts';
import { chooseHolding } from './choose.ts';
import { entryFrom } from './entryText.ts';
import { type Holding, holdingsOf } from './holdings.ts';
import { formOf } from './knows.ts';
import type { Addition, Made } from './model.ts';
import { sameName } from './names.ts';
import { beginList } from './newList.ts';

type Values = Readonly<Record<string, Value>>;

/** Adds one more of what a place holds. Throws PlanError. */
export function addTo(subject: Subject, place: Place, { values, after }: Addition): Made {
  return addOne(subject, chooseHolding(subject, place, holdingsOf(subject, place), values, after), values, after);
}

function addOne(subject: Subject, holding: Holding, values: Values, after: string | undefined): Made {
  switch (holding.kind) {
    case 'unit': {
      const { group } = holding;
      return addUnit(subject, { group, after, valuesFor: (open, unit) => withHeading(open, unit, group.word, values) });
    }
    case 'row':
      return addRow(subject, holding.target, values, after);
    case 'item':
      return addEntry(subject, holding.target, entryFrom(formOf(subject, holding), values, holding.where), after);
    case 'first':
      return beginList(subject, holding.target, entryFrom(formOf(subject, holding), values, holding.where));
  }
}

/** `Risk` of a 'Risk 3' is its heading, unless it has a label of that name. */
function withHeading(subject: Subject, unit: Section, word: string | undefined, values: Values): Values {
  const entries = Object.entries(values).map(([name, value]): [string, Value] => {
    const isWord = word !== undefined && sameName(word, name) && findTargets(subject, unit, name).length === 0;
    return [isWord ? 'heading' : name, value];
  });
  return Object.fromEntries(entries);
}
