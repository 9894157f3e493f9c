import { type Definition, definitionsIn } from '../ids/definitions.ts';
import { type PlanId, planIdsIn } from '../ids/planId.ts';
import type { PlanReading } from '../planReading.ts';
import { onOneLine } from '../quote.ts';
import { normal } from '../questions/reading.ts';
import { sectionsWithRole } from '../roles.ts';
import type { Found, Rule, RuleSource } from './model.ts';

/** An ID that names two things names none. */
export const duplicateId: Rule = {
  id: 'duplicate-id',
  wants: 'No ID is given twice, in the plan or to two plans.',
  check({ reading, companions }) {
    const pattern = reading.setting.template?.meta.ids?.['plan'];
    const own = pattern === undefined ? [] : planIdsIn(reading.subject, pattern);
    const defined = definitionsIn(reading.document);
    if (own.length === 0 && defined.length === 0) return 'it gives no IDs';
    return [...takenElsewhere(own, companions), ...twiceIn(reading, defined)].toSorted((a, b) => a.line - b.line);
  },
};

function takenElsewhere(own: readonly PlanId[], companions: RuleSource['companions']): readonly Found[] {
  return own.flatMap(({ id, place, line }) => {
    const other = companions?.takenIds.get(id.toLowerCase());
    if (other === undefined) return [];
    return [
      {
        section: place,
        line,
        message: `${onOneLine(id, 60)} is already the ID of ${onOneLine(other, 200)}.`,
        fix: 'Give this plan the next free number.',
      },
    ];
  });
}

function twiceIn(reading: PlanReading, defined: readonly Definition[]): readonly Found[] {
  const groups = new Map<string, Definition[]>();
  for (const each of defined.filter(isDefining(reading))) {
    const key = groupOf(each);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  const repeated = [...groups.values()].filter((group) => new Set(group.map(({ key }) => key)).size < group.length);
  return repeated.flatMap(twiceInGroup);
}

/** Progress lists name again what is defined elsewhere; a table's first column does, unless it is one of IDs. */
function isDefining({ document, setting }: PlanReading): (definition: Definition) => boolean {
  const progress = sectionsWithRole(document, setting.words, 'progress', setting.template).map(({ id }) => id);
  return ({ form, section, table, isStruck, isAlone }) => {
    if (isStruck || !isAlone || progress.some((id) => section.id === id || section.id.startsWith(`${id}/`)))
      return false;
    return form !== 'row' || setting.words.label('idColumn').is(table?.columns[0] ?? '');
  };
}

/** Tasks with boxes are one list, wherever they stand; other IDs are told apart by their section, table or siblings. */
function groupOf({ form, kind, section, scope }: Definition): string {
  if (form === 'check') return `check ${kind}`;
  return form === 'heading'
    ? `heading ${kind} ${section.parent?.id ?? ''}`
    : `${form} ${kind} ${section.id} ${scope.from}`;
}

/** The second of two; IDs that come again and again are marks such as a priority, and the same words are the same thing. */
function twiceInGroup(group: readonly Definition[]): readonly Found[] {
  const byKey = new Map<string, Definition[]>();
  for (const each of group) byKey.set(each.key, [...(byKey.get(each.key) ?? []).slice(0, 2), each]);
  const twice = [...byKey.values()].filter((definitions) => definitions.length > 1);
  if (twice.some((definitions) => definitions.length > 2) || twice.length * 3 > byKey.size + 1) return [];
  return twice.flatMap(([first, second]) => {
    if (first === undefined || second === undefined || saysTheSame(first, second)) return [];
    return [
      {
        section: second.place,
        line: second.line + 1,
        message: `${second.text} is given in line ${first.line + 1} already.`,
        fix: `Give one of them another ID: "${onOneLine(first.words, 60)}" or "${onOneLine(second.words, 60)}".`,
      },
    ];
  });
}

function saysTheSame(first: Definition, second: Definition): boolean {
  const [a, b] = [normal(first.words), normal(second.words)];
  return first.form === 'check' && a !== '' && b !== '' && (a.startsWith(b) || b.startsWith(a));
}
