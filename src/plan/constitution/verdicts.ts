import type { Constitution, Principle, PrincipleCheck, RecordPlace } from './model.ts';
import { isPlaceholder, type Reader } from './reader.ts';
import type { CheckPlace } from './places.ts';
import { joinReadings, labelOf, type Reading, settleRecord, unknown, worstOf } from './settle.ts';
import { type PlaceRecord, readRecord } from './statements.ts';
import { isViolationsLabel, type ListedViolation, type ViolationList } from './violations.ts';
import { mentionedVerdict, openingVerdict } from './verdictWords.ts';

/** What a plan says of each principle, and the records that name none. Lines are 0-based. */
export interface PrincipleReadings {
  readonly named: ReadonlyMap<string, readonly Named[]>;
  readonly strays: readonly CheckPlace[];
}

interface Named {
  readonly place: CheckPlace;
  readonly record: PlaceRecord;
  /** The one rule that the place speaks of, not the principle as a whole. */
  readonly rule: string | undefined;
}

/** Finds the places that name principles, wherever they stand in the constitution sections. */
export function findPrinciples(places: readonly CheckPlace[], constitution: Constitution, reader: Reader): PrincipleReadings {
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
    place.children.filter((child) => own === undefined || child.form === 'heading').forEach((child) => visit(child, own));
  };
  places.forEach((place) => visit(place, undefined));
  return { named, strays };
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
    return opening === undefined ? names.within(place.text).map((principle) => ({ principle, rest: place.text })) : [opening];
  }
  const title = place.form === 'heading' ? headingWords(place, reader) : place.name;
  const principle = title === '' ? undefined : names.match(title);
  if (principle !== undefined) return [{ principle, rest: place.text }];
  const opening = names.opening(place.whole);
  return opening === undefined ? [] : [opening];
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
  return place.form === 'box' && !isPlaceholder(place.whole);
}

/** Settles every principle: its own records, its rules', and what the plan lists as violations. */
export function settlePrinciples(
  constitution: Constitution,
  readings: PrincipleReadings,
  violations: ViolationList,
  section: RecordPlace | undefined,
  reader: Reader,
): readonly PrincipleCheck[] {
  return constitution.principles.map((principle) => {
    const named = readings.named.get(principle.id) ?? [];
    const listed = violations.listed.filter((violation) => violation.principle === principle);
    const own = settleNamed(principle, named, reader);
    const reading = withViolations(own, listed, violations.none, named);
    const place = recordPlace(named, reader) ?? section;
    const { id, title, strength } = principle;
    if (reading === undefined) return { id, title, strength, verdict: 'unaddressed', why: 'the plan does not name it', place };
    const { verdict, line, evidence, why } = reading;
    return { id, title, strength, verdict, line: line + 1, ...(evidence === undefined ? {} : { evidence }), ...(why === undefined ? {} : { why }), place };
  });
}

/** The principle's own record covers every rule without one; then the worst counts. */
function settleNamed(principle: Principle, named: readonly Named[], reader: Reader): Reading | undefined {
  const whole = named.filter((one) => one.rule === undefined);
  const records = [
    ...whole.flatMap((one) => one.record.rules),
    ...named.flatMap((one) => (one.rule === undefined ? [] : [{ words: one.rule, record: one.record }])),
  ];
  const rules = records.map(({ record }) => settleDeep(record, reader));
  const own = joinReadings(whole.map((one) => settleRecord(one.record, reader.words)));
  if (records.length === 0) return own;
  const isLoud = own !== undefined && own.verdict !== 'unaddressed' && own.isUnread !== true;
  if (!isLoud) return worstOf([...rules, ...missingRules(principle, records.map(({ words }) => words), rules, reader)]);
  const open = rules.filter((rule) => rule.verdict !== 'unaddressed' && rule.isUnread !== true && !(rule.isBareTick === true && own.claim !== 'violation'));
  return worstOf([own, ...open]);
}

function settleDeep(record: PlaceRecord, reader: Reader): Reading {
  const own = settleRecord(record, reader.words);
  const below = record.rules.map((rule) => settleDeep(rule.record, reader));
  return worstOf(own.verdict === 'unaddressed' && below.length > 0 ? below : [own, ...below]) ?? own;
}

/** Rules of the constitution that the plan leaves out, where it answers rule by rule. */
function missingRules(principle: Principle, found: readonly string[], rules: readonly Reading[], reader: Reader): readonly Reading[] {
  const known = principle.rules.filter((rule) => found.some((words) => words === rule));
  const missing = principle.rules.find((rule) => !known.includes(rule));
  const line = rules[0]?.line;
  if (known.length === 0 || missing === undefined || line === undefined || reader.words.none.is(missing)) return [];
  return [{ verdict: 'unaddressed', claim: undefined, line, why: `its rule "${missing.slice(0, 120)}" has no verdict` }];
}

/** A listed violation is a verdict in another place; 'None' beside an open box contradicts it. */
function withViolations(
  own: Reading | undefined,
  listed: readonly ListedViolation[],
  none: number | undefined,
  named: readonly Named[],
): Reading | undefined {
  const first = listed[0];
  if (first === undefined) {
    const isOpen = own?.verdict === 'unaddressed' && named.some((one) => hasOpenBox(one.record));
    if (none !== undefined && own !== undefined && isOpen) {
      return unknown(own.line, `line ${own.line + 1} leaves the box open, line ${none + 1} says there is no violation`);
    }
    if (none === undefined || own?.claim !== 'violation') return own;
    return { ...own, why: `${own.why === undefined ? '' : `${own.why}; `}line ${none + 1} says there is none` };
  }
  if (own !== undefined && (own.verdict === 'unknown') && own.isUnread !== true) return own;
  if (own?.claim !== undefined && own.claim !== 'violation') {
    return unknown(own.line, `line ${own.line + 1} says ${labelOf(own.claim)}, line ${first.line + 1} lists a violation`);
  }
  const justification = own?.justification ?? listed.find((one) => one.justification !== undefined)?.justification;
  const line = own?.claim === 'violation' ? own.line : first.line;
  if (justification === undefined) {
    return { verdict: 'violation', claim: 'violation', line, evidence: own?.evidence ?? first.words, why: 'no justification is on record' };
  }
  return { verdict: 'justified', claim: 'violation', line, evidence: justification };
}

function hasOpenBox(record: PlaceRecord): boolean {
  return (record.place.box !== undefined && !record.ticked) || record.rules.some((rule) => hasOpenBox(rule.record));
}

/** Where a record of the principle as a whole stands, else one of its rules'. */
function recordPlace(named: readonly Named[], reader: Reader): RecordPlace | undefined {
  const places = named.filter((one) => one.place.form !== 'prose');
  const place = (places.find((one) => one.rule === undefined) ?? places[0])?.place;
  if (place === undefined || place.form === 'prose') return undefined;
  const columnOf = (label: string): string | undefined => place.cells.find((cell) => reader.words.label(label).is(cell.column))?.column;
  const columns = [columnOf('verdict'), columnOf('evidence')].filter((column) => column !== undefined);
  return { id: place.id, form: place.form, ...(columns.length === 0 ? {} : { columns }) };
}
