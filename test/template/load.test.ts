import { describe, expect, test } from 'vitest';
import { PlanError } from '../../src/errors.ts';
import { planRevision } from '../../src/markdown/revision.ts';
import { type TemplateSource, loadTemplate, loadTemplates } from '../../src/template/load.ts';
import { loadOptions, loadText, principlesOf } from '../support/templates.ts';

const options = { ...loadOptions, partials: new Map<string, string>(), constitutions: new Map<string, string>() };

function source(path: string, text: string): TemplateSource {
  return { path, text, source: 'workspace' };
}

describe('a template without metadata', () => {
  test('is named after its file and its title', () => {
    const text =
      '# Implementation Plan: [FEATURE]\n\n**Branch**: [###-name] | **Date**: [DATE]\n\nHow we plan a feature. More words.\n\n## Summary\n\n[Extract the main need]\n';
    const template = loadTemplate(source('.specify/templates/plan-template.md', text), options);
    expect(template).toMatchObject({
      id: 'plan-template',
      title: 'Implementation Plan',
      description: 'How we plan a feature.',
      engine: 'plain',
      source: 'workspace',
      path: '.specify/templates/plan-template.md',
      revision: planRevision(text),
      labels: ['Branch', 'Date'],
      meta: {
        id: 'plan-template',
        title: 'Implementation Plan',
        description: 'How we plan a feature.',
        engine: 'plain',
      },
    });
    expect(template.slots.map((slot) => slot.text)).toEqual([
      '[FEATURE]',
      '[###-name]',
      '[DATE]',
      '[Extract the main need]',
    ]);
    expect(template.generated).toEqual([]);
  });

  test.each([
    ['templates/Umsetzungs Plan.md', '', 'umsetzungs-plan', 'Umsetzungs Plan'],
    ['実装計画.md', '# 実装計画：[機能名]\n', '実装計画', '実装計画'],
    ['a/.md', '', 'template', 'Template'],
    ['a/x.md', '# [FEATURE]\n', 'x', 'x'],
    ['a/x.md', '# **Plan** for `code`\n', 'x', 'Plan for code'],
    ['a/x.md', '# 🛠 Werkstattplan «${größe}» — ${name}\n', 'x', '🛠 Werkstattplan'],
    ['a/x.md', '# 🛠 «${größe}»\n', 'x', 'x'],
    ['a/x.md', '# Plan `[KÜRZEL]` DD.MM.YYYY: __NAME__ #\n', 'x', 'Plan'],
    ['a/x.md', 'Plan „[Halle]“ — [Stand] — Umbau\n====\n', 'x', 'Plan — Umbau'],
    [
      'a/x.md',
      '# 実装計画【機能名】\n\n- 機能：【機能名】\n- 期限：[期限]\n- 担当：[担当者]\n- 場所：[場所]\n',
      'x',
      '実装計画',
    ],
    ['a/x.md', '# {{name}}: [NAME] for a $5 (or so) C# — “quick” fix\n', 'x', 'for a $5 (or so) C# — “quick” fix'],
  ])('has a name even where little is said: %s', (path, text, id, title) => {
    expect(loadTemplate(source(path, text), options)).toMatchObject({ id, title, description: '' });
  });

  test('takes the description that its front matter has for other tools', () => {
    expect(loadText('---\ndescription: "Plan of a feature"\n---\n# Plan\n').description).toBe('Plan of a feature');
  });

  test('finds no description in choices, labels, code of other engines or sections further down', () => {
    expect(
      loadText(
        '# Plan\n\nDraft / Approved / Done\n\n{{#if a}}All of it is automatic{{/if}}\n\n## A\n\n## B\n\nWords that stand further down.\n',
      ).description,
    ).toBe('');
  });

  test('reads any line ending and a BOM', () => {
    const text = '\uFEFF# Plan: [NAME]\r\n\r\n**Date**: [DATE]\r\n';
    expect(loadText(text)).toMatchObject({ text, title: 'Plan', labels: ['Date'] });
  });
});

describe('a template with metadata', () => {
  test('says itself what it is', () => {
    const text =
      '---\nplankeeper:\n  id: ours\n  title: Our plan\n  description: For our things\n  statuses: [New, Old]\n---\n# Plan\n';
    expect(loadText(text)).toMatchObject({
      id: 'ours',
      title: 'Our plan',
      description: 'For our things',
      meta: { statuses: ['New', 'Old'] },
    });
  });

  test('keeps what its text says apart from what it says of itself', () => {
    const template = loadText('---\nstatus: Draft\nplankeeper:\n  id: ours\n---\n# Plan\n');
    expect(template.text).toBe('---\nstatus: Draft\n---\n# Plan\n');
    expect(template.labels).toEqual(['status']);
  });

  test('is refused for a constitution that is not there', () => {
    expect(() => loadText('---\nplankeeper:\n  constitution: none.md\n---\n')).toThrow(
      /no default constitution `none.md`/,
    );
  });
});

