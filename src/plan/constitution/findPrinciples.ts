import type { Constitution, Principle } from './model.ts';
import type { CheckPlace } from './places.ts';
import { isPlaceholder, type Reader } from './reader.ts';
import { type PlaceRecord, readRecord } from './statements.ts';
import { mentionedVerdict, openingVerdict } from './verdictWords.ts';
import { isViolationsLabel, type ListedViolation } from './violations.ts';

/** What a plan says of each principle, and the records that name none. Lines are 0-based. */
export interface PrincipleReadings {
  readonly named: ReadonlyMap<string, readonly Named[]>;
  readonly strays: readonly CheckPlace[];
  /** The strays that say VIOLATION: no principle takes them, and yet they are there. */
  readonly unnamed: readonly ListedViolation[];
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
  const named = new Map<string, Named[]>(constitution.principles.map((principle) => [principle.id, []]));
  const strays: CheckPlace[] = [];
  const visit = (place: CheckPlace, inside: Principle | undefined): void => {
    if (isViolationsLabel(place, reader)) return;
    const found = principlesAt(place, reader).filter(({ principle }) => principle !== inside);
    if (inside === undefined || place.form === 'heading') {
      for (const { principle, rule, rest } of found) {
        named.get(principle.id)?.push({ place, rule, record: readRecord(place, rest, principle, reader) });
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
    named,
    strays,
    unnamed: unnamed.map(({ line, whole }) => ({ principle: undefined, line, words: whole, justification: undefined })),
  };
}

interface At {
  readonly principle: Principle;
  readonly rule?: string;
  readonly rest: string;
}

function principlesAt(place: CheckPlace, reader: Reader): readonly At[] {
  const { names, words } = reader;
  if (place.form === 'row') return rowPrinciple(place, reader);
  if (place.form === 'prose') {
    const spoken = openingVerdict(place.text, words) ?? mentionedVerdict(place.text, words);
    if (spoken === undefined) return [];
    const opening = names.opening(place.text);
    return opening === undefined
      ? names.within(place.text).map((principle) => ({ principle, rest: place.text }))
      : [opening];
  }
  const title = place.form === 'heading' ? headingWords(place, reader) : place.name;
  const principle = title === '' ? undefined : names.match(title);
  if (principle !== undefined) return [{ principle, rest: place.text }];
  const opening = names.opening(place.whole);
  return opening === undefined ? [] : [opening];
}

/** The principle that a place names first. */
export function principleOf(place: CheckPlace, reader: Reader): Principle | undefined {
  return principlesAt(place, reader)[0]?.principle;
}

/** A heading without the verdict that it carries: `I. Clean Architecture — ✅ PASS`. */
export function headingWords(place: CheckPlace, reader: Pick<Reader, 'words'>): string {
  return mentionedVerdict(place.name, reader.words)?.note.replace(/[*_\s]+$/u, '') ?? place.name;
}

/** The principle of the first cell that names one; a verdict or a number names none. */
function rowPrinciple(place: CheckPlace, reader: Reader): readonly At[] {
  for (const { text } of place.cells.slice(0, 3)) {
    if (text === '' || openingVerdict(text, reader.words) !== undefined) continue;
    const principle = isBareNumber(text) ? undefined : reader.names.match(text);
    if (principle !== undefined) return [{ principle, rest: '' }];
  }
  return [];
}

/** `IV`, `3.`: no name. */
export function isBareNumber(text: string): boolean {
  return /^[^\p{L}\p{N}]{0,10}(?:[IVXL]{1,7}|\d{1,3})[^\p{L}\p{N}]{0,10}$/u.test(text);
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
