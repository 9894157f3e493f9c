import { PlanError } from '../../../errors.ts';
import { isSection } from '../../../markdown/addresses.ts';
import type { Place, Section } from '../../../markdown/model.ts';
import type { QuestionKind } from '../../questions/entry.ts';
import { isDeferredTitle } from '../../questions/deferred.ts';
import { isApprovalsTitle } from '../../questions/approvals.ts';
import { ownContent } from '../../questions/reading.ts';
import { questionSections } from '../../questions/sections.ts';
import type { Subject } from '../model.ts';
import { sectionOf } from '../targets.ts';
import { nothingToAdd, several } from './choose.ts';
import { type Holding, holdingsOf } from './holdings.ts';
import type { Addition, Made } from './model.ts';
import { type Asked, writeQuestion } from './questionForms.ts';
import { askedValues } from './questionNames.ts';
import { requireListed } from './readBack.ts';

/** The kind of questions that a place holds: its section's, or that of the label that it is; undefined for any other place. */
export function questionKindAt(subject: Subject, place: Place): QuestionKind | undefined {
  const { document, words, template } = subject;
  const section = isSection(place) ? place : sectionOf(subject, place);
  if (section === undefined) return undefined;
  const source = { document, words, template, slots: subject.slots.map(({ slot }) => slot.span) };
  const home = questionSections(source).find(
    (each) => each.section.span.from <= section.span.from && section.span.to <= each.section.span.to,
  );
  if (home === undefined) return undefined;
  const label = isSection(place) ? undefined : labelOf(section, place);
  return label === undefined ? home.kind : (kindOfLabel(subject, label) ?? home.kind);
}

function labelOf(section: Section, place: Exclude<Place, Section>): string | undefined {
  if (place.kind === 'field') return place.label;
  return section.content.fields.find((field) => field.item === place)?.label;
}

/** The kind that a label among questions gives to those below it. */
function kindOfLabel({ words }: Subject, label: string): QuestionKind | undefined {
  if (words.label('unresolved').is(label)) return 'question';
  if (isApprovalsTitle(words, label)) return 'approval';
  return isDeferredTitle(words, label) ? 'deferred' : undefined;
}

/** Adds a question, an unknown or a deferred decision in the form of its section, with what is said of it. Throws PlanError. */
export function addQuestion(
  subject: Subject,
  place: Place,
  kind: QuestionKind,
  addition: Addition,
  today: string,
): Made | undefined {
  const { text, details, rest } = askedValues(addition.values, kind, subject.words, place.id);
  if (text === undefined) return undefined;
  if (text === '') throw new PlanError('invalid_input', `The question for ${place.id} is empty.`, { where: place.id });
  const holding = holdingFor(subject, place, kind, addition.after);
  const asked: Asked = { kind, text, details, rest, after: addition.after };
  let refusal: PlanError | undefined;
  // A detail that can't be read back inside the line stands below it.
  for (const detailsBelow of [false, true]) {
    const made = writeQuestion(subject, holding, asked, detailsBelow);
    if (made.places.length === 0) return made;
    refusal = requireListed(subject, made, asked, today);
    if (refusal === undefined) return made;
  }
  throw refusal ?? new PlanError('internal', 'A question was never written.');
}

/** Where a question goes: a label for its kind, units that count questions, a table, a list, else a list that begins. */
function holdingFor(subject: Subject, place: Place, kind: QuestionKind, after: string | undefined): Holding {
  const labelled = isSection(place) ? labelHoldings(subject, place, kind) : [];
  const all = labelled.length > 0 ? labelled : holdingsOf(subject, place);
  const units = all.filter((holding) => holding.kind === 'unit');
  const best = units.length > 0 ? units : preferred(all);
  const own = best.find(
    (holding) => holding.kind === 'unit' && holding.group.members.some((member) => member === place),
  );
  const narrowed = best.length > 1 && after !== undefined ? best.filter((each) => holdsAfter(each, after)) : best;
  const [only] = narrowed;
  if (own !== undefined) return own;
  if (narrowed.length > 1) throw several(place, narrowed);
  if (only !== undefined) return only;
  if (!isSection(place) || place.children.length > 0 || place.units.length > 0) throw nothingToAdd(subject, place);
  return { kind: 'first', where: place.id, target: { kind: 'body', section: place, where: place.id, model: [] } };
}

/** One table goes before lists beside it; labels that group questions are lists of their own. */
function preferred(holdings: readonly Holding[]): readonly Holding[] {
  const rows = holdings.filter((holding) => holding.kind === 'row');
  return rows.length > 0 ? rows : holdings;
}

function holdsAfter(holding: Holding, after: string): boolean {
  const items =
    holding.kind === 'item' ? holding.target.items : holding.kind === 'row' ? holding.target.table.rows : [];
  return items.some((item) => item.id === after || item.id.endsWith(`/${after}`));
}

/** `Unresolved decisions …:`, `Follow-up items …:`: the label that keeps questions of one kind. */
export function labelHoldings(subject: Subject, section: Section, kind: QuestionKind): readonly Holding[] {
  const fields = ownContent(section).fields.filter((field) => kindOfLabel(subject, field.label) === kind);
  return fields.flatMap((field) => {
    const found = holdingsOf(subject, field.item ?? field).find((holding) => holding.where === field.id);
    return (
      found ?? [
        { kind: 'first', where: field.id, target: { kind: 'label', section, where: field.id, field, model: [] } },
      ]
    );
  });
}
