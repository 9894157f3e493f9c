import { PlanError } from '../../../errors.ts';
import { type Question, openQuestions } from '../../questions/questions.ts';
import { oneLine } from '../../questions/reading.ts';
import { inThePlan } from '../../quote.ts';
import type { Subject } from '../model.ts';
import type { Made } from './model.ts';
import { subjectWith } from './names.ts';
import type { Asked } from './questionForms.ts';
import type { Detail } from './questionNames.ts';

/** The refusal of a question that would not be listed with all that is said of it; undefined where it is. */
export function requireListed(subject: Subject, made: Made, asked: Asked, today: string): PlanError | undefined {
  const [place = ''] = made.places;
  const now = subjectWith(subject, made.document);
  const { words, template } = subject;
  const questions = openQuestions(made.document, {
    words,
    template,
    today,
    slots: now.slots.map(({ slot }) => slot.span),
  });
  const found = questions.find((question) => question.place === place);
  if (found === undefined) {
    return new PlanError(
      'invalid_input',
      `${inThePlan(asked.text, 120)} would not be read as an open question of ${place.slice(0, place.lastIndexOf('/'))}.`,
      {
        where: place,
        fix: 'Ask it as a question that is still open, with a question mark.',
      },
    );
  }
  const lost = asked.details.find((detail) => !isRead(found, detail));
  if (lost === undefined) return undefined;
  return new PlanError(
    'invalid_input',
    `${lost.name} ${inThePlan(lost.value, 120)} would not be read back from the form that questions have there.`,
    {
      where: place,
      fix: 'Say it in plain words without brackets, or leave it out.',
    },
  );
}

function isRead(question: Question, detail: Detail): boolean {
  const { kind, value, options } = detail;
  const plain = (text: string | undefined): string => oneLine(text ?? '').replace(/[.。]$/, '');
  if (kind === 'owner' || kind === 'impact') return plain(question[kind]) === plain(value);
  if (kind === 'due' || kind === 'revisit') return plain(question.due) === plain(value);
  return kind !== 'options' || options.every((option) => question.options?.includes(plain(option)) === true);
}
