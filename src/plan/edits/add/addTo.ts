import { isSection } from '../../../markdown/addresses.ts';
import type { Place, Section } from '../../../markdown/model.ts';
import type { Subject, Value } from '../model.ts';
import { findTargets } from '../targets.ts';
import { addEntry } from './addEntry.ts';
import { addRow } from './addRow.ts';
import { addUnit } from './addUnit.ts';
import { chooseHolding } from './choose.ts';
import { entryFrom } from './entryText.ts';
import { type Holding, holdingsOf } from './holdings.ts';
import { formOf, knownTo } from './knows.ts';
import type { Addition, Made } from './model.ts';
import { sameName } from './names.ts';
import { beginList } from './newList.ts';

type Values = Readonly<Record<string, Value>>;

/** Adds one more of what a place holds. Throws PlanError. */
export function addTo(subject: Subject, place: Place, { values, after }: Addition): Made {
  const own = holdingsOf(subject, place);
  const holdings = own.length > 0 ? own : namedBelow(subject, place, Object.keys(values));
  return addOne(subject, chooseHolding(subject, place, holdings, values, after), values, after);
}

/** Where a section holds nothing itself, the one table or kind of units below it that takes just these names; a list takes any text and is not guessed. */
function namedBelow(subject: Subject, place: Place, names: readonly string[]): readonly Holding[] {
  if (!isSection(place) || names.length === 0) return [];
  const below = place.children.flatMap((child) => holdingsOf(subject, child));
  const fitting = below.filter((holding) => {
    if (holding.kind !== 'row' && holding.kind !== 'unit') return false;
    const known = knownTo(subject, holding);
    return names.every((name) => known.has(name));
  });
  return fitting.length === 1 ? fitting : [];
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
