import { describe, expect, test } from 'vitest';
import { startServer } from '../support/server.ts';
import { makeFolder, makeWorkspace } from '../support/workspace.ts';

const planTemplate = `# Implementation Plan: [FEATURE]

**Branch**: \`[###-feature-name]\` | **Date**: [DATE] | **Spec**: [link]

## Summary

[The main requirement and the way to meet it]

## Technical Context

**Language/Version**: [e.g., Go 1.23 or NEEDS CLARIFICATION]
**Storage**: [if applicable, e.g., files or N/A]

## Constitution Check

*GATE: Must pass before research. Check again after the design.*

[Gates determined by the constitution]

## Project Structure

\`\`\`text
specs/[###-feature]/
├── plan.md
└── tasks.md
\`\`\`

## Complexity Tracking

| Violation | Why Needed | Simpler Alternative Rejected Because |
|-----------|------------|--------------------------------------|
| [e.g., a fourth service] | [current need] | [why three do not do] |
`;

const constitution = `# Ferry Constitution

## Core Principles

### I. Offline First
Every screen MUST work without a network.

### II. Plain Words
Messages SHOULD be understood by a passenger.

**Version**: 1.2.0 | **Ratified**: 2026-01-05 | **Last Amended**: 2026-03-02
`;

const plan = `# Implementation Plan: Timetable

**Branch**: \`006-timetable\` | **Date**: 2026-05-04 | **Spec**: [spec.md](./spec.md)

## Summary

Times are read from one file.

## Technical Context

**Language/Version**: Go 1.23
**Storage**: files

## Constitution Check

- **I. Offline First**: ✅ PASS - the file is on the ship
- **II. Plain Words**: ✅ PASS - the wording was read to two passengers

## Project Structure

One folder.

## Complexity Tracking

None.

## Open Questions

- Who writes the file? (owner: Ida, due: 2026-06-01)
`;

const repository = {
  '.specify/templates/plan-template.md': planTemplate,
  '.specify/templates/spec-template.md': '# Spec: [FEATURE]\n',
  '.specify/memory/constitution.md': constitution,
  'specs/006-timetable/plan.md': plan,
  'specs/006-timetable/spec.md': '# Timetable\n',
  'specs/006-timetable/research.md': '# Research\n',
  'specs/006-timetable/tasks.md': '# Tasks\n\n- [ ] T001 Read the file\n',
};

/** A spec-kit repository as it lies, with nothing of ours in it. */
async function specKit(): Promise<{
  call: Awaited<ReturnType<typeof startServer>>['call'];
  read(path: string): string;
}> {
  const folder = makeFolder();
  for (const [path, text] of Object.entries(repository)) folder.write(path, text);
  const server = await startServer(folder.path, []);
  return { call: server.call, read: folder.read };
}

describe('a spec-kit repository', () => {
  test('gives its template, and a plan in its form with the next number', async () => {
    const { call, read } = await specKit();
    const listed = await call('list_templates');
    expect(listed.data?.templates).toContainEqual(
      expect.objectContaining({
        source: 'workspace',
        path: '.specify/templates/plan-template.md',
        title: 'Implementation Plan',
      }),
    );
    const made = await call('create_plan', { title: 'Night fares' });
    expect(made.data?.path).toBe('specs/007-night-fares/plan.md');
    const text = read('specs/007-night-fares/plan.md');
    expect(text).toContain('# Implementation Plan: Night fares\n\n**Branch**: `007-night-fares` | **Date**: 20');
    expect(text).toContain('specs/007-night-fares/\n├── plan.md');
    expect(text).toContain('**Spec**: [link]');
    expect(made.data?.unfilled).toBe(8);
  });

  test('on a feature branch, puts the plan beside the spec of that branch', async () => {
    const folder = makeFolder();
    for (const [path, text] of Object.entries(repository)) folder.write(path, text);
    folder.write('.git/HEAD', 'ref: refs/heads/008-day-fares\n');
    folder.write('specs/008-day-fares/spec.md', '# Day fares\n');
    const { call } = await startServer(folder.path, []);
    const made = await call('create_plan', { title: 'Fares by day' });
    expect(made.data?.path).toBe('specs/008-day-fares/plan.md');
    const text = folder.read('specs/008-day-fares/plan.md');
    expect(text).toContain('**Branch**: `008-day-fares`');
    expect(text).toContain('**Spec**: [spec.md](./spec.md)');
    // The next plan is another feature's.
    const next = await call('create_plan', { title: 'Fares by week' });
    expect(next.data?.path).toBe('specs/009-fares-by-week/plan.md');
  });

  test('has its plans read by number, held against its constitution, and asked for questions', async () => {
    const { call, read } = await specKit();
    const opened = await call('read_plan', { plan: '6', view: 'outline' });
    expect(opened.text).toContain('specs/006-timetable/plan.md');
    expect(opened.text).toContain('unfilled 0 · questions 1');
    const checked = await call('check_constitution', { plan: '006' });
    expect(checked.data).toMatchObject({
      verdict: 'pass',
      constitution: { path: '.specify/memory/constitution.md', version: '1.2.0' },
      principles: [{ verdict: 'pass' }, { verdict: 'pass' }],
    });
    const questions = await call('list_open_questions', {});
    expect(questions.data?.questions).toEqual([
      expect.objectContaining({ plan: 'specs/006-timetable/plan.md', owner: 'Ida', due: '2026-06-01', overdue: true }),
    ]);
    const filled = await call('fill_section', {
      plan: '006',
      fills: [{ section: 'Technical Context', find: 'Go 1.23', content: 'Go 1.24' }],
    });
    expect(filled.isError).toBe(false);
    expect(read('specs/006-timetable/plan.md')).toBe(plan.replace('Go 1.23', 'Go 1.24'));
    expect(read('specs/006-timetable/tasks.md')).toBe(repository['specs/006-timetable/tasks.md']);
  });
});

describe('plans of other tools, by configuration', () => {
  const change = '# Change: night fares\n\n## Why\n\nThey differ.\n\n## Open Questions\n\n- From when on?\n';
  const design = '# Design\n\n## Offene Fragen\n\n- Wer schreibt die Datei?\n';

  test('OpenSpec and Kiro folders are read and written as they are', async () => {
    const workspace = makeWorkspace({
      'plankeeper.config.json': JSON.stringify({
        plans: ['openspec/changes/*/proposal.md', '.kiro/specs/*/design.md'],
        newPlan: 'openspec/changes/{slug}/proposal.md',
      }),
      'openspec/changes/night-fares/proposal.md': change,
      '.kiro/specs/timetable/design.md': design,
    });
    const server = await startServer(workspace.path);
    const questions = await server.call('list_open_questions', {});
    expect(questions.data?.questions).toMatchObject([
      { plan: '.kiro/specs/timetable/design.md', text: 'Wer schreibt die Datei?' },
      { plan: 'openspec/changes/night-fares/proposal.md', text: 'From when on?' },
    ]);
    const filled = await server.call('fill_section', {
      plan: 'openspec/changes/night-fares/proposal.md',
      fills: [{ section: 'why', mode: 'append', content: 'By a third.' }],
    });
    expect(filled.isError).toBe(false);
    expect(workspace.read('openspec/changes/night-fares/proposal.md')).toBe(
      change.replace('They differ.\n', 'They differ.\n\nBy a third.\n'),
    );
    const made = await server.call('create_plan', { title: 'Day fares', template: 'principle-gated' });
    expect(made.data?.path).toBe('openspec/changes/day-fares/proposal.md');
  });
});
