import { isSection, resolvePlace } from '../../../markdown/addresses.ts';
import { PlanError } from '../../../errors.ts';
import type { Place } from '../../../markdown/model.ts';
import { withDescendants } from '../../../markdown/outline.ts';
import { hashedId } from '../../questions/ids.ts';
import type { FoundQuestion } from '../../questions/questions.ts';
import { questionSections } from '../../questions/sections.ts';
import { inThePlan, onOneLine } from '../../quote.ts';
import type { Reading } from './reading.ts';

/** How many open questions a refusal names. */
const mostNamed = 10;

/** The question that a caller names by its id or by the address of its place. Throws PlanError `unknown_address`, `ambiguous_address`. */
export function findQuestion(reading: Reading, name: string): FoundQuestion {
  const given = name.trim().toLowerCase();
  const byId = reading.questions.find((question) => question.id.toLowerCase() === given);
  const found = byId ?? byMove(reading, given) ?? byPlace(reading, name);
  if (found !== undefined) return found;
  throw unknown(reading, name);
}

/** One that was moved to the deferred decisions under the id that it had where it stood before. */
function byMove({ source, questions }: Reading, id: string): FoundQuestion | undefined {
  const deferred = questions.filter((question) => question.kind === 'deferred');
  if (!/^q-[0-9a-f]{6}$/.test(id) || deferred.length === 0) return undefined;
  const sections = questionSections(source).flatMap(({ section }) => withDescendants(section));
  return deferred.find((question) =>
    sections.some((section) => hashedId(section.id, question.text, source.words) === id),
  );
}

function byPlace(reading: Reading, name: string): FoundQuestion | undefined {
  const { document, aliases, path } = reading.subject;
  let place: Place;
  try {
    place = resolvePlace(document, name, aliases, path);
  } catch (fault) {
    if (fault instanceof PlanError && fault.code === 'unknown_address') return undefined;
    throw fault;
  }
  const own = reading.questions.filter((question) => question.place === place.id);
  const inside =
    own.length > 0 || !isSection(place) ? own : reading.questions.filter((each) => each.section === place.id);
  const open = inside.filter((question) => !question.closed);
  const found = open.length > 0 ? open : inside;
  if (found.length < 2) return found[0];
  throw new PlanError(
    'ambiguous_address',
    `${inThePlan(name, 120)} holds ${found.length} questions: ${listed(found)}.`,
    {
      where: name,
      fix: 'Use one of these ids.',
    },
  );
}

function unknown({ questions, subject }: Reading, name: string): PlanError {
  const open = questions.filter((question) => !question.closed);
  const more = open.length > mostNamed ? `, and ${open.length - mostNamed} more: see list_open_questions` : '';
  return new PlanError(
    'unknown_address',
    `No question ${inThePlan(name, 120)} in ${subject.path ?? 'the plan'}; an answered marker is none any more.`,
    {
      where: name,
      fix: open.length === 0 ? 'It has no open question.' : `Open: ${listed(open)}${more}.`,
    },
  );
}

function listed(questions: readonly FoundQuestion[]): string {
  return questions
    .slice(0, mostNamed)
    .map((question) => `${question.id} (${onOneLine(question.text, 60)})`)
    .join(', ');
}
