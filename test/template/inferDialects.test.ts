import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { inferSlots } from '../../src/template/infer/inferSlots.ts';

/** Places that make a file a template in every dialect. */
const company = `# Plan: [Name of the ferry]

- **Owner**: [Who answers]
- **Harbour**: {harbour}
- **Crew**: <who sails>
- **Date**: {{date}}
`;

/** The places that count in a text, with the file's others left out; classes before them where asked. */
function counted(text: string, before = company): string[] {
  const document = parseDocument(`${before}\n## Part\n\n${text}\n`);
  return inferSlots(document)
    .filter((slot) => slot.sure && !slot.fenced && !slot.guidance && slot.span.from > before.length)
    .map((slot) => (slot.text === '' ? `${slot.class} ${slot.name}` : slot.text));
}

function classes(text: string): string[] {
  const document = parseDocument(`${company}\n## Part\n\n${text}\n`);
  return inferSlots(document)
    .filter((slot) => slot.sure && slot.span.from > company.length)
    .map((slot) => slot.class);
}

describe('what only looks like a place is none, in a file full of places', () => {
  test.each([
    'The page lives in `routes/[id]/x`.',
    'It takes a `Callable[[Path], bool]`.',
    'Rooms are kept in a Map<code, Room> by code.',
    'Needs fastapi[all]>=0.104 to run.',
    'As measured.Results[^1]\n\n[^1]: In May.',
    'Split at `/(?:^|[/\\\\])x/` first.',
    '#### [MODIFY] hooks.ts',
    '- [ ] T012 [P] [US1] Write the timetable',
    '- T013 [TDD] Test the timetable',
    'If unsure, choose [B].',
    '[████] 50%',
    '**Branch**: `[002-ai-rag]`',
    '| Call | Path |\n|---|---|\n| read | /api/chat/{id} |',
    'All of docs/{a,b}.md are read.',
    '```mermaid\nflowchart LR\nT1[Task 1.1] --> T2[Task 1.2]\n```',
    '```tsx\nconst client = useApi({{ api }});\n```',
    'Impact is Low | Medium | High as it comes.',
    '**Status options**: Draft / Approved / Done',
    '**Depends on**: Task 4',
    'See [the harbour](https://example.org) and [its rules].\n\n[its rules]: https://example.org/rules',
    '- [x] Done\n- [ ] Open',
    'As [Smith 2020] says, they [the operators] must know.',
    'Press <ctrl-c>, see [ADR 7] and [РГ-12].',
  ])('%s', (text) => {
    expect(counted(text)).toEqual([]);
  });

  test('front matter lists, also in flow', () => {
    expect(counted('', '---\ntags: [roadmap, v20]\n---\n# Plan: [Name]\n\n- **Owner**: [Who]\n')).toEqual([]);
  });

  test('in a long filled plan even less is', () => {
    const prose = Array.from(
      { length: 60 },
      (_, index) => `- Step ${index} of the ferry [pier] was taken in May.`,
    ).join('\n');
    expect(counted(`${prose}\n\n**Note**: tell the [captain] and {crew}.`, '# Night ferry\n')).toEqual([]);
  });
});

