import type { Explained, ListedViolation } from './explained.ts';
import type { Named, PrincipleReadings } from './findPrinciples.ts';
import type { Constitution, Principle, PrincipleCheck, RecordPlace, Verdict } from './model.ts';
import type { CheckPlace } from './places.ts';
import type { Reader } from './reader.ts';
import { recordColumns } from './recordColumns.ts';
import { joinReadings, labelOf, type Reading, settleRecord, unknown, worstOf } from './settle.ts';
import type { PlaceRecord } from './statements.ts';
import type { Summary } from './summary.ts';
import type { ViolationList } from './violations.ts';

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
    const explained = violations.explained.filter((reason) => reason.principle === principle);
    const own = withSummary(settleNamed(principle, named, reader), named, readings.summary);
    const reading = withExplained(withViolations(own, listed, violations.none, named), explained);
    const place = recordPlace(named, rows, reader) ?? section;
    const about = {
      id: principle.id,
      title: principle.title,
      strength: principle.strength,
      place,
      openRules: openRules(named, reader),
    };
    if (reading === undefined) return { ...about, verdict: 'unaddressed', why: 'the plan does not name it' };
    const { verdict, line, evidence } = reading;
    const why =
      reading.why ??
      (isWaived(principle, verdict)
        ? 'a NON-NEGOTIABLE principle is violated with a justification on record'
        : undefined);
    const told = { ...(evidence === undefined ? {} : { evidence }), ...(why === undefined ? {} : { why }) };
    return { ...about, verdict, line: line + 1, ...told };
  });
}

/** A justification is on record for what the constitution lets nobody justify. */
function isWaived({ strength }: Principle, verdict: Verdict): boolean {
  return strength === 'NON-NEGOTIABLE' && verdict === 'justified';
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

/** 'All gates pass' is a verdict on each that the plan names and leaves without one; a whole's result on those that it speaks of. */
function withSummary(
  own: Reading | undefined,
  named: readonly Named[],
  summary: Summary | undefined,
): Reading | undefined {
  if (own === undefined || summary === undefined || named.some(({ record }) => hasOpenBox(record))) return own;
  const isOpen = own.isUnread === true || (summary.ofEach && own.verdict === 'unaddressed');
  if (!isOpen) return own;
  const { line } = summary;
  if (own.evidence !== undefined) return { verdict: 'pass', claim: 'pass', line, evidence: own.evidence };
  return {
    verdict: 'unsupported',
    claim: 'pass',
    line,
    why: `line ${line + 1} says PASS for all, nothing says why for this one`,
  };
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

/** A reason in words justifies a violation that is on record; where nothing else is, an entry of a complexity section records one. */
function withExplained(own: Reading | undefined, explained: readonly Explained[]): Reading | undefined {
  const [first] = explained;
  if (first === undefined || first.justification === undefined) return own;
  const justified = { verdict: 'justified', claim: 'violation', evidence: first.justification } as const;
  if (own?.verdict === 'violation') return { ...justified, line: own.line };
  const isOpen =
    own === undefined || own.isUnread === true || (own.verdict === 'unaddressed' && own.claim === undefined);
  const entry = explained.find(({ isViolation }) => isViolation);
  return isOpen && entry?.justification !== undefined
    ? { ...justified, evidence: entry.justification, line: entry.line }
    : own;
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
