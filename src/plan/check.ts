import { PlanError } from '../errors.ts';
import { gateStatus, nextStatus, passedBy } from './lifecycle.ts';
import type { PlanReading } from './planReading.ts';
import { onOneLine } from './quote.ts';
import { rules } from './rules/index.ts';
import type { Finding, Found, Rule, RuleSource } from './rules/model.ts';
import { prerequisites } from './rules/prerequisites.ts';
import { statusInLife } from './status.ts';

/** What stands between a plan and a status. */
export interface PlanCheck {
  /** Nothing blocks the step to `forStatus`. */
  readonly ready: boolean;
  readonly forStatus: string;
  /** Errors, then warnings that block another status, then the others; each in the order of the document, prerequisites first. */
  readonly findings: readonly Finding[];
  /** Ids of the rules that had something to look at. */
  readonly checked: readonly string[];
  readonly skipped: readonly { readonly rule: string; readonly why: string }[];
}

/**
 * Runs every rule on a plan. `forStatus` in any case, wording or language of ours; without it the next status of the plan's life.
 * Throws PlanError `invalid_choice` for a status that the plan's life does not have.
 */
export function checkPlan(source: RuleSource, forStatus?: string): PlanCheck {
  const { reading } = source;
  const target = forStatus === undefined ? defaultStatus(reading) : statusAsked(reading, forStatus);
  const passed = new Set(statusesUpTo(reading, target).map((status) => status.toLowerCase()));
  const outcomes = rules.map((rule) => ({ rule, found: rule.check(source) }));
  const findings = outcomes.flatMap(({ rule, found }) =>
    typeof found === 'string' ? [] : bounded(found).map((one) => findingOf(rule, one, reading, passed)),
  );
  return {
    ready: findings.every(({ severity }) => severity === 'warning'),
    forStatus: target,
    findings: findings.toSorted(asTold),
    checked: outcomes.flatMap(({ rule, found }) => (typeof found === 'string' ? [] : [rule.id])),
    skipped: outcomes.flatMap(({ rule, found }) => (typeof found === 'string' ? [{ rule: rule.id, why: found }] : [])),
  };
}

/** A plan that says no status stands at the first of its life; one at the end is checked for where it stands. */
function defaultStatus({ statuses, status }: PlanReading): string {
  const from = status?.status ?? status?.value ?? statuses[0];
  return nextStatus(statuses, from) ?? statuses.at(-1) ?? '';
}

function statusAsked({ statuses, setting }: PlanReading, asked: string): string {
  const { words } = setting;
  const status = statusInLife(asked, statuses, words);
  if (status !== undefined) return status;
  // Our words for them in other languages are known too, but would make a list of them hard to read.
  const always = words.status('always').words.filter((each) => /^\p{ASCII}+$/u.test(each));
  throw new PlanError('invalid_choice', `A plan of this kind has no status "${onOneLine(asked, 60)}".`, {
    fix: `Choose one of: ${[...new Set([...statuses, ...always])].join(', ')}.`,
  });
}

/** The statuses up to the one that is asked for: what stands behind a plan must hold as well as what lies ahead. Aside of its life there are none. */
function statusesUpTo({ statuses }: PlanReading, target: string): readonly string[] {
  return passedBy(statuses, statuses[0], target);
}

/** How many findings of one rule are told one by one. */
const mostOfRule = 40;

/** Beyond that many, a last one stands for the rest; it blocks what any of them blocks. */
function bounded(found: readonly Found[]): readonly Found[] {
  const rest = found.slice(mostOfRule);
  const [first] = rest;
  if (first === undefined || rest.length === 1) return found;
  const gate = rest.find((one) => one.gate !== undefined)?.gate;
  const more = {
    section: first.section,
    line: first.line,
    message: `${rest.length} more of this kind stand from here on; mend the first ones and check again.`,
  };
  return [...found.slice(0, mostOfRule), gate === undefined ? more : { ...more, gate }];
}

/** Longest text of a finding, and of its fix: room for a call over several places. */
const mostText = 600;
const mostFix = 1600;

function findingOf(rule: Rule, one: Found, { statuses, setting }: PlanReading, passed: ReadonlySet<string>): Finding {
  const blocks = one.gate === undefined ? undefined : gateStatus(statuses, one.gate, setting.words);
  return {
    rule: rule.id,
    severity: blocks !== undefined && passed.has(blocks.toLowerCase()) ? 'error' : 'warning',
    section: one.section,
    line: one.line,
    message: onOneLine(one.message, mostText),
    ...(one.expected === undefined ? {} : { expected: onOneLine(one.expected, mostText) }),
    ...(one.found === undefined ? {} : { found: onOneLine(one.found, mostText) }),
    ...(blocks === undefined ? {} : { blocks }),
    ...(one.fix === undefined ? {} : { fix: onOneLine(one.fix, mostFix) }),
  };
}

function asTold(a: Finding, b: Finding): number {
  return weightOf(a) - weightOf(b) || Number(!isFirst(a)) - Number(!isFirst(b)) || a.line - b.line;
}

function weightOf({ severity, blocks }: Finding): number {
  if (severity === 'error') return 0;
  return blocks === undefined ? 2 : 1;
}

/** What had to hold before the plan was begun is told before what stands in it. */
function isFirst({ rule }: Finding): boolean {
  return rule === prerequisites.id;
}