describe('places of every dialect', () => {
  test.each([
    ['- **Fares**: {{}}', ['{{}}']],
    ['| Full | [X]% |\n|---|---|\n| Half | [#] |', ['[X]', '[#]']],
    ['- Componente 1\n- Componente 2', ['Componente 1', 'Componente 2']],
    ['- 步骤 1\n- 步骤 2', ['步骤 1', '步骤 2']],
    ['- **影响**: 高/中/低', ['高/中/低']],
    ['- **Action**: Create/Modify/Delete', ['Create/Modify/Delete']],
    ['- **Phase**: {{1|2|3}}', ['{{1|2|3}}']],
    ['- **採否**: 採用 / 不採用', ['採用 / 不採用']],
    ['- **Risk**: 🟢/🟡/🔴', ['🟢/🟡/🔴']],
    ['${FERRY_NAME} sails at ${TIME}', ['${FERRY_NAME}', '${TIME}']],
    ['<Which pier it leaves from,\nand who opens the gate>', ['<Which pier it leaves from,\nand who opens the gate>']],
    ['[Which pier it leaves from,\nand who opens the gate]', ['[Which pier it leaves from,\nand who opens the gate]']],
    ['| Name | Kind |\n|---|---|\n| {name} | String/Integer |', ['{name}', 'String/Integer']],
    ['- [Pier]: sail to [there]\n- [Gate]: open [then]', ['[Pier]', '[there]', '[Gate]', '[then]']],
    ['### Phase X: xxx', ['Phase X: xxx']],
    ['- Task 1: Description', ['Task 1: Description']],
    ['- **Size**: X weeks', ['X weeks']],
    ['- **Version**: vX.Y', ['vX.Y']],
    ['- **Budget**: TBD\n- **Дата**: ДД.ММ.ГГГГ', ['TBD', 'ДД.ММ.ГГГГ']],
    ['TODO: name the pier\n\n| A | B |\n|---|---|\n| ??? | 待定 |', ['TODO: name the pier', '???', '待定']],
    ['{{summary}}\n\n- [ ] Read\n\n**Goal**: [goal]', ['{{summary}}', '[goal]']],
    ['**Live**:\n- ', ['empty_item Live:']],
    [
      '| [same as above / other] |\n|---|\n| [same as above / other] |',
      ['[same as above / other]', '[same as above / other]'],
    ],
    [
      'Data boundary:\n\nWho may read it, and when:\n\nException:',
      ['empty_field Data boundary', 'empty_field Who may read it, and when', 'empty_field Exception'],
    ],
  ])('%j', (text, expected) => {
    expect(counted(text)).toEqual(expected);
  });

  test('a label groups the items behind it in a flat list', () => {
    expect(counted('- Objective:\n- <what to reach>\n- Steps:\n- `<command>`')).toEqual([
      '<what to reach>',
      '<command>',
    ]);
  });

  test('one fence too many hides nothing', () => {
    const text = '```\ncode [one]\n```\n\nText\n\n```\n\n## Fares\n\n[What a ticket costs]\n';
    expect(counted(text)).toEqual(['[What a ticket costs]']);
  });

  test('YAML under a Markdown name', () => {
    expect(counted('', 'name: <name>\nowner: <owner>\nsteps:\n  - <step>\n')).toEqual([]);
    const document = parseDocument('name: <name>\nowner: <owner>\nsteps:\n  - <step>\n');
    expect(inferSlots(document).map((slot) => slot.text)).toEqual(['<name>', '<owner>', '<step>']);
  });

  test('in fences places are listed and do not count', () => {
    const found = inferSlots(parseDocument(`${company}\n\`\`\`\nrun {name} [WHERE]\nif (x) { y(); }\n\`\`\`\n`));
    const fenced = found.filter((slot) => slot.fenced);
    expect(fenced.map((slot) => slot.text)).toEqual(['{name}', '[WHERE]']);
    expect(fenced.every((slot) => !slot.sure)).toBe(true);
  });
});

describe('what a place is', () => {
  test.each([
    ['- **Mode**: [Enabled/Disabled]', 'choice'],
    ['- **Mode**: [Component/Function]', 'token'],
    ['- **File**: <path/to/file>', 'token'],
    ['- **State**: (on | off)', 'choice'],
    ['- **Plan**: [NEEDS CLARIFICATION: which pier]', 'clarification'],
    ['- **Waits for**: None | Task X', 'token'],
  ])('%s', (text, kind) => {
    expect(classes(text).slice(0, 1)).toEqual(kind === 'token' && text.includes('Task X') ? [] : [kind]);
  });
});

describe('notes to the author', () => {
  test.each([
    '[Continue as needed]',
    '{同様の手順構造}',
    '[Same task structure]',
    '[根据需要添加更多步骤]',
    '### [REMOVE IF UNUSED] Option 1',
    '### [SUPPRIMER SI INUTILISÉ] Option 1',
  ])('%s does not count', (text) => {
    expect(counted(text)).toEqual([]);
  });
});
