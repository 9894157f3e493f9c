import type { QuestionKind } from '../../questions/entry.ts';
import type { Words } from '../../words.ts';
import type { Value } from '../model.ts';
import { oneText, sameName } from './names.ts';

/** What a caller says of a question besides its words: `due` as `Target Resolution`, in the caller's own name for it. */
export interface Detail {
  readonly kind: DetailKind;
  readonly name: string;
  readonly value: string;
  /** The single options; of any other kind empty. */
  readonly options: readonly string[];
}

const detailKinds = ['owner', 'impact', 'due', 'revisit', 'options', 'rationale', 'blocking'] as const;

export type DetailKind = (typeof detailKinds)[number];

/** The values of a question, apart by what they mean. */
export interface AskedValues {
  /** The question's own words; undefined where no name says so. */
  readonly text: string | undefined;
  readonly details: readonly Detail[];
  /** What only the form knows: other labels and columns. */
  readonly rest: Readonly<Record<string, Value>>;
}

/** Takes the values of a question apart. Throws PlanError `invalid_input` for a list where one text is meant. */
export function askedValues(
  values: Readonly<Record<string, Value>>,
  kind: QuestionKind,
  words: Words,
  where: string,
): AskedValues {
  let text: string | undefined;
  const details: Detail[] = [];
  const rest: Record<string, Value> = {};
  for (const [name, value] of Object.entries(values)) {
    const detail = detailKinds.find((each) => words.label(each).is(name));
    if (text === undefined && isMain(name, kind, words)) text = oneText(name, value, where).trim();
    else if (detail === undefined) rest[name] = value;
    else details.push(detailOf(detail, name, value, where));
  }
  return { text, details, rest };
}

function isMain(name: string, kind: QuestionKind, words: Words): boolean {
  const units = {
    question: 'question',
    unknown: 'unknown',
    deferred: 'decision',
    approval: 'question',
    clarification: 'question',
  };
  return sameName(name, 'item') || words.label('question').is(name) || words.unit(units[kind]).is(name);
}

function detailOf(kind: DetailKind, name: string, value: Value, where: string): Detail {
  if (kind !== 'options') return { kind, name, value: oneText(name, value, where).trim(), options: [] };
  const options = (typeof value === 'string' ? partsOf(value) : value)
    .map((each) => each.trim())
    .filter((each) => each !== '');
  return { kind, name, value: options.join('; '), options };
}

/** Options in one text, parted as `list_open_questions` reads them. */
function partsOf(text: string): string[] {
  return text.split(text.includes(';') ? ';' : /\s\/\s/.test(text) ? ' / ' : ',');
}

/** A detail's name as a label begins: with a capital. */
export function labelFor({ name }: Pick<Detail, 'name'>): string {
  const plain = name.trim();
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** Whether a label or column asks for a detail: what a decision waits for is its date. */
export function asksFor(label: string, kind: DetailKind, words: Words): boolean {
  const kinds: readonly DetailKind[] = kind === 'due' || kind === 'revisit' ? ['due', 'revisit'] : [kind];
  return kinds.some((each) => words.label(each).is(label));
}
