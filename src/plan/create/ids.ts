import { PlanError } from '../../errors.ts';
import type { Splice } from '../../markdown/splices.ts';
import type { Subject } from '../edits/model.ts';
import type { Facts } from './model.ts';

/** An ID by its pattern: `PLAN-{AREA}-{NNN}` becomes a way to read one and to write one. */
interface IdPattern {
  readonly source: string;
  /** Names of its parts, in order. */
  readonly parts: readonly string[];
}

/** Splices that write the IDs which the template's patterns name: the plan's own with the next free number, others as the spec has them. */
export function idSplices(subject: Subject, facts: Facts, given: ReadonlyMap<string, string>): Splice[] {
  const patterns = Object.entries(subject.template?.meta.ids ?? {});
  const fromSpec = patterns.flatMap(([, source]) => partsInSpec(patternOf(source), facts.spec?.text ?? ''));
  const known = new Map([...fromSpec, ...given].map(([part, text]) => [part.toLowerCase(), text]));
  return patterns.flatMap(([kind, source]) => {
    const pattern = patternOf(source);
    const own = kind === 'plan' ? allocated(pattern, known, facts) : specId(pattern, facts.spec?.text ?? '');
    const at = own === undefined ? -1 : subject.document.text.indexOf(templated(subject, pattern));
    return own === undefined || at === -1 ? [] : [{ from: at, to: at + templated(subject, pattern).length, text: own }];
  });
}

function patternOf(source: string): IdPattern {
  return { source, parts: [...source.matchAll(/\{([^{}]{1,40})\}/g)].map((match) => match[1] ?? '') };
}

/** The pattern as the plan's text has it. */
function templated(subject: Subject, pattern: IdPattern): string {
  const bracketed = pattern.source.replace(/\{([^{}]{1,40})\}/g, '[$1]');
  return subject.document.text.includes(pattern.source) ? pattern.source : bracketed;
}

/** `PLAN-AUTH-007`: every part but the number must be known. Throws `invalid_input` for a part that could not be read back. */
function allocated(pattern: IdPattern, known: ReadonlyMap<string, string>, facts: Facts): string | undefined {
  const number = pattern.parts.find((part) => /^N{1,6}$/.test(part));
  if (number === undefined) return undefined;
  const others = pattern.parts.filter((part) => part !== number);
  if (others.some((part) => !known.has(part.toLowerCase()))) return undefined;
  const filled = others.reduce((text, part) => text.replace(`{${part}}`, partOf(pattern, part, known)), pattern.source);
  const prefix = filled.slice(0, filled.indexOf(`{${number}}`));
  return filled.replace(`{${number}}`, String(facts.nextNumber(prefix)).padStart(number.length, '0'));
}

function partOf(pattern: IdPattern, part: string, known: ReadonlyMap<string, string>): string {
  const text = known.get(part.toLowerCase()) ?? '';
  if (new RegExp(`^${partForm}$`).test(text)) return text;
  throw new PlanError('invalid_input', `"${text.slice(0, 80)}" can't be the ${part} of ${pattern.source}.`, {
    fix: 'Send capital letters and digits, as in AUTH2.',
  });
}

const partForm = '[A-Z][A-Z0-9]{0,19}';

function readerOf(pattern: IdPattern): RegExp {
  const escaped = pattern.source.replace(/[\\^$.*+?()|[\]]/g, '\\$&');
  const body = escaped.replace(/\{([^{}]{1,40})\}/g, (_, part: string) =>
    /^N{1,6}$/.test(part) ? '(\\d{1,6})' : `(${partForm})`,
  );
  return new RegExp(`\\b${body}\\b`);
}

function specId(pattern: IdPattern, spec: string): string | undefined {
  return readerOf(pattern).exec(spec)?.[0];
}

/** The parts of the spec's own ID (its area) hold for the plan too; its number does not. */
function partsInSpec(pattern: IdPattern, spec: string): [string, string][] {
  const match = readerOf(pattern).exec(spec);
  if (match === null) return [];
  return pattern.parts.flatMap((part, index): [string, string][] =>
    /^N{1,6}$/.test(part) ? [] : [[part, match[index + 1] ?? '']],
  );
}

/** The highest number that follows a prefix in some texts, plus one. */
export function nextNumberAfter(prefix: string, texts: readonly string[]): number {
  const numbers = texts.flatMap((text) => numbersBehind(prefix, text));
  return Math.max(0, ...numbers) + 1;
}

function numbersBehind(prefix: string, text: string): number[] {
  const numbers: number[] = [];
  for (let at = text.indexOf(prefix); at !== -1; at = text.indexOf(prefix, at + prefix.length)) {
    const digits = /^\d{1,6}/.exec(text.slice(at + prefix.length, at + prefix.length + 6))?.[0];
    if (digits !== undefined) numbers.push(Number(digits));
  }
  return numbers;
}
