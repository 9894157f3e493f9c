import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { inferSlots } from '../../src/template/infer/inferSlots.ts';
import type { Slot } from '../../src/template/model.ts';
import { hostileMarkdown } from '../support/hostileMarkdown.ts';
import { counted } from '../support/slotLines.ts';

const slotsOf = (text: string): readonly Slot[] => inferSlots(parseDocument(text));
const only = (text: string): Slot | undefined => slotsOf(text)[0];

describe('tokens', () => {
  test.each([
    ['# Plan: [Product]', ['[Product]']],
    ['**Owner:** [OWNER_NAME]', ['[OWNER_NAME]']],
    ['**Key**: `[SHORT_KEY]`', ['[SHORT_KEY]']],
    ['- [Queue 1]: [What it carries and for whom]', ['[Queue 1]', '[What it carries and for whom]']],
    ['- [Cause]: [Effect]', ['[Cause]', '[Effect]']],
    ['- `[VERB] /things`: [Why]', ['[VERB]', '[Why]']],
    ['- `handler`: [What it does]', ['[What it does]']],
    ['- **[Group 1]**: [Parts of it]', ['[Group 1]', '[Parts of it]']],
    ['- [x] [Finished piece]', ['[Finished piece]']],
    ['Tickets: [#7, #8]', ['[#7, #8]']],
    ['Key: ABC-{TEAM}-{NNN}', ['{TEAM}', '{NNN}']],
    ['Branch: work/{ticket}-{slug}', ['{ticket}', '{slug}']],
    ['Source: Taken from `docs/{feature}/spec.md`.', ['{feature}']],
    ['**Owner**: {{owner.name}} and {{}}', ['{{owner.name}}', '{{}}']],
    ['- <who decides> by <when>', ['<who decides>', '<when>']],
    ['# __PROJECT_NAME__', ['__PROJECT_NAME__']],
    ['**Input**: $ARGUMENTS', ['$ARGUMENTS']],
    ['**Started**: YYYY-MM-DD', ['YYYY-MM-DD']],
    ['| Ref |\n|---|\n| RISK-XXX |', ['RISK-XXX']],
    ['**Share**: [X]% of [N]', ['[X]', '[N]']],
    ['**Summary**: [a text that\ngoes on below]', ['[a text that\ngoes on below]']],
    ['**List**: [one [two] three]', ['[one [two] three]']],
  ])('%j', (text, expected) => {
    expect(counted(text)).toEqual(expected);
  });

  test('name and span', () => {
    const slot = only('## Phase 1: [Phase Words]');
    expect(slot).toMatchObject({
      class: 'token',
      name: 'Phase Words',
      text: '[Phase Words]',
      sure: true,
      span: { from: 12, to: 25 },
    });
  });
});

describe('what only looks like a token', () => {
  test.each([
    '- [ ] Check the lamps\n- [x] Lock the door',
    'See [notes.md](./notes.md) and [the wiki][wiki].\n\n[wiki]: https://example.org/wiki',
    'The page `routes/[id]/page.tsx` changes.',
    'It takes `Callable[[Path], bool]` and Map<key, Room>.',
    'Install `fastapi[all]>=0.104` first.',
    'As measured[^1] and cited [12].',
    'The pattern `/(?:^|[/\\\\])x[a-z0-9]/` stays.',
    '---\ntags: [roadmap, v20]\n---\n',
    'tags: [roadmap, v20]',
    '#### [MODIFY] hooks.ts',
    '- [ ] T012 [P] [US1] Write the parser',
    '- T013 [TDD] Write the tests',
    'We choose [B].',
    'Progress: [████] 50%',
    '**Branch**: `[002-night-mode]`',
    'It answers `/api/chat/{id}` and `GET /rooms/{roomId}/seats`.',
    'Everything in `docs/{a,b}.md` moves.',
    'Returns `{ status: string, data: T }`.',
    '```mermaid\nflowchart LR\n  T1[Task 1.1] --> T2[Other words]\n```',
    'Below < 200ms and a <br> break, <https://example.org>.',
    '<details>\n<summary>More</summary>\nText\n</details>',
    'Branch names follow `feature/<ticket>-...` here.',
    '{{#if ready}}\nGo\n{{/if}}',
    '> [!IMPORTANT]\n> Read this.',
    'Related: S-HOUSE-001',
    '**Status**: Draft',
    '**Path**: `run.sh [one|two]`',
    '**Python**: the `__init__` method',
    'Cost is ${amount} or $5.',
    '<!-- [Fill this in] -->',
    '- Mitigation: None',
  ])('%j', (text) => {
    expect(counted(text)).toEqual([]);
  });
});

