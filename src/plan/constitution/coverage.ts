import type { Section } from '../../markdown/model.ts';
import type { Constitution, ConstitutionCheck, GateCheck } from './model.ts';
import type { CheckPlace } from './places.ts';
import type { ViolationList } from './violations.ts';

/** What a check had before it, for telling what it held against the plan and what it could not. */
export interface Coverage {
  readonly held: Constitution;
  /** It is the plan's own list. */
  readonly own: boolean;
  readonly sections: readonly Section[];
  readonly gates: readonly GateCheck[];
  readonly violations: ViolationList;
  readonly cited: string | undefined;
  readonly strays: readonly CheckPlace[];
}

/** The rules that were held against the plan. */
export function checkedRules({ held, gates, violations, cited }: Coverage): readonly string[] {
  return [
    ...(held.principles.length > 0 ? ['principles'] : []),
    ...(gates.length > 0 ? ['gates'] : []),
    ...(violations.exists ? ['violations'] : []),
    ...(held.version !== undefined && cited !== undefined ? ['version'] : []),
  ];
}

/** How many lines of a kind are told. */
const mostStrays = 5;

/** The rules that were not, or not wholly, and why. */
export function skippedRules({
  held,
  own,
  sections,
  gates,
  violations,
  cited,
  strays,
}: Coverage): ConstitutionCheck['skipped'] {
  const noPrinciples = own
    ? 'there is no constitution, and the plan has no check list of its own'
    : 'the constitution has no principles';
  const unnamed = violations.listed.filter(({ principle }) => principle === undefined);
  return [
    ...(held.principles.length === 0 ? [{ rule: 'principles', why: noPrinciples }] : []),
    ...(sections.length === 0 && !own ? [{ rule: 'principles', why: 'the plan has no constitution section' }] : []),
    ...strays
      .slice(0, mostStrays)
      .map(({ line }) => ({ rule: 'principles', why: `line ${line + 1} names no principle of the constitution` })),
    ...(gates.length === 0 ? [{ rule: 'gates', why: 'the plan has no gates' }] : []),
    ...(violations.exists ? [] : [{ rule: 'violations', why: 'the plan has no place for violations' }]),
    ...unnamed.slice(0, mostStrays).map(({ line }) => ({
      rule: 'violations',
      why: `line ${line + 1} lists a violation that names no principle`,
    })),
    ...versionSkipped(held, own, cited),
  ];
}

function versionSkipped(
  { version }: Constitution,
  own: boolean,
  cited: string | undefined,
): ConstitutionCheck['skipped'] {
  if (own) return [];
  if (version === undefined) return [{ rule: 'version', why: 'the constitution states no version' }];
  return cited === undefined ? [{ rule: 'version', why: 'the plan cites no version of the constitution' }] : [];
}
