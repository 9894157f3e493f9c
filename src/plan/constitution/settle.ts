import type { Words } from '../words.ts';
import { type Verdict, worstFirst } from './model.ts';
import { wordCount } from './phrases.ts';
import type { Statement } from './evidence.ts';
import type { PlaceRecord } from './statements.ts';
import { toldOf, wholeOf } from './told.ts';
import { speaksAgainst } from './verdictWords.ts';

/** What a verdict comes from: contradicting claims make it unknown. */
export type Claim = 'pass' | 'violation' | 'not_applicable' | 'deferred';

/** The verdict of one place or of several. The line is 0-based. */
export interface Reading {
  readonly verdict: Verdict;
  readonly claim: Claim | undefined;
  readonly line: number;
  readonly evidence?: string;
  readonly why?: string;
  /** The author wrote words without a verdict: another place may still give one. */
  readonly isUnread?: boolean;
  /** It is no more than a tick. */
  readonly isBareTick?: boolean;
  readonly justification?: string;
}

/** Settles what one place says, without its rules. */
export function settleRecord(record: PlaceRecord, words: Words): Reading {
  const { place, statements } = record;
  const line = statements[0]?.line ?? place.line;
  const unclear = statements.find((statement) => statement.said === 'unclear');
  if (unclear !== undefined) return unknown(unclear.line, `line ${unclear.line + 1} gives no verdict that can be told`);
  const stated = statements.flatMap((statement) => claimOf(statement));
  const conflict = conflictOf(stated);
  if (conflict !== undefined) return unknown(conflict.line, conflict.why);
  const first = stated[0];
  if (first === undefined) return withoutStatement(record, words);
  if (record.ticked && (first.claim === 'violation' || first.claim === 'deferred')) {
    return unknown(line, `line ${place.line + 1} is ticked, line ${first.line + 1} says ${labelOf(first.claim)}`);
  }
  return settleClaim(first.claim, first.line, record, words);
}

interface Stated {
  readonly claim: Claim;
  readonly line: number;
}

function claimOf(statement: Statement): readonly Stated[] {
  if (statement.said === 'unclear' || statement.said === 'choice') return [];
  return [{ claim: statement.said === 'justified' ? 'violation' : statement.said, line: statement.line }];
}

/** The first two claims that differ. */
export function conflictOf(stated: readonly Stated[]): { line: number; why: string } | undefined {
  const first = stated[0];
  const other = stated.find((one) => one.claim !== first?.claim);
  if (first === undefined || other === undefined) return undefined;
  return {
    line: first.line,
    why: `line ${first.line + 1} says ${labelOf(first.claim)}, line ${other.line + 1} says ${labelOf(other.claim)}`,
  };
}

/** The word that records a claim. */
export function labelOf(claim: Claim): string {
  return { pass: 'PASS', violation: 'VIOLATION', not_applicable: 'N/A', deferred: 'DEFERRED' }[claim];
}

function settleClaim(claim: Claim, line: number, record: PlaceRecord, words: Words): Reading {
  const evidence = toldOf(record);
  if (claim === 'violation') {
    const justification = justificationIn(record, words);
    const said = evidence === '' ? {} : { evidence };
    return justification === undefined
      ? { verdict: 'violation', claim, line, ...said, why: 'no justification is on record' }
      : { verdict: 'justified', claim, line, evidence: justification, justification };
  }
  if (evidence === '')
    return {
      verdict: 'unsupported',
      claim,
      line,
      why: `line ${line + 1} says ${labelOf(claim)} and ${missing[claim]}`,
    };
  if (claim === 'pass' && speaksAgainst(wholeOf(record), words)) {
    return unknown(line, `line ${line + 1} says PASS, its note says otherwise`);
  }
  return { verdict: claim, claim, line, evidence };
}

const missing = {
  pass: 'gives no evidence',
  not_applicable: 'gives no reason',
  deferred: 'does not say what it waits for',
} as const;

/** A Justification label below the record, a record that says JUSTIFIED with words, or a note with a clause that opens so. */
function justificationIn(record: PlaceRecord, words: Words): string | undefined {
  if (record.justification !== undefined) return record.justification;
  const stated = record.statements.find((statement) => statement.said === 'justified' && statement.note !== '');
  if (stated !== undefined) return stated.note;
  const notes = [...record.statements.map(({ note }) => note), ...record.evidence.map(({ text }) => text)];
  return notes.map((note) => justifyingClause(note, words)).find((clause) => clause !== undefined);
}

/** The clause of a text that opens with `justified because`, `Justification:` and goes on for two words or more. */
export function justifyingClause(text: string, words: Words): string | undefined {
  for (const found of words.constitution('justifies').findAll(text.slice(0, 4000))) {
    const opensClause = /(?:^|[.;,:·—–(。；，、：（\n-])[^\S\n]*$/u.test(
      text.slice(Math.max(0, found.from - 10), found.from),
    );
    const rest = text.slice(found.to).replace(/^[\s:：—–-]+/u, '');
    if (opensClause && wordCount(rest) >= 2 && words.verdict('unclear').opens(rest) === 0) return rest.trim();
  }
  return undefined;
}

function withoutStatement(record: PlaceRecord, words: Words): Reading {
  const { place, ticked } = record;
  const evidence = toldOf(record);
  const at = `line ${place.line + 1}`;
  if (ticked && evidence === '') {
    return {
      verdict: 'unsupported',
      claim: 'pass',
      line: place.line,
      why: `${at} is ticked and gives no evidence`,
      isBareTick: true,
    };
  }
  if (ticked && speaksAgainst(wholeOf(record), words))
    return unknown(place.line, `${at} is ticked, its note says otherwise`);
  if (ticked) return { verdict: 'pass', claim: 'pass', line: place.line, evidence };
  if (place.box !== undefined)
    return { verdict: 'unaddressed', claim: undefined, line: place.line, why: `the box of ${at} is open` };
  if (evidence === '')
    return { verdict: 'unaddressed', claim: undefined, line: place.line, why: `${at} names it without a verdict` };
  return { ...unknown(place.line, `${at} gives no verdict that can be told`), evidence, isUnread: true };
}

export function unknown(line: number, why: string): Reading {
  return { verdict: 'unknown', claim: undefined, line, why };
}

/** Several places that speak of the same: one that says something outranks one that does not; those that differ contradict. */
export function joinReadings(readings: readonly Reading[]): Reading | undefined {
  const loud = readings.filter((reading) => reading.verdict !== 'unaddressed' && reading.isUnread !== true);
  if (loud.length === 0) return readings.find((reading) => reading.isUnread === true) ?? readings[0];
  const stuck = loud.find((reading) => reading.verdict === 'unknown');
  if (stuck !== undefined) return stuck;
  const conflict = conflictOf(loud.flatMap(({ claim, line }) => (claim === undefined ? [] : [{ claim, line }])));
  if (conflict !== undefined) return unknown(conflict.line, conflict.why);
  const best = loud.find((reading) => reading.verdict !== 'unsupported' && reading.verdict !== 'violation');
  return best ?? loud.find((reading) => reading.isBareTick !== true) ?? loud[0];
}

/** The worst of several, the first where they are equal. */
export function worstOf(readings: readonly Reading[]): Reading | undefined {
  return readings.toSorted((a, b) => worstFirst.indexOf(a.verdict) - worstFirst.indexOf(b.verdict))[0];
}
