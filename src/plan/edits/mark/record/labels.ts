import type { Field } from '../../../../markdown/model.ts';
import type { Splice } from '../../../../markdown/splices.ts';
import { optionsIn, optionsOfField } from '../../choices.ts';
import { oneLine } from '../../lists.ts';
import { slotWithin } from '../../slotWithin.ts';
import type { MarkContext, RecordWord } from './model.ts';
import { englishWords, styledWord, wordAndNote } from './runs.ts';
import { nothing } from './swapWord.ts';

/** Writes a label's value in place of what stands there. */
export function setLabel({ subject }: MarkContext, field: Field, value: string): Splice[] {
  const span = slotWithin(subject, field.value) ?? field.value;
  const text = oneLine(value, field.id);
  const needsBlank = span.from === span.to && /\S/.test(subject.document.text.charAt(span.from - 1));
  return [{ from: span.from, to: span.to, text: needsBlank ? ` ${text}` : text }];
}

/** Leaves a label without a value; where it would take what stands below for one, with what stands for none. */
export function clearLabel({ subject }: MarkContext, field: Field, empty = nothing): Splice[] {
  const { labelSpan, value } = field;
  const { text } = subject.document;
  const old = text.slice(value.from, value.to);
  if (old === '' || old === nothing || old === empty) return [];
  const isFree = !takesBelow(text.slice(value.to, value.to + 400));
  return isFree || field.item !== undefined
    ? [{ from: labelSpan.to, to: value.to, text: '' }]
    : [{ ...value, text: empty }];
}

/** Whether a label without a value would have what follows it for one: a list right below, or what stands behind a blank line. */
function takesBelow(rest: string): boolean {
  const [, near = '', ...others] = rest.split(/\r\n|\r|\n/);
  if (near.trim() !== '') return /^[ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t]/.test(near);
  const next = others.find((line) => line.trim() !== '')?.trim();
  return next !== undefined && !/^(?:#|<|---|\*\*\*|___)/.test(next);
}

/** Leaves a status without a state, as a choice where it can't be left empty. */
export function clearStatus(context: MarkContext, field: Field): Splice[] {
  return clearLabel(context, field, openChoice(context));
}

/** The words of a record as a choice that nobody has made. */
export function openChoice({ vocabulary }: MarkContext): string {
  const words = vocabulary.names.flatMap((name) => (isWord(name) ? [englishWords[name]] : []));
  return `[${words.join(' / ')}]`;
}

function isWord(name: string): name is RecordWord {
  return name in englishWords;
}

/** Writes the word of a record, in the words of the choice where there is one; the note goes behind it where it has no place of its own. */
export function setStatus(context: MarkContext, field: Field, word: RecordWord, note: string): Splice[] {
  const { subject, vocabulary } = context;
  const old = subject.document.text.slice(field.value.from, field.value.to);
  const chosen = choiceFor(context, field, word);
  if (chosen !== undefined) return setLabel(context, field, note === '' ? chosen : `${chosen}: ${note}`);
  const isOpen = vocabulary.opening(old) === undefined || slotWithin(subject, field.value) !== undefined;
  if (isOpen)
    return setLabel(context, field, withNote(styledWord(word, undefined, context.siblings, vocabulary), note));
  return setLabel(context, field, wordAndNote(old, word, note, [], vocabulary));
}

function withNote(word: string, note: string): string {
  return note === '' ? word : `${word}: ${note}`;
}

/** The option of a field's choice that says a word; undefined where it has no choice, or none that says it. */
function choiceFor(context: MarkContext, field: Field, word: RecordWord): string | undefined {
  const { subject, sectionOf, vocabulary } = context;
  const section = sectionOf.get(field.id);
  const here = optionsIn(subject, field.value);
  const options = here.length > 0 || section === undefined ? here : optionsOfField(subject, section, field.label);
  return options.find((option) => vocabulary.opening(option)?.said === word);
}
