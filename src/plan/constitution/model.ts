import type { PrincipleData } from '../../template/model.ts';

export type Strength = 'MUST' | 'SHOULD' | 'NON-NEGOTIABLE' | '';

/** A principle that plans are held against. */
export interface Principle extends PrincipleData {
  /** Slug of the title, unique in its constitution. */
  readonly id: string;
  readonly strength: Strength;
}

export interface Constitution {
  /** Workspace-relative; without one it is a template's own, or the plan's own list. */
  readonly path?: string;
  readonly version?: string;
  readonly ratified?: string;
  readonly amended?: string;
  /** It is itself a template that nobody has filled. */
  readonly unfilled: boolean;
  readonly principles: readonly Principle[];
}

/** What a plan's record says of one principle. */
export type Verdict =
  | 'pass'
  | 'unsupported'
  | 'violation'
  | 'justified'
  | 'not_applicable'
  | 'deferred'
  | 'unaddressed'
  | 'unknown';

/** The verdicts from the worst to the best: a principle with several rules takes the worst of theirs. */
export const worstFirst: readonly Verdict[] = [
  'violation',
  'unknown',
  'unaddressed',
  'unsupported',
  'deferred',
  'justified',
  'pass',
  'not_applicable',
];

export type GateState = 'pass' | 'fail' | 'conditional' | 'undecided';

/** Where a record for a principle or gate stands or would be written. */
export interface RecordPlace {
  readonly id: string;
  readonly form: 'box' | 'bullet' | 'row' | 'heading' | 'field' | 'section';
  /** Of a row: the columns that take its status and its notes, where it has such. */
  readonly columns?: RecordColumns;
}

/** Columns of a row, or labels below a gate, by what is written there. */
export interface RecordColumns {
  readonly status?: string;
  readonly notes?: string;
  /** The word that the status has for a pass, where it lists its choices. */
  readonly pass?: string;
  /** Somebody wrote there: to replace it takes the revision as read. */
  readonly written?: boolean;
}

/** Lines are 1-based. */
export interface PrincipleCheck {
  readonly id: string;
  readonly title: string;
  readonly strength: Strength;
  readonly verdict: Verdict;
  readonly line?: number;
  /** The plan's words. */
  readonly evidence?: string;
  readonly why?: string;
  /** Undefined where the plan has no place for constitution records at all. */
  readonly place: RecordPlace | undefined;
  /** Addresses of its rules that have no verdict of their own. */
  readonly openRules: readonly string[];
}

/** Lines are 1-based. */
export interface GateCheck {
  readonly id: string;
  readonly title: string;
  readonly state: GateState;
  readonly line: number;
  readonly why?: string;
  readonly place: GatePlace;
}

/** Where a gate's state is written. */
export interface GatePlace {
  readonly form: RecordPlace['form'];
  readonly columns?: RecordColumns;
  /** Its box as it stands, where it has one. */
  readonly box?: string;
}

/** The verdict that the plan gives itself; its line is 1-based. */
export interface PlanSays {
  readonly verdict: 'pass' | 'fail' | 'conditional' | 'unknown';
  readonly line: number;
}

export interface ConstitutionCheck {
  readonly verdict: 'pass' | 'fail' | 'incomplete';
  readonly constitution: {
    readonly path?: string;
    readonly version?: string;
    /** The version that the plan names. */
    readonly cited?: string;
    /** What became of its principles since that version: `id: changed`. Left out where the version is the same or not at hand. */
    readonly changedSince?: readonly string[];
    readonly unfilled: boolean;
  };
  readonly principles: readonly PrincipleCheck[];
  readonly gates: readonly GateCheck[];
  readonly planSays?: PlanSays;
  /** The rules that were held against the plan. */
  readonly checked: readonly string[];
  readonly skipped: readonly { readonly rule: string; readonly why: string }[];
  /** Address of the plan's field or table for violations, where it has one. */
  readonly violationsPlace: string | undefined;
  /** Whether that is a table's section. */
  readonly violationsTable: boolean;
}
