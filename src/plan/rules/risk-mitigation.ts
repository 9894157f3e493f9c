import type { Item, Section, Span } from '../../markdown/model.ts';
import { withDescendants } from '../../markdown/outline.ts';
import { ownPartsOf } from '../ownParts.ts';
import type { PlanReading } from '../planReading.ts';
import { isNumbered } from '../questions/reading.ts';
import { inThePlan } from '../quote.ts';
import { bareTitle, sectionsWithRole } from '../roles.ts';
import { columnOf } from '../schedule/scheduleTables.ts';
import { siblingFinder } from '../templateSiblings.ts';
import type { Words } from '../words.ts';
import { type ReadWritten, writtenReader } from '../written.ts';
import type { Found, Rule } from './model.ts';

/** A risk that nothing is done about. */
export const riskMitigation: Rule = {
  id: 'risk-mitigation',
  wants: 'Every risk says how it is kept small, where the plan has a place for that.',
  check({ reading }) {
    const { document, setting } = reading;
    const titled = sectionsWithRole(document, setting.words, 'risks', setting.template);
    if (titled.length === 0) return 'it has no section for risks';
    const written = writtenReader(reading.subject);
    const sections = [...new Set(titled.flatMap(withDescendants))];
    const outcomes = sections.flatMap((section) => [
      ...inTables(reading, section, written),
      ...inUnits(reading, section, written),
      ...inItems(reading, section, written),
    ]);
    if (outcomes.length === 0) return 'its risks have no place for a mitigation';
    return outcomes.flatMap((one) => (one === 'asked' ? [] : [one])).toSorted((a, b) => a.line - b.line);
  },
};

/** `asked` for a risk whose mitigation is there, or waits to be filled. */
type Outcome = Found | 'asked';

function withoutMitigation(place: { readonly id: string; readonly line: number }, risk: string): Found {
  return {
    section: place.id,
    line: place.line + 1,
    message: `The risk ${inThePlan(risk, 120)} has no mitigation.`,
    fix: 'Write how it is made less likely or less bad, or that it is accepted and why.',
  };
}

/** Nothing but a dash, 'TBD' or 'None' stands there. */
function saysNothing(value: string, words: Words): boolean {
  if (words.verdict('not_applicable').is(value)) return false;
  return value === '' || words.none.is(value) || words.question('undecided').is(value);
}

function inTables({ setting: { words } }: PlanReading, section: Section, written: ReadWritten): readonly Outcome[] {
  return ownPartsOf(section).tables.flatMap((table) => {
    const column = columnOf(table, words.label('mitigation'));
    if (column === undefined) return [];
    const named = table.columns.findIndex((title) => words.unit('risk').is(title));
    return table.rows.map((row): Outcome => {
      const risk = row.cells[Math.max(0, named)];
      const cell = row.cells[column];
      const text = risk === undefined ? undefined : written(risk.span);
      const value = cell === undefined ? '' : written(cell.span);
      const isRisk = text !== undefined && text !== '' && !words.none.is(text);
      return isRisk && value !== undefined && saysNothing(value, words) ? withoutMitigation(row, text) : 'asked';
    });
  });
}

/** 'Risk 1: …' with labels below: each has the label that most of them, or the template's, have. */
function inUnits(reading: PlanReading, section: Section, written: ReadWritten): readonly Outcome[] {
  const { document, subject, setting } = reading;
  const { words } = setting;
  const risks = [...section.units, ...section.children].filter(({ title }) => isNumbered(title, words, 'risk'));
  const [first] = risks;
  if (first === undefined) return [];
  const model = subject.template === undefined ? undefined : siblingFinder(subject.template)(first);
  const having = risks.filter((risk) => mitigationOf(document.text, risk, words, written) !== 'missing');
  const isAsked = (model !== undefined && hasPlace(model, words)) || having.length * 2 > risks.length;
  if (!isAsked) return [];
  return risks.map((risk) => {
    const name = written(risk.words);
    const isBegun = name !== undefined && risk.body.from < risk.body.to && !isSettled(name, words);
    const state = mitigationOf(document.text, risk, words, written);
    return isBegun && state !== 'there' ? withoutMitigation(risk, risk.title) : 'asked';
  });
}

function hasPlace({ content, units, children }: Section, words: Words): boolean {
  const names = words.label('mitigation');
  return (
    content.fields.some(({ label }) => names.is(label)) ||
    [...units, ...children].some((part) => names.is(bareTitle(part)))
  );
}

/** Whether a text has the word, as label or not. */
function speaksOf(text: string, { from, to }: Span, words: Words): boolean {
  return words.label('mitigation').find(text.slice(from, Math.min(to, from + 20_000))) !== undefined;
}

function mitigationOf(text: string, risk: Section, words: Words, written: ReadWritten): 'there' | 'empty' | 'missing' {
  if (!hasPlace(risk, words)) return speaksOf(text, risk.span, words) ? 'there' : 'missing';
  const fields = risk.content.fields.filter(({ label }) => words.label('mitigation').is(label));
  const isEmpty = fields.some(({ value, block }) => {
    const text = written(value);
    return block === undefined && text !== undefined && saysNothing(text, words);
  });
  return isEmpty ? 'empty' : 'there';
}

/** Accepted as it is, or gone. */
function isSettled(text: string, words: Words): boolean {
  return words.label('accepted').find(text) !== undefined || words.resolved.find(text) !== undefined;
}

/** Items of which most name their mitigation. */
function inItems(
  { document, setting: { words } }: PlanReading,
  section: Section,
  written: ReadWritten,
): readonly Outcome[] {
  if (isNumbered(section.title, words, 'risk')) return [];
  const { items, fields } = ownPartsOf(section);
  const labelled = new Set(fields.flatMap((field) => (field.item === undefined ? [] : [field.item])));
  const leads = (item: Item): boolean =>
    fields.some((field) => field.item === item && words.label('mitigation').is(field.label));
  // Risk and mitigation by turns: which belongs to which is told by nothing.
  if (items.some((item) => labelled.has(item) && leads(item))) return [];
  const tells = (item: Item): boolean => speaksOf(document.text, item.span, words);
  const telling = new Set(items.filter(tells));
  if (items.length < 2 || telling.size * 2 <= items.length) return [];
  return items.map((item): Outcome => {
    const text = written(item.text);
    const isRisk = text !== undefined && text !== '' && !words.none.is(text) && item.box?.state.toLowerCase() !== 'x';
    return isRisk && !isSettled(text, words) && !telling.has(item) ? withoutMitigation(item, text) : 'asked';
  });
}
