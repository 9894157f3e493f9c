import { PlanError } from '../../../errors.ts';
import { codeSpans } from '../../../markdown/inline.ts';
import type { Item, Span } from '../../../markdown/model.ts';
import { outermost } from '../../../markdown/spans.ts';
import { applySplices } from '../../../markdown/splices.ts';
import { choose } from '../choices.ts';
import { oneLine, withoutMarker } from '../lists.ts';
import type { Subject, Value } from '../model.ts';
import { leadOf } from './leads.ts';
import { templateSlots } from './models.ts';
import { oneText, sameName, unknownNames } from './names.ts';

/** What one more item says. */
export interface Entry {
  /** One line, without marker and box. */
  readonly text: string;
  /** The text has the form's own number in front, which is not meant. */
  readonly hasFormLead: boolean;
  /** Lines below it, as items of its own. */
  readonly children: readonly string[];
}

/** An item whose places say what one more is made of. */
export interface EntryForm {
  readonly text: string;
  readonly places: readonly Place[];
}

/** By offsets into the form's text. */
interface Place extends Span {
  readonly name: string;
  readonly options: readonly string[];
  /** A sample in code: no place to leave open. */
  readonly isSample: boolean;
}

/** The form of a list's items: the template's first, else a sample of the plan's own; undefined where neither has places. */
export function entryForm(subject: Subject, model: readonly Item[], samples: readonly Item[]): EntryForm | undefined {
  const { template, document } = subject;
  const [first] = model;
  const [sample] = samples;
  const ofTemplate =
    template === undefined || first === undefined
      ? undefined
      : formFrom(template.text, first.text, templateSlots(template, first.text));
  if (ofTemplate !== undefined || sample === undefined) return ofTemplate;
  const slots = subject.slots.map(({ slot }) => slot);
  return formFrom(
    document.text,
    sample.text,
    slots.filter(({ span }) => sample.text.from <= span.from && span.to <= sample.text.to),
  );
}

function formFrom(
  source: string,
  own: Span,
  slots: readonly { readonly span: Span; readonly name: string; readonly options: readonly string[] }[],
): EntryForm | undefined {
  const text = source.slice(own.from, own.to);
  const written = slots.filter(({ span }) => span.from < span.to);
  if (written.length === 0) return undefined;
  const named = written.map(
    ({ span, name, options }): Place => ({
      from: span.from - own.from,
      to: span.to - own.from,
      name: baseName(name),
      options,
      isSample: false,
    }),
  );
  const inCode = codeSpans(text).map(({ from, to }): Place => {
    const inner = { from: from + 1, to: to - 1 };
    return { ...inner, name: text.slice(inner.from, inner.to), options: [], isSample: true };
  });
  // A sample in code is one place, with whatever stands in it.
  return { text, places: outermost([...inCode, ...named]) };
}

/** 'Service 1' asks for a service. */
function baseName(name: string): string {
  const plain = name.replace(/(?<![\s_-])[\s_-]+\d{1,3}(?:\.\d{1,3})?$/, '').trim();
  return plain === '' ? name : plain;
}

/** The names that one more item takes. */
export function entryNames(form: EntryForm | undefined): readonly string[] {
  return ['item', ...new Set(form?.places.map((place) => place.name))];
}

/** Whether a name is one that an item of this form takes. */
export function knowsName(form: EntryForm | undefined, name: string): boolean {
  return sameName(name, 'item') || placesNamed(form, name).length > 0;
}

function placesNamed(form: EntryForm | undefined, name: string): readonly Place[] {
  return (form?.places ?? []).filter((place) => sameName(place.name, name) || sameName(place.name, baseName(name)));
}

/** What an item says by `item`, or by the places of its form; those that are not given stay open. Throws PlanError. */
export function entryFrom(form: EntryForm | undefined, values: Readonly<Record<string, Value>>, where: string): Entry {
  const names = Object.keys(values);
  const unknown = names.filter((name) => !knowsName(form, name));
  if (unknown.length > 0) throw unknownNames(unknown, entryNames(form), where);
  const whole = names.find((name) => sameName(name, 'item') && placesNamed(form, name).length === 0);
  if (whole !== undefined) {
    if (names.length > 1) throw onlyOne(where, entryNames(form));
    return { text: itemText(oneText(whole, values[whole] ?? '', where), where), hasFormLead: false, children: [] };
  }
  if (form === undefined || names.length === 0) {
    throw new PlanError('invalid_input', `One more item in ${where} needs its text.`, {
      where,
      fix: `Send values with ${entryNames(form)
        .map((name) => `"${name}"`)
        .join(', or ')}.`,
    });
  }
  return { text: filledForm(form, values, where), hasFormLead: leadOf(form.text) !== undefined, children: [] };
}

/** The text of an item that a caller gives: one line, without list marks, not empty. Throws PlanError. */
export function itemText(value: string, where: string): string {
  const text = withoutMarker(oneLine(value, where));
  if (text !== '') return text;
  throw new PlanError('invalid_input', `One more item in ${where} needs its text: the one given is empty.`, { where });
}

function filledForm(form: EntryForm, values: Readonly<Record<string, Value>>, where: string): string {
  const taken = new Set<Place>();
  const splices = Object.entries(values).map(([name, value]) => {
    const place = placesNamed(form, name).find((each) => !taken.has(each));
    if (place === undefined) throw onlyOne(where, entryNames(form));
    taken.add(place);
    const words = oneLine(oneText(name, value, where), `${place.name} in ${where}`);
    return { from: place.from, to: place.to, text: choose(place.options, words, `${place.name} in ${where}`) };
  });
  const left = form.places.find((place) => place.isSample && !taken.has(place));
  if (left === undefined) return applySplices(form.text, splices);
  throw new PlanError(
    'invalid_input',
    `One more item in ${where} needs "${left.name}", which is only a sample in the form.`,
    {
      where,
      fix: `Send "${left.name}" too, or the whole line as "item".`,
    },
  );
}

function onlyOne(where: string, names: readonly string[]): PlanError {
  return new PlanError('invalid_input', `One more item in ${where} takes "item" alone, or each of its places once.`, {
    where,
    fix: `Known: ${names.join(', ')}.`,
  });
}