describe('declared slots', () => {
  const body = `---
plankeeper:
  id: own
  engine: handlebars
  constitution: own.md
---
# Plan: {{slot "Feature name"}}

**Status**: {{choice "[Draft / Approved]"}}
**Ids**: P-{{mask "{AREA}"}} and [a link](x.md) and \`{{slot "CODE"}}\`

## Check

{{#each principles}}
- [ ] **{{title}}**: {{question}}
{{/each}}

| Risk | Level |
|------|-------|
| {{slot "Risk"}} | {{choice "Low/Med/High"}} |

- Left open:
- {{stub "Task 1"}}

\`\`\`sql
{{slot "Query"}}
\`\`\`
`;
  const constitution =
    '# C\n\n## Core Principles\n\n### [Unfilled]\n\n**Check**: Is [it] kept?\n\n### Plain\n\n**Check**: TODO or <name>?\n';
  const template = loadText(body, { constitutions: new Map([['own.md', constitution]]) });

  test('are known by place, class, name and options', () => {
    const facts = template.slots.map((slot) => [
      slot.class,
      slot.text,
      slot.name,
      slot.options.length,
      slot.reason === 'declared',
      slot.fenced,
    ]);
    expect(facts).toEqual([
      ['token', '[Feature name]', 'Feature name', 0, true, false],
      ['choice', '[Draft / Approved]', 'Status', 2, true, false],
      ['token', '{AREA}', 'AREA', 0, true, false],
      ['token', '[CODE]', 'CODE', 0, true, false],
      ['token', '[Risk]', 'Risk', 0, true, false],
      ['choice', 'Low/Med/High', 'Level', 3, true, false],
      ['empty_field', '', 'Left open', 0, false, false],
      ['stub', 'Task 1', 'Task 1', 0, true, false],
      ['token', '[Query]', 'Query', 0, true, true],
    ]);
    for (const slot of template.slots) expect(template.text.slice(slot.span.from, slot.span.to)).toBe(slot.text);
  });

  test('are none where a constitution wrote the words', () => {
    const written = template.generated.map((span) => template.text.slice(span.from, span.to));
    expect(written).toEqual(['[Unfilled]', 'Is [it] kept?', 'Plain', 'TODO or <name>?']);
    expect(template.text).not.toMatch(/[\uFDD0-\uFDEF]/);
  });

  test('move with the principles of another constitution', () => {
    const other = template.render(principlesOf('\n## Core Principles\n\n### Other\n\n**Check**: Sure?\n'));
    expect(other.text).toContain('- [ ] **Other**: Sure?\n\n|');
    expect(other.slots.map((slot) => slot.text)).toEqual(template.slots.map((slot) => slot.text));
    for (const slot of other.slots) expect(other.text.slice(slot.span.from, slot.span.to)).toBe(slot.text);
  });
});

describe('many templates', () => {
  test('keep their order, share no id, and one that is broken spoils no other', () => {
    const sources = [
      source('.plankeeper/templates/plan.md', '# A\n'),
      source('.plankeeper/templates/broken.md', '---\nplankeeper:\n  id: [\n---\n'),
      source('.specify/templates/plan.md', '# B\n'),
      { ...source('plan.md', '# C\n'), source: 'built-in' as const },
    ];
    const { templates, faults } = loadTemplates(sources, options);
    expect(templates.map((template) => [template.id, template.meta.id, template.title])).toEqual([
      ['plan', 'plan', 'A'],
      ['plan-2', 'plan-2', 'B'],
      ['plan-3', 'plan-3', 'C'],
    ]);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toBeInstanceOf(PlanError);
    expect(faults[0]?.where).toBe('.plankeeper/templates/broken.md');
  });
});

test.each([
  ['a partial that calls itself', '{{> loop}}\n', 'a.md, partial loop, line 1: the partial `loop` calls itself.'],
  ['a partial with a character that none may have', '{{> odd}}\n', 'a.md, partial odd holds a Unicode noncharacter'],
  ['its own line', '# A\n\n{{log "x"}}\n', 'a.md, line 6: there is no helper `log`'],
  ['front matter', '---\nplankeeper:\n  id: [1]\n---\n', 'Front matter of templates/a.md'],
  [
    'words of a constitution',
    '{{#each principles}}{{title}}{{/each}}\n',
    'a.md: The constitution holds a Unicode nonch',
  ],
])('a fault names its template once: %s', (_name, text, words) => {
  const partials = new Map([
    ['loop', '{{> loop}}\n'],
    ['odd', '\uFDD0\n'],
  ]);
  const principle = { title: '\uFDD0', question: '', strength: 'MUST', text: '', rules: [] };
  const own = { ...options, partials, constitutions: new Map([['c.md', '# C\n']]), principlesOf: () => [principle] };
  const head = '---\nengine: handlebars\n---\n';
  const named = '---\nplankeeper:\n  engine: handlebars\n  constitution: c.md\n---\n';
  const whole = text.startsWith('---') ? text : `${text.includes('principles') ? named : head}${text}`;
  const { faults, templates } = loadTemplates([source('templates/a.md', whole)], own);
  expect(templates).toEqual([]);
  expect(faults.map(({ message }) => message)).toEqual([expect.stringContaining(words)]);
  expect(faults[0]?.message.split('templates/a.md')).toHaveLength(2);
  expect(faults[0]?.where).toContain('templates/a.md');
});
