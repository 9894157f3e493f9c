import { describe, expect, test } from 'vitest';
import { addItems } from '../../src/plan/edits/add/addItems.ts';
import { applyFills } from '../../src/plan/edits/applyFills.ts';
import type { Fill } from '../../src/plan/edits/model.ts';
import { builtInWords } from '../../src/plan/words.ts';
import { loadText } from '../support/templates.ts';

const text = `# Crane of [TEAM]

## Tasks

- [ ] Get a sign-off from [LEAD] before anything is ordered
- [ ] [First task]
- [ ] [COMPONENT] check

## Open Questions

- Who is on call during the lift? (owner: [NAME])
- Has the harbour office signed? (owner: Ann)

## Parts

| Part | Who | Why |
|---|---|---|
| [Part] | [Who] | [Why] |
| 2 | [Who] | The old hook is worn out |

## Notes

Call [NAME] on [DATE] about the crane.

**Rule**: every release is signed by [NAME] in writing
`;
const template = loadText(text);
const setting = { template, constitution: undefined, path: 'plans/a.md', words: builtInWords, today: '2026-11-27' };
const fill = (...fills: Fill[]) => applyFills(text, fills, setting);
const added = (section: string, values: Record<string, string>, of = template, plan = text): string =>
  addItems(plan, [{ section, values }], { ...setting, template: of }).text;

describe("a template's sentence with a place in it", () => {
  test('stays beside an item that is added; mere places make way', () => {
    const after = added('tasks', { item: 'Paint' });
    expect(after).toContain('- [ ] Get a sign-off from [LEAD] before anything is ordered\n- [ ] Paint\n\n');
    expect(after).not.toContain('[First task]');
    expect(after).not.toContain('[COMPONENT]');
  });

  test('stays beside a question that is added', () => {
    const after = added('open-questions', { question: 'Who pays?' });
    expect(after).toContain('(owner: [NAME])\n- Has the harbour office signed? (owner: Ann)\n- Who pays?\n');
  });

  test('stays beside a row that is added', () => {
    const after = added('parts', { Part: 'Hook', Who: 'Ada', Why: 'Old' });
    expect(after).toContain('| 2 | [Who] | The old hook is worn out |');
    expect(after).not.toContain('[Part]');
    expect(after).toContain('| Hook | Ada | Old |');
  });

  test('stays where no blanks part the words', () => {
    const plan = '# 计划\n\n## 任务\n\n- [ ] 上线之前必须得到[负责人]的批准\n- [ ] 完成[任务]\n';
    const after = added('任务', { item: '写文档' }, loadText(plan), plan);
    expect(after).toContain('- [ ] 上线之前必须得到[负责人]的批准\n- [ ] 写文档');
    expect(after).not.toContain('完成[任务]');
    const khmer = '# P\n\n## Work\n\n- សុំការអនុញ្ញាតពី [ឈ្មោះ] មុនពេលចាប់ផ្តើម\n';
    expect(added('work', { item: 'Paint' }, loadText(khmer), khmer)).toContain('មុនពេលចាប់ផ្តើម\n- Paint');
  });

  test('is appended to, in a section and behind a label', () => {
    const { text: after, warnings } = fill(
      { section: 'notes/rule', mode: 'append', content: 'Always.' },
      { section: 'notes', mode: 'append', content: 'It has been oiled.' },
    );
    expect(after).toContain('Call [NAME] on [DATE] about the crane.\n\n**Rule**: every release');
    expect(after).toContain('in writing Always.\n\nIt has been oiled.\n');
    expect(warnings).toEqual([]);
  });

  test('is named where content takes its place', () => {
    const { text: after, warnings } = fill({ section: 'open-questions', content: '- Who pays?' });
    expect(after).toContain('## Open Questions\n\n- Who pays?\n\n## Parts');
    expect(warnings).toEqual([
      'open-questions: 2 lines of the template went: "- Who is on call during the lift? (owner: [NAME])", "- Has the harbour office signed? (owner: Ann)". restore_plan undoes it.',
    ]);
  });

  test.each([
    ['- **Given** [state], **When** [action], **Then** [outcome]', 'joining words'],
    ['- T012 Create [Entity1] model in src/models/[entity1].py', 'half as many places as words'],
  ])('is not %s: %s', (line) => {
    const plan = `# Plan: [NAME]\n\n## Work\n\n${line}\n`;
    expect(added('work', { item: 'Paint' }, loadText(plan), plan)).not.toContain(line);
  });

  test('is not what stands before a colon', () => {
    const plan = '# Plan\n\n## Work\n\n- **Success Metrics Review**: [When]\n';
    const { text: after } = applyFills(plan, [{ section: 'work', mode: 'append', content: '- Paint' }], {
      ...setting,
      template: loadText(plan),
    });
    expect(after).toBe('# Plan\n\n## Work\n\n- Paint\n');
  });

  test('is none in a row with a name to fill, whatever that explains', () => {
    const plan = '# Plan\n\n## Parts\n\n| Part | Why |\n|---|---|\n| [Part] | The reason why it is needed |\n';
    const after = added('parts', { Part: 'Hook', Why: 'Old' }, loadText(plan), plan);
    expect(after).toContain('|---|---|\n| Hook | Old |\n');
  });

  test('is not named where content fills it', () => {
    const { warnings } = fill({
      section: 'tasks',
      content: '- [ ] Get a sign-off from Ada before anything is ordered\n- [ ] Paint',
    });
    expect(warnings).toEqual([]);
  });

  test('is not named where it comes back, nor are places to fill', () => {
    const same = fill({
      section: 'open-questions',
      content: '- Has the harbour office signed? (owner: Ann)\n- Who is on call during the lift? (owner: [NAME])',
    });
    expect(same.warnings).toEqual([]);
    const filled = fill({ section: 'notes', values: { Rule: 'every release is signed by Ada in writing' } });
    expect(filled.warnings).toEqual([]);
  });
});
