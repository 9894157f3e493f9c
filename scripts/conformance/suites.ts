/** The conformance suite in one version, which scripts/peers/package.json has under a name of its own. */
export interface Suite {
  readonly version: string;
  /** The name that it is installed under. */
  readonly name: string;
  /** The protocol revisions that it knows: each scenario runs once for every one that has it. */
  readonly revisions: readonly string[];
}

export const suites: readonly Suite[] = [
  { version: '0.1.16', name: 'conformance-0.1', revisions: ['2025-11-25'] },
  {
    version: '0.2.0-alpha.12',
    name: 'conformance-0.2',
    revisions: ['2025-03-26', '2025-06-18', '2025-11-25', '2026-07-28'],
  },
];

/** What is tried: the built program, or the fixture on its HTTP host. */
export const targets = ['plankeeper', 'fixture'] as const;

export type Target = (typeof targets)[number];

/** The scenarios that call no tool, resource or prompt by a name of the suite's own: any server can pass them. */
export const genericScenarios: ReadonlySet<string> = new Set([
  'server-initialize',
  'server-session-lifecycle',
  'server-stateless',
  'ping',
  'tools-list',
  'server-sse-multiple-streams',
  'resources-list',
  'sep-2164-resource-not-found',
  'prompts-list',
  'dns-rebinding-protection',
  'caching',
  'http-header-validation',
  'input-required-result-unsupported-methods',
]);

/** One pass of a suite over a target, at one revision. */
export interface Run {
  readonly target: Target;
  readonly suite: Suite;
  readonly revision: string;
}

/** All of them, the program first. */
export const runs: readonly Run[] = targets.flatMap((target) =>
  suites.flatMap((suite) => suite.revisions.map((revision) => ({ target, suite, revision }))),
);

/** What the baseline calls a run: `fixture 0.1.16 2025-11-25`. */
export function nameOf({ target, suite, revision }: Run): string {
  return `${target} ${suite.version} ${revision}`;
}
