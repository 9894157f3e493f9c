import type { PlanReading } from '../planReading.ts';

export type Severity = 'error' | 'warning';

/** What a rule may know of the files around a plan; gathered by the caller, so that rules stay pure. */
export interface Companions {
  /** Relative link targets as written in the plan → whether the file or folder is there. A target that can't be looked at is left out. */
  readonly links: ReadonlyMap<string, boolean>;
  /** The feature spec that the plan names, or that lies beside it. */
  readonly spec: { readonly path: string; readonly text: string } | undefined;
  /** The branch that is checked out. */
  readonly branch: string | undefined;
  /** IDs that other plans of the workspace call their own (lower case) → that plan's path. */
  readonly takenIds: ReadonlyMap<string, string>;
  /** The task list that lies beside the plan (`tasks.md`). */
  readonly tasks: { readonly path: string; readonly text: string } | undefined;
}

/** What one rule sees. */
export interface RuleSource {
  readonly reading: PlanReading;
  /** Undefined where the files around the plan are out of reach: a rule that needs them is skipped. */
  readonly companions: Companions | undefined;
}

/** At which step of a plan's life a finding stands in the way. */
export type Gate = 'beyondFirst' | 'approved' | 'beyondApproved' | 'completed';

/** What a rule found, before its severity is settled. */
export interface Found {
  /** The address of the place. */
  readonly section: string;
  /** 1-based. */
  readonly line: number;
  /** What is wrong, in one sentence with the plan's own words. */
  readonly message: string;
  readonly expected?: string;
  readonly found?: string;
  /** The step that it holds up; without one a reader may accept it. */
  readonly gate?: Gate;
  /** How to mend it: the next call, or what to write. */
  readonly fix?: string;
}

/** One thing that `check_plan` looks for. */
export interface Rule {
  /** A stable word id: `timeline-sum`. */
  readonly id: string;
  /** What it wants, in one sentence. */
  readonly wants: string;
  /** The step that its findings can hold up; undefined for a rule that only ever warns. */
  readonly gate?: Gate;
  /** Findings in the order of the document; a text says why there was nothing to look at. */
  check(source: RuleSource): readonly Found[] | string;
}

/** A finding as callers get it. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly section: string;
  readonly line: number;
  readonly message: string;
  readonly expected?: string;
  readonly found?: string;
  /** The status that can't be reached before it is mended. */
  readonly blocks?: string;
  readonly fix?: string;
}
