/**
 * markdown-it's block pass against its whole parse, side by side on the same generated plans.
 * Prints the ratio; times are of this machine and mean nothing elsewhere. Run: npx tsx bench/parse.ts
 */
import MarkdownIt from 'markdown-it';

const whole = new MarkdownIt({ html: true });
const blockPass = new MarkdownIt({ html: true });
blockPass.core.ruler.enableOnly(['normalize', 'block']);

const plans = Array.from({ length: 40 }, (_, index) => planOf(index));
const bytes = plans.reduce((sum, plan) => sum + Buffer.byteLength(plan), 0);

for (const parser of [whole, blockPass]) secondsFor(parser);
const rounds = Array.from({ length: 15 }, () => secondsFor(whole) / secondsFor(blockPass)).sort((a, b) => a - b);

console.log(`${plans.length} generated plans, ${Math.round(bytes / 1024)} KB`);
console.log(
  `whole parse / block pass: ${ratio(0.5)} at the median of ${rounds.length} rounds (${ratio(0)} to ${ratio(1)})`,
);

function secondsFor(parser: MarkdownIt): number {
  const start = process.hrtime.bigint();
  for (let round = 0; round < 5; round += 1) for (const plan of plans) parser.parse(plan, {});
  return Number(process.hrtime.bigint() - start) / 1e9;
}

function ratio(share: number): string {
  return (rounds[Math.round(share * (rounds.length - 1))] ?? Number.NaN).toFixed(1);
}

/** A plan with what plans hold: labels, prose with inline marks, phases with task lists, a table, a fence. */
function planOf(seed: number): string {
  const phases = Array.from({ length: 4 + (seed % 4) }, (_, index) => phaseOf(index + 1, seed));
  return [
    `# Implementation plan: service ${seed}\n`,
    `**Status**: Draft\n**Owner**: team-${seed}\n**Branch**: \`feature/${seed}-service\`\n`,
    `## Summary\n\nThe **importer** reads \`orders.csv\` in [batches](https://example.org/${seed}) and *never* twice. `.repeat(
      3,
    ),
    ...phases,
    '## Risks\n\n| Risk | Impact | Mitigation |\n|---|---|---|',
    ...Array.from({ length: 8 }, (_, row) => `| Vendor ${row} is **late** | High | Use \`fallback-${row}\` for now |`),
    '\n## Schema\n\n```sql\nCREATE TABLE orders (id bigint PRIMARY KEY, total numeric NOT NULL);\n```\n',
  ].join('\n');
}

function phaseOf(number: number, seed: number): string {
  const tasks = Array.from(
    { length: 6 },
    (_, task) =>
      `- [${task % 2 === 0 ? 'x' : ' '}] T${number}${task} Write \`src/part-${seed}/${task}.ts\` with **tests** (see [note](#n${task}))`,
  );
  return `### Phase ${number}: Build part ${number}\n\n**Goal**: Part ${number} works for *every* tenant.\n\n**Tasks:**\n${tasks.join('\n')}\n`;
}
