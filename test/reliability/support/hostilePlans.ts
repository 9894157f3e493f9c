/** Plans that nobody would write by hand, as large as a plan may be and larger: name → what makes its text. */
export const hostilePlans: Readonly<Record<string, () => string>> = {
  '100 MB': () => `# Plan\n\n${'Words of a plan. '.repeat(8)}\n`.repeat(700_000).slice(0, 100_000_000),
  '100,000 headings': () => `# Plan\n\n${lines(100_000, (n) => `## Part ${n}\n`)}`,
  '100,000 equal headings': () => `# Plan\n\n${'## Open Questions\n'.repeat(100_000)}`,
  'sections up to the limit': () => below(lines(19_980, (n) => `## Part ${n}\n\n${'Words of it. '.repeat(6)}\n`)),
  'one line of 50 MB': () => `# Plan\n\n## Goal\n\n${'word '.repeat(10_000_000)}\n`,
  'a line up to the limit': () => below('word '.repeat(200_000)),
  'nested link brackets up to the limit': () => below('[a]('.repeat(49_900)),
  'slots on a line up to the limit': () => below('[Describe the goal] '.repeat(49_900)),
  'a wide table up to the limit': () =>
    below(`${'| a '.repeat(33_000)}|\n${'|---'.repeat(33_000)}|\n${'| [x] '.repeat(33_000)}|\n`),
  'labels on a line up to the limit': () => below('Status: Draft | '.repeat(60_000)),
  'a line of marks up to the limit': () => below('**[`a: _<{('.repeat(16_600)),
  '20,000 front-matter keys': () => `---\n${lines(20_000, (n) => `key${n}: value`)}---\n\n# Plan\n\n## Goal\n\nText.\n`,
  'front matter up to the limit': () =>
    `---\n${lines(990, (n) => `key${n}: ${'v'.repeat(40)}`)}---\n\n# Plan\n\n## Goal\n\nText.\n`,
  'front matter without an end': () => `---\n${lines(250_000, (n) => `key${n}: value`)}`,
  'nested quotes': () => below('>'.repeat(100_000)),
  'nested quotes on many lines': () => below(lines(2_000, (n) => `${'> '.repeat(n % 1_000)}x`)),
  'nested lists on a line': () => below('- '.repeat(100_000)),
  'nested lists': () => below(lines(2_500, (n) => `${'  '.repeat(n % 1_200)}- x`)),
  'nested numbers on a line': () => below('1. '.repeat(100_000)),
  'nested brackets': () => below(`${'['.repeat(100_000)}x${']'.repeat(100_000)}`),
  'nested link brackets': () => below(`${'[a]('.repeat(100_000)}`),
  'nested braces': () => below(`${'{'.repeat(100_000)}x${'}'.repeat(100_000)}`),
  'nested angles': () => below(`${'<'.repeat(100_000)}x${'>'.repeat(100_000)}`),
  'nested emphasis': () => below(`${'*a _b '.repeat(100_000)}`),
  'nested HTML': () => below(`${'<div>'.repeat(100_000)}\n\n${'</div>'.repeat(100_000)}`),
  'nested HTML on many lines': () => below('<div>\n\n'.repeat(100_000)),
  'nested tables': () => below('| a | b |\n|---|---|\n| | c |\n> '.repeat(60_000)),
  'wide table': () => below(`${'| a '.repeat(60_000)}|\n${'|---'.repeat(60_000)}|\n${'| [x] '.repeat(60_000)}|\n`),
  'table rows': () =>
    below(`| Phase | Owner | Status |\n|---|---|---|\n${'| Phase 1 | [name] |  |\n'.repeat(160_000)}`),
  'one list': () => below('- [ ] item of it: x\n'.repeat(190_000)),
  'one list of questions': () => `# Plan\n\n## Open Questions\n\n${'- Who owns it?\n'.repeat(270_000)}`,
  'table rows up to the limit': () =>
    below(`| Phase | Owner | Status |\n|---|---|---|\n${'| Phase 1 | [name] |  |\n'.repeat(24_900)}`),
  'one list up to the limit': () => below('- [ ] item of it: x\n'.repeat(12_400)),
  'one list of tasks up to the limit': () => below(lines(12_400, (n) => `- [ ] T${n} [P] work in src/a${n}.ts`)),
  'questions up to the limit': () => `# Plan\n\n## Open Questions\n\n${lines(12_400, (n) => `- Who owns part ${n}?`)}`,
  'marked lines up to the limit': () => below('[NEEDS CLARIFICATION: who?]\n\n'.repeat(24_900)),
  'slots on lines up to the limit': () => below('**Goal**: [Describe the goal]\n\n'.repeat(24_900)),
  'bold lines up to the limit': () => below('**Phase 1**\n\n'.repeat(19_900)),
  'gates up to the limit': () => below('**Gate 1**: a\n- Status: PASS\n\n'.repeat(6_200)),
  'principles up to the limit': () =>
    `# Plan\n\n## Constitution Check\n\n${lines(8_300, (n) => `### ${n}. Principle\n\n- [x] Rule: PASS`)}`,
  'lines of one paragraph up to the limit': () => below('word: value\n'.repeat(99_900)),
  markers: () => below('[NEEDS CLARIFICATION: who?] '.repeat(140_000)),
  'markers on lines': () => below('- A: [NEEDS CLARIFICATION: who?]\n\n'.repeat(110_000)),
  'unclosed fences': () => below('```\n~~~\n'.repeat(500_000)),
  'fences in items': () => below('- ```\n'.repeat(650_000)),
  'unclosed comments': () => below('<!-- x '.repeat(550_000)),
  'unclosed comments on lines': () => below('<!--\n\n'.repeat(600_000)),
  'unclosed brackets on lines': () => below('[Describe \n'.repeat(350_000)),
  'unclosed brackets': () => below('['.repeat(1_000_000)),
  slots: () => below('[Describe the goal] '.repeat(200_000)),
  'slots on lines': () => below('**Goal**: [Describe the goal]\n\n'.repeat(130_000)),
  braces: () => below('{{slot "x"}} {area} <name> '.repeat(140_000)),
  'combining characters': () => below(`e${'\u0301'.repeat(500_000)}`),
  'a heading of combining characters': () => `# Plan\n\n## e${'\u0301'.repeat(480_000)}\n\nText.\n`,
  'blank lines': () => below('\n'.repeat(4_000_000)),
  blanks: () => below(`x${' '.repeat(1_000_000)}x`),
  'lone carriage returns': () => below('\r'.repeat(4_000_000)),
  backticks: () => below(lines(1_400, (n) => '`'.repeat((n % 700) + 1))),
  links: () => below('[a](b.md#c) '.repeat(80_000)),
  'link definitions': () => below('[a]: b\n'.repeat(500_000)),
  'bold lines': () => below('**Phase 1**\n\n'.repeat(300_000)),
  gates: () => below('**Gate 1**: a\n- Status: PASS\n\n'.repeat(130_000)),
  'tasks with dependencies': () => below(lines(60_000, (n) => `- [ ] T${n} work (depends on T${n + 1}, T${n + 2})`)),
  'a setext heading of many lines': () => `# Plan\n\n${'words\n'.repeat(600_000)}===\n`,
};

/** Text in a section of a plan. */
function below(text: string): string {
  return `# Plan\n\n**Status**: Draft\n\n## Goal\n\n${text}\n`;
}

function lines(count: number, line: (number: number) => string): string {
  return Array.from({ length: count }, (_, index) => `${line(index + 1)}\n`).join('');
}
