import type { Named, PrincipleReadings } from './findPrinciples.ts';
import type { Constitution, Principle, PrincipleCheck, RecordPlace } from './model.ts';
import type { CheckPlace } from './places.ts';
import type { Reader } from './reader.ts';
import { recordColumns } from './recordColumns.ts';
import { joinReadings, labelOf, type Reading, settleRecord, unknown, worstOf } from './settle.ts';
import type { PlaceRecord } from './statements.ts';
import type { ListedViolation, ViolationList } from './violations.ts';

/** Settles every principle: its own records, its rules', and what the plan lists as violations. */
export function settlePrinciples(
  constitution: Constitution,
  readings: PrincipleReadings,
  violations: ViolationList,
  section: RecordPlace | undefined,
  reader: Reader,
): readonly PrincipleCheck[] {
  const rows = [...readings.named.values()].flat().flatMap(({ place }) => (place.form === 'row' ? [place] : []));
  return constitution.principles.map((principle) => {
    const named = readings.named.get(principle.id) ?? [];
    const listed = violations.listed.filter((violation) => violation.principle === principle);
    const own = settleNamed(principle, named, reader);
    const reading = withViolations(own, listed, violations.none, named);
    const place = recordPlace(named, rows, reader) ?? section;
    const about = {
      id: principle.id,
      title: principle.title,
      strength: principle.strength,
      place,
      openRules: openRules(named, reader),
    };
    if (reading === undefined) return { ...about, verdict: 'unaddressed', why: 'the plan does not name it' };
    const { verdict, line, evidence, why } = reading;
    const told = { ...(evidence === undefined ? {} : { evidence }), ...(why === undefined ? {} : { why }) };
    return { ...about, verdict, line: line + 1, ...told };
  });
}

function openRules(named: readonly Named[], reader: Reader): readonly string[] {
  const rules = named
    .flatMap(({ record }) => record.rules)
    .filter(({ record }) => settleDeep(record, reader).verdict === 'unaddressed');
  return rules.map(({ record }) => record.place.id);
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
  if (!isLoud) return worstOf([...rules, ...missingRules(principle, records, rules)]);
  const open = rules.filter(
    (rule) =>
      rule.verdict !== 'unaddressed' &&
      rule.isUnread !== true &&
      !(rule.isBareTick === true && own.claim !== 'violation'),
  );
  return worstOf([own, ...open]);
}

function settleDeep(record: PlaceRecord, reader: Reader): Reading {
  const own = settleRecord(record, reader.words);
  const below = record.rules.map((rule) => settleDeep(rule.record, reader));
  return worstOf(own.verdict === 'unaddressed' && below.length > 0 ? below : [own, ...below]) ?? own;
}

/** Rules of the constitution that the plan leaves out, where it answers rule by rule. */
function missingRules(
  principle: Principle,
  found: readonly { readonly words: string }[],
  rules: readonly Reading[],
): readonly Reading[] {
  const known = new Set(found.map(({ words }) => words));
  const missing = principle.rules.find((rule) => !known.has(rule));
  const line = rules[0]?.line;
  const isAnswered = principle.rules.some((rule) => known.has(rule));
  if (!isAnswered || missing === undefined || line === undefined) return [];
  return [
    { verdict: 'unaddressed', claim: undefined, line, why: `its rule "${missing.slice(0, 120)}" has no verdict` },
  ];
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
  if (own?.verdict === 'unknown' && own.isUnread !== true) return own;
  if (own?.claim !== undefined && own.claim !== 'violation') {
    return unknown(
      own.line,
      `line ${own.line + 1} says ${labelOf(own.claim)}, line ${first.line + 1} lists a violation`,
    );
  }
  const justification = own?.justification ?? listed.find((one) => one.justification !== undefined)?.justification;
  const line = own?.claim === 'violation' ? own.line : first.line;
  if (justification === undefined) {
    return {
      verdict: 'violation',
      claim: 'violation',
      line,
      evidence: own?.evidence ?? first.words,
      why: 'no justification is on record',
    };
  }
  return { verdict: 'justified', claim: 'violation', line, evidence: justification };
}

function hasOpenBox(record: PlaceRecord): boolean {
  return (record.place.box !== undefined && !record.ticked) || record.rules.some((rule) => hasOpenBox(rule.record));
}

/** Where a record of the principle as a whole stands, else one of its rules'. */
function recordPlace(named: readonly Named[], rows: readonly CheckPlace[], reader: Reader): RecordPlace | undefined {
  const places = named.filter((one) => one.place.form !== 'prose');
  const place = (places.find((one) => one.rule === undefined) ?? places[0])?.place;
  if (place === undefined || place.form === 'prose') return undefined;
  const columns = place.form === 'row' ? recordColumns(place, rows, reader) : undefined;
  return { id: place.id, form: place.form, ...(columns === undefined ? {} : { columns }) };
}