describe('choices', () => {
  test.each([
    ['**State:** [Open / Running / Shut]', ['Open', 'Running', 'Shut'], 'State'],
    ['- Status: PASS / FAIL / CONDITIONAL', ['PASS', 'FAIL', 'CONDITIONAL'], 'Status'],
    ['| Risk | Chance |\n|---|---|\n| Rain | Low/Med/High |', ['Low', 'Med', 'High'], 'Chance'],
    ['| Risk | Chance |\n|---|---|\n| Rain | [H/M/L] |', ['H', 'M', 'L'], 'Chance'],
    ['**Scope**: Shop | Stock | Staff', ['Shop', 'Stock', 'Staff'], 'Scope'],
    ['**级别**：高/中/低', ['高', '中', '低'], '级别'],
    ['**Kind**: [ ] Bug | [ ] Idea', ['Bug', 'Idea'], 'Kind'],
    ['**Kind**: {{1|2|3}}', ['1', '2', '3'], 'Kind'],
    ['- [Yes / No]', ['Yes', 'No'], 'Yes / No'],
  ])('%j', (text, options, name) => {
    expect(slotsOf(text).filter((slot) => slot.sure)).toMatchObject([{ class: 'choice', options, name }]);
  });

  test.each(['[Library/Service]', '[ENGINEER / TEAM]', '[RBAC, ABAC, etc.]', '[Start → End]', '[Jest / k6 / etc.]'])(
    '%s is a token',
    (text) => {
      expect(only(`**Way**: ${text}`)).toMatchObject({ class: 'token', text });
    },
  );

  test.each(['**Way**: A and/or B', '**Parts**: screens/shelves/doors', '**Who**: Ann / Bob'])(
    '%s is a value',
    (text) => {
      expect(counted(text)).toEqual([]);
    },
  );
});

describe('empty places', () => {
  test('a label with nothing behind it, at every level', () => {
    const text = '- Goal:\n- Needs:\n\n  - Rooms:\n  - People: two\n\n**Notes**:\n';
    expect(counted(text)).toEqual(['(Goal)', '(Rooms)', '(Notes)']);
    expect(only(text)).toMatchObject({ class: 'empty_field', name: 'Goal', text: '', span: { from: 7, to: 7 } });
  });

  test('a comment is no value', () => {
    expect(counted('- **Name**: <!-- what people call it -->')).toEqual(['(Name)']);
  });

  test.each([
    '**Tasks:**\n1. Dig\n2. Plant',
    '**Tasks:**\n\n| A | B |\n|---|---|\n| 1 | 2 |',
    '**Query:**\n\n```sql\nselect 1\n```',
    '**Why:**\n\nBecause the old one leaks and costs too much.',
    '- How to ensure:\n\n  - It is tested.',
    '2. **Rules:**\n\n- Keep it dry\n- Keep it warm',
    '## Checks:\n\n**Before the start of work:**\n\n### First\n\nText',
    '> **Decision of the board (asked early):**\n> **prompt:** said so\n> **answer:** said no',
  ])('%j introduces what follows', (text) => {
    expect(counted(text)).toEqual([]);
  });

  test('front matter', () => {
    expect(counted('---\nreviewer:\ntags: []\nteam: "{{team}}"\nlater:  # only when shut\n---\n# Plan\n')).toEqual([
      '(reviewer)',
      '{{team}}',
    ]);
  });

  test('cells: one slot each, by column; a row of totals is left alone', () => {
    const text = '| Phase | Days | Notes |\n|---|---|---|\n| One | | |\n| **Total** | 3 | |\n';
    expect(counted(text)).toEqual(['(Days)', '(Notes)']);
  });

  test('items: bullets, numbers, boxes, also right below a label', () => {
    expect(counted('## In\n- \n\n## Out\n1.\n2.\n\n## Do\n- [ ] \n\n- **Parts**:\n  1.\n  2.\n')).toEqual([
      '(In)',
      '(Out)',
      '(Out)',
      '(Do)',
      '(Parts)',
      '(Parts)',
    ]);
    expect(slotsOf('- [Cause]: [Effect]').some((slot) => slot.class === 'empty_item')).toBe(false);
  });
});

