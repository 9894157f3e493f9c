import { findingLine } from '../../src/plan/findingLine.ts';
import { onOneLine } from '../../src/plan/quote.ts';
import { rules } from '../../src/plan/rules/index.ts';
import type { Found, Gate, Rule, RuleSource } from '../../src/plan/rules/model.ts';
import { fixturesOf } from '../../test/support/ruleFixtures.ts';

/** The text of docs/rules.md: what each rule wants and what a finding of it says, out of the rules and their fixtures. */
export function rulesPage(): string {
  return `${[head, ...rules.map(ruleSection)].join('\n\n')}\n`;
}

const head = `# The rules of \`check_plan\`

<!-- Made by \`npm run docs\` from src/plan/rules and test/fixtures/rules: change those. -->

A finding that holds up the status which a plan is checked for is an error; every other one is a warning. A rule that finds
nothing to look at is skipped, with the reason.`;

/** What a finding with this gate holds up. */
const gates: Readonly<Record<Gate, string>> = {
  beyondFirst: 'every step beyond the first status of a plan',
  approved: 'the step to Approved, and all beyond it',
  beyondApproved: 'every step beyond Approved',
  completed: 'the step to Completed',
};

function ruleSection(rule: Rule): string {
  const holds = rule.gate === undefined ? 'nothing: its findings are warnings' : gates[rule.gate];
  return `## ${rule.id}

${rule.wants}

Holds up: ${holds}.

\`\`\`text
${example(rule)}
\`\`\``;
}

/** The first finding of its first bad fixture, as an answer shows it. Throws where there is none. */
function example(rule: Rule): string {
  const found = fixturesOf(rule.id)
    .filter(({ kind }) => kind === 'bad')
    .toSorted((a, b) => a.name.length - b.name.length)
    .flatMap(({ text, source }) => foundBy(rule, source(text)));
  const [first] = found;
  if (first === undefined) throw new Error(`No bad fixture of ${rule.id} has a finding.`);
  const { gate, ...rest } = first;
  return onOneLine(findingLine({ rule: rule.id, severity: gate === undefined ? 'warning' : 'error', ...rest }), 1000);
}

function foundBy(rule: Rule, source: RuleSource): readonly Found[] {
  const found = rule.check(source);
  return typeof found === 'string' ? [] : found;
}
