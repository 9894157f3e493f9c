import { isSection, resolvePlace } from '../../../markdown/addresses.ts';
import type { QuestionKind } from '../../questions/entry.ts';
import { sectionsWithRole } from '../../roles.ts';
import type { Place, Section } from '../../../markdown/model.ts';
import type { Subject, Value } from '../model.ts';
import { addQuestion, labelHoldings, questionKindAt } from './addQuestion.ts';
import { addTo } from './addTo.ts';
import { withResearchTask } from './addUnknown.ts';
import { askedValues } from './questionNames.ts';
import { type Addition, type Made, unchanged } from './model.ts';
import { lackingRole, withSection } from './newSection.ts';
import { requireWords } from '../placeholders.ts';
import { withTable } from './restore.ts';

/** Works out what one addition makes of a plan. Throws PlanError. */
export function planAddition(subject: Subject, addition: Addition, today: string): Made {
  requireWords(Object.values(addition.values).flat(), addition.section);
  const role = lackingRole(subject, addition.section);
  if (role !== undefined) {
    const home = role === 'deferred' ? followUpsHome(subject) : undefined;
    if (home !== undefined) return addAt(subject, home, addition, today, 'deferred');
    const { subject: grown, id } = withSection(subject, role, addition.values);
    return addAt(grown, resolvePlace(grown.document, id), addition, today);
  }
  const place = resolvePlace(subject.document, addition.section, subject.aliases, subject.path);
  const restored = isSection(place) ? withTable(subject, place) : subject;
  const made = addAt(
    restored,
    restored === subject ? place : resolvePlace(restored.document, place.id),
    addition,
    today,
  );
  return made.places.length === 0 ? unchanged(subject.document) : made;
}

/** The questions section where it keeps deferred decisions below a label of its own. */
function followUpsHome(subject: Subject): Section | undefined {
  const { document, words, template } = subject;
  return sectionsWithRole(document, words, 'questions', template).find(
    (section) => labelHoldings(subject, section, 'deferred').length > 0,
  );
}

function addAt(subject: Subject, place: Place, addition: Addition, today: string, as?: QuestionKind): Made {
  const kind = as ?? questionKindAt(subject, place);
  if (kind === undefined)
    return addTo(subject, place, { ...addition, values: gateValues(subject, place, addition.values) });
  const made = addQuestion(subject, place, kind, addition, today);
  if (made === undefined) return addTo(subject, place, addition);
  const { text } = askedValues(addition.values, kind, subject.words, place.id);
  const isUnknown = kind === 'unknown' && made.places.length > 0 && text !== undefined;
  return isUnknown ? withResearchTask(subject, made, text) : made;
}

/** `gate` names a box among the gates. */
function gateValues(
  subject: Subject,
  place: Place,
  values: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> {
  const { document, words, template } = subject;
  const isGates =
    isSection(place) &&
    place.units.length === 0 &&
    sectionsWithRole(document, words, 'gates', template).includes(place);
  if (!isGates) return values;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [words.unit('gate').is(name) ? 'item' : name, value]),
  );
}