describe('conditional blocks', () => {
  const open = 'If a rule is broken on purpose, write:\n\n- Rule:\n- Reason:\n';

  test('not begun: listed, not counted', () => {
    expect(slotsOf(open)).toMatchObject([
      { name: 'Rule', sure: false, reason: 'conditional block' },
      { name: 'Reason', sure: false },
    ]);
  });

  test('begun: the rest counts', () => {
    expect(counted(open.replace('Rule:', 'Rule: no open fire'))).toEqual(['(Reason)']);
  });
});

describe('stubs and clarifications', () => {
  test.each([
    ['- [ ] Task 1\n- [ ] Task 2', ['Task 1', 'Task 2']],
    ['- Componente 1\n- Componente 2', ['Componente 1', 'Componente 2']],
    ['- 步骤 1\n- 步骤 2', ['步骤 1', '步骤 2']],
    ['1. Step name', ['Step name']],
    ['- ...', ['...']],
    ['| A | B |\n|---|---|\n| … | Criterion A |', ['…', 'Criterion A']],
    ['- [ ] **Step 1: ...**', ['Step 1: ...']],
  ])('%j', (text, expected) => {
    expect(counted(text)).toEqual(expected);
    expect(slotsOf(text).every((slot) => slot.class === 'stub')).toBe(true);
  });

  test.each([
    '| Phase |\n|---|\n| Phase 1 |\n| Phase 2 |',
    '- Week 1\n- Week 2',
    '- Ship version 2',
    '**Depends on**: Task 3.1 (the lamps)',
    'See step 1',
  ])('%j is content', (text) => {
    expect(counted(text)).toEqual([]);
  });

  test('clarifications are a class of their own', () => {
    expect(slotsOf('**Login**: [NEEDS CLARIFICATION: which provider?]')).toMatchObject([
      { class: 'clarification', sure: true },
    ]);
    expect(slotsOf('All `[NEEDS CLARIFICATION]` markers are resolved.')).toEqual([]);
  });
});

describe('code blocks', () => {
  test('are listed, never counted', () => {
    const text = '```text\n[What was done] by <name>\n```\n';
    expect(slotsOf(text)).toMatchObject([
      { text: '[What was done]', fenced: true, sure: false },
      { text: '<name>', fenced: true, sure: false },
    ]);
  });
});

describe('any text', () => {
  test('never throws, spans hold the slots text, in order', () => {
    fc.assert(
      fc.property(hostileMarkdown, (text) => {
        let at = 0;
        for (const slot of slotsOf(text)) {
          expect(text.slice(slot.span.from, slot.span.to)).toBe(slot.text);
          expect(slot.span.from).toBeGreaterThanOrEqual(at);
          at = slot.span.from;
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a form feed, a lone return, a byte order mark', () => {
    expect(counted('\uFEFF# [A b]\r\r- [C d]\r- \f\r')).toContain('[C d]');
  });
});
