import { isViolationsLabel, type ListedViolation } from './explained.ts';
import { bareNumber, inStep, numberOf } from './inStep.ts';
import type { Constitution, Principle } from './model.ts';
import type { CheckPlace } from './places.ts';
import { isPlaceholder, type Reader } from './reader.ts';
import { type PlaceRecord, readRecord } from './statements.ts';
import { type Summary, summaryOf } from './summary.ts';
import { mentionedVerdict, openingVerdict } from './verdictWords.ts';

/** What a plan says of each principle, and the records that name none. Lines are 0-based. */
export interface PrincipleReadings {
  readonly named: ReadonlyMap<string, readonly Named[]>;
  readonly strays: readonly CheckPlace[];
  /** The strays that say VIOLATION: no principle takes them, and yet they are there. */
  readonly unnamed: readonly ListedViolation[];
  /** What the plan says of all principles at once. */
  readonly summary: Summary | undefined;
}

export interface Named {
  readonly place: CheckPlace;
  readonly record: PlaceRecord;
  /** The one rule that the place speaks of, not the principle as a whole. */
  readonly rule: string | undefined;
}

/** Finds the places that name principles, wherever they stand in the constitution sections. */
export function findPrinciples(
  places: readonly CheckPlace[],
  constitution: Constitution,
  reader: Reader,
): PrincipleReadings {
  const named = new Map<string, (Named & Pick<At, 'isLoose'>)[]>(
    constitution.principles.map((principle) => [principle.id, []]),
  );
  const strays: CheckPlace[] = [];
  const known = new Map<CheckPlace, readonly At[]>();
  const readAt = (place: CheckPlace): readonly At[] => {
    const at = known.get(place) ?? principlesAt(place, reader);
    known.set(place, at);
    return at;
  };
  const steps = inStep(places, constitution.principles, (place) => readAt(place)[0]?.principle);
  const visit = (place: CheckPlace, inside: Principle | undefined): void => {
    if (isViolationsLabel(place, reader)) return;
    const step = steps.get(place);
    const at = step === undefined ? readAt(place) : [{ principle: step, rest: place.text, isLoose: true }];
    const found = at.filter(({ principle }) => principle !== inside);
    if (inside === undefined || place.form === 'heading') {
      for (const { principle, rule, rest, isLoose } of found) {
        named.get(principle.id)?.push({ place, rule, isLoose, record: readRecord(place, rest, principle, reader) });
      }
    }
    const own = found[0]?.principle ?? inside;
    if (own === undefined && isStray(place, reader)) strays.push(place);
    place.children
      .filter((child) => own === undefined || child.form === 'heading')
      .forEach((child) => visit(child, own));
  };
  places.forEach((place) => visit(place, undefined));
  const unnamed = strays.filter((place) => saysViolation(place, reader));
  return {
    named: new Map([...named].map(([id, list]) => [id, withoutLoose(list)])),
    strays,
    unnamed: unnamed.map(({ line, whole }) => ({ principle: undefined, line, words: whole, justification: undefined })),
    summary: summaryOf(places, reader),
  };
}

/** Places that have the name itself outrank those that only have words of it. */
function withoutLoose(list: readonly (Named & Pick<At, 'isLoose'>)[]): readonly Named[] {
  const exact = list.filter(({ isLoose }) => isLoose !== true);
  return exact.length > 0 ? exact : list;
}

interface At {
  readonly principle: Principle;
  readonly rule?: string;
  readonly rest: string;
  readonly isLoose?: boolean | undefined;
}

function principlesAt(place: CheckPlace, reader: Reader): readonly At[] {
  const { names } = reader;
  if (place.form === 'row') return rowPrinciple(place, reader);
  if (place.form === 'prose') return prosePrinciples(place, reader);
  const title = place.form === 'heading' ? headingWords(place, reader) : place.name;
  const found = title === '' ? undefined : names.find(title);
  if (found?.isLoose === false) return [{ ...found, rest: place.text }];
  const opening = names.opening(place.whole);
  if (found !== undefined && opening?.isLoose !== undefined && opening.isLoose !== false)
    return [{ ...found, rest: place.text }];
  if (opening === undefined) return found === undefined ? [] : [{ ...found, rest: place.text }];
  return [{ ...opening, rest: `${signBefore(place.whole, reader)}${opening.rest}` }];
}

/** Prose speaks of a principle where it has a verdict: of the one that opens it, else of all that it names. */
function prosePrinciples({ text }: CheckPlace, { names, words }: Reader): readonly At[] {
  if (openingVerdict(text, words) === undefined && mentionedVerdict(text, words) === undefined) return [];
  const opening = names.opening(text);
  const isMeant = opening !== undefined && (opening.isLoose !== true || /^[^\p{L}\p{N}]{0,8}\*\*/u.test(text));
  if (isMeant) return [{ ...opening, rest: `${signBefore(text, { words })}${opening.rest}` }];
  return names.within(text).map((principle) => ({ principle, rest: text }));
}

/** The verdict's sign before a name: `✅ Small Boats: …`. */
function signBefore(text: string, { words }: Pick<Reader, 'words'>): string {
  const sign = /^[^\p{L}\p{N}]{1,12}/u.exec(text)?.[0].replace(/[*_`\s]/g, '') ?? '';
  return openingVerdict(sign, words) === undefined ? '' : `${sign} `;
}

/** The principle that a place names first. */
export function principleOf(place: CheckPlace, reader: Reader): Principle | undefined {
  return principlesAt(place, reader)[0]?.principle;
}

/** A heading without the verdict that it carries: `I. Clean Architecture — ✅ PASS`. */
export function headingWords(place: CheckPlace, reader: Pick<Reader, 'words'>): string {
  return mentionedVerdict(place.name, reader.words)?.note.replace(/(?<![*_\s])[*_\s]+$/u, '') ?? place.name;
}

/** The principle of the first cell that names one; a verdict or a number names none. Only the first name may be a like one. */
function rowPrinciple(place: CheckPlace, reader: Reader): readonly At[] {
  const number = numberOf(place);
  const cells = place.cells
    .slice(0, 3)
    .filter(({ text }) => text !== '' && !isBareNumber(text) && openingVerdict(text, reader.words) === undefined);
  const found = cells.map(({ text }, index) => reader.names.find(text, index === 0 ? number : undefined));
  const best = found.find((one, index) => one !== undefined && (index === 0 || !one.isLoose)) ?? citedBy(place, reader);
  return best === undefined ? [] : [{ ...best, rest: '' }];
}

/** A row that has no name but a Roman number, and its verdict right behind it, cites the principle of that number. */
function citedBy(place: CheckPlace, { names, words }: Reader): ReturnType<typeof names.find> {
  const [first, second] = place.cells;
  const number = /^[IVXL]{1,7}$/.exec(first?.text.replace(/[*_.)\s]/g, '') ?? '')?.[0];
  if (number === undefined || second === undefined) return undefined;
  const isVerdict = words.label('verdict').is(second.column) || openingVerdict(second.text, words) !== undefined;
  return isVerdict ? names.find('', number) : undefined;
}

/** `IV`, `3.`: no name. */
export function isBareNumber(text: string): boolean {
  return bareNumber(text) !== undefined;
}

/** A record in due form whose name the constitution does not have. */
function isStray(place: CheckPlace, reader: Reader): boolean {
  if (place.form === 'row') return place.cells.some((cell) => openingVerdict(cell.text, reader.words) !== undefined);
  return (place.form === 'box' && !isPlaceholder(place.whole)) || saysViolation(place, reader);
}

function saysViolation(place: CheckPlace, { words }: Reader): boolean {
  if (place.form === 'prose' || words.label('gateResult').is(place.name)) return false;
  const texts = [place.text, ...place.cells.map((cell) => cell.text), ...place.children.map((child) => child.whole)];
  return texts.some((text) => openingVerdict(text, words)?.said === 'violation');
}
