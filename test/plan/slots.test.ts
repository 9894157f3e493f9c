import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import type { Section } from '../../src/markdown/model.ts';
import { listSections } from '../../src/markdown/outline.ts';
import { applySplices } from '../../src/markdown/splices.ts';
import {
  counterpartOf,
  guidanceIn,
  isCounted,
  type PlacedSlot,
  planSlots,
  templateLinesOf,
  unfilledCount,
} from '../../src/plan/slots.ts';
import type { RenderedTemplate } from '../../src/template/model.ts';
import { plainTemplate } from '../support/slotLines.ts';
import { builtIns, readSeed } from '../support/templates.ts';

const template = plainTemplate(`---
team:
---
# Plan: [Product]

**Owner**: [Who]
**Status**: [Draft / Approved]

## Work

*Say what is done.*

### Phase 1: [Phase Words]

**Goal**: [Goal]

- [Piece]
- [Piece]

## Risks

[Say what can go wrong]

| Risk | Chance | Answer |
|---|---|---|
| [Risk] | Low/Med/High | |
| **Total** | | |

## Rules

### Light
- [RULE]

## Notes

- Open:
- Task 1
- [NEEDS CLARIFICATION]

If one is broken, write:

- Rule:
- Reason:

\`\`\`text
[In code]
\`\`\`
`);

function placed(text: string, known: RenderedTemplate = template): readonly PlacedSlot[] {
  return planSlots(parseDocument(text), known);
}

function names(text: string, known: RenderedTemplate = template): string[] {
  return placed(text, known)
    .filter(isCounted)
    .map(({ slot, section }) => `${section.id}: ${slot.text || `(${slot.name})`}`);
}

function sectionOf(text: string, id: string): Section {
  const section = listSections(parseDocument(text)).find((each) => each.id === id);
  if (section === undefined) throw new Error(`no section ${id}`);
  return section;
}

describe('template known', () => {
  test('its own text has its own slots, each with its section and line', () => {
    expect(names(template.text)).toEqual([
      'title: (team)',
      'title: [Product]',
      'header: [Who]',
      'header: [Draft / Approved]',
      'work/phase-1: [Phase Words]',
      'work/phase-1: [Goal]',
      'work/phase-1: [Piece]',
      'work/phase-1: [Piece]',
      'risks: [Risk]',
      'risks: Low/Med/High',
      'risks: (Answer)',
      'rules/light: [RULE]',
      'notes: (Open)',
      'notes: Task 1',
      'notes: [NEEDS CLARIFICATION]',
      'notes: [In code]',
    ]);
    expect(placed(template.text).find(({ slot }) => slot.text === '[Goal]')?.line).toBe(14);
  });

  test('what is listed but not counted: guidance and conditions', () => {
    const others = placed(template.text).filter((each) => !isCounted(each));
    expect(others.map(({ slot }) => slot.text || slot.name)).toEqual(['[Say what can go wrong]', 'Rule', 'Reason']);
  });

  test('other brackets are content, the words of another section too', () => {
    const text = template.text.replace('[Goal]', 'see [Who] and [anything else]').replace('[Who]', 'Ann, [Risk]');
    expect(names(text).filter((name) => /Who|else|Risk/.test(name))).toEqual(['risks: [Risk]']);
  });

  test('a literal that became a link, a comment or code is none', () => {
    const text = template.text
      .replace('[Goal]', '[Goal](goal.md)')
      .replace('- [RULE]', '<!-- [RULE] -->\n\n```text\n[RULE]\n```');
    expect(names(text).filter((name) => /Goal|RULE/.test(name))).toEqual([]);
  });

  test('each occurrence counts', () => {
    expect(
      names(template.text.replace('**Goal**: [Goal]', '**Goal**: [Goal] and [Goal]')).filter((name) =>
        name.includes('[Goal]'),
      ),
    ).toHaveLength(2);
  });

  test('bare words count only where they are the whole', () => {
    const text = template.text.replace('Task 1', 'Task 1 is to dig').replace('Low/Med/High', 'Low, not Low/Med/High');
    expect(names(text).filter((name) => /Task|Low/.test(name))).toEqual([]);
  });

  test('an added section takes the slots of the nearest section above that the template has', () => {
    const phase = '### Phase 2: [Phase Words]\n\n**Goal**: Dry walls, [not a slot]\n\n- [Piece]\n\n';
    const text = template.text.replace('## Risks', `${phase}## Risks`).replace('### Light', '### Water');
    expect(names(text).filter((name) => /phase-2|water/.test(name))).toEqual([
      'work/phase-2: [Phase Words]',
      'work/phase-2: [Piece]',
      'rules/water: [RULE]',
    ]);
  });

  test('an empty place counts where the template has its label, column or list', () => {
    const text = template.text
      .replace('**Owner**: [Who]', '**Owner**:\n**Other**:')
      .replace('| [Risk] | Low/Med/High | |', '| Rain | | Roof |')
      .replace('- [RULE]', '-');
    expect(names(text).filter((name) => name.includes('('))).toEqual([
      'title: (team)',
      'header: (Owner)',
      'risks: (Chance)',
      'rules/light: (Light)',
      'notes: (Open)',
    ]);
  });

  test('a clarification with words is a question', () => {
    expect(
      names(template.text.replace('[NEEDS CLARIFICATION]', '[NEEDS CLARIFICATION: how deep?]')).join(),
    ).not.toMatch(/CLARI/);
  });

  test('a conditional block that is begun counts', () => {
    expect(names(template.text.replace('- Rule:', '- Rule: no fire')).slice(-2)).toEqual([
      'notes: (Reason)',
      'notes: [In code]',
    ]);
  });

  test('line endings do not matter', () => {
    expect(unfilledCount(placed(template.text.replaceAll('\n', '\r\n')))).toBe(16);
  });
});

describe('a place of a known template counts wherever it stands', () => {
  const team = plainTemplate(`# Move: [THING]

**Status**: Draft

## Tasks

- [ ] Get sign-off from [LEAD] before anything is ordered
- [ ] Tell [PEOPLE] a week ahead
- [ ] T003 [ops] Order the crane
- [ ] File \`src/[name].ts\` (OPS-XXX in the tracker)

## Questions

- Who is on call? (owner: [NAME], due: DD.MM.YYYY)

## Notes

Call [NAME] on [DATE] from <where> about {what} by TT.MM.JJJJ. The offer has to be written (if applicable), on Node 20.X.
`);

  test('in items, in questions and in running text', () => {
    expect(names(team.text, team)).toEqual([
      'title: [THING]',
      'tasks: [LEAD]',
      'tasks: [PEOPLE]',
      'questions: [NAME]',
      'questions: DD.MM.YYYY',
      'notes: [NAME]',
      'notes: [DATE]',
      'notes: <where>',
      'notes: {what}',
      'notes: TT.MM.JJJJ',
    ]);
  });

  test('until it is filled', () => {
    const filled = team.text.replaceAll('[NAME]', 'Ida').replace('[LEAD]', 'Bo').replace('[DATE]', '[see above]');
    expect(names(filled, team).filter((name) => /NAME|LEAD|DATE|above/.test(name))).toEqual([]);
  });

  test('however many others the template has', () => {
    const rich = plainTemplate(`${team.text}\n## More\n\n**Who**: [Who]\n\n**When**: [When]\n\n**What**: [What]\n`);
    expect(names(rich.text, rich).slice(0, -3)).toEqual(names(team.text, team));
  });
});

describe('what may be ordinary text in a known template is listed and does not count', () => {
  const head = '# Plan: [Name of the ferry]\n\n- **Owner**: [Who answers]\n- **Harbour**: [Which one]\n\n## Rules\n\n';
  const left = (line: string): string[] => {
    const known = plainTemplate(`${head}${line}\n`);
    const filled = known.text.replace('[Name of the ferry]', 'Ida').replace('[Who answers]', 'Ann');
    return names(filled.replace('[Which one]', 'East'), known).map((name) => name.replace('rules: ', ''));
  };

  test.each([
    '- All [build] eval steps pass (Developer ran the build)',
    '- All [code] eval steps pass',
    '- All [build] steps of [Team name] pass',
    '- All [build] steps pass on [host name]',
    '- [TEST] tasks MUST be written and FAIL before [IMPL] tasks begin (TDD Gate)',
    '- Mark [IMPL] tasks as done',
    '- Tell [PEOPLE] first\n- Only then\n- [TEST] tasks fail before [IMPL] tasks begin',
    'No temporary solutions in main. [PROD]',
    '- Branches are `feature/<###-name>`',
    '- Branches are `[###-feature]/main`',
    'Dates are written in ISO form, YYYY-MM-DD.',
    '- Greeting: Hello ${name}',
    '- Set ${port} in the shell',
    '- Set ${port} on [Host name] for [Team name]',
    '- __ВАЖНО__ читать',
    '- DD/MM is the order in the UK',
  ])('%j', (line) => {
    expect(left(line).filter((name) => !/PEOPLE|name/.test(name) || name.includes('$'))).toEqual([]);
  });

  test('tags of a text that has no places', () => {
    const filler = Array.from({ length: 45 }, (_, index) => `Line ${index} of the text.\n`).join('\n');
    const tags = '- Press [จ่าย] in the list of [1 SELECT]\n- Press [จ่าย] again, with <current_gwei> in it\n';
    const known = plainTemplate(`# Plan\n\n${filler}\n${tags}`);
    expect(names(known.text, known)).toEqual([]);
  });

  test('a word that is sure elsewhere is a name of the template', () => {
    expect(left('- **Key**: ${key}\n- Use ${key}\n- Set ${port}')).toEqual(['${key}', '${key}']);
    expect(left('- **Quay**: [Quay]\n- Go to the [quay] early')).toEqual(['[Quay]', '[quay]']);
    expect(left('- **Tag**: [tag_name]\n\nRun `git tag [tag_name]`.')).toEqual(['[tag_name]', '[tag_name]']);
  });

  test('a word that stands beside other places of its line stays one, however many of them are filled', () => {
    const known = plainTemplate(`${head}- Given [initial state], when [action], then [expected outcome]\n`);
    expect(names(known.text.replace('[initial state]', 'x').replace('[expected outcome]', 'y'), known).at(-1)).toBe(
      'rules: [action]',
    );
  });

  test('a template that writes all its places as loose signs has them', () => {
    const signs = '# Plan ${title}\n\n- **Owner**: ${owner}\n- **Key**: ${key}\n- **Ort**: ${größe}\n\nAsk ${owner}.\n';
    const known = plainTemplate(signs);
    expect(names(known.text, known)).toHaveLength(5);
    expect(unfilledCount(planSlots(known.document, undefined))).toBe(0);
    const none = plainTemplate(signs.replace('${title}', 'A'));
    expect(names(none.text, none)).toEqual([]);
  });
});

describe('template unknown', () => {
  test('what may be ordinary text is listed and does not count', () => {
    const lines = [
      'Hello ${name}',
      'Set ${port} in the shell',
      'Owner: N.N.',
      'Format: DD.MM.',
      'DD/MM is the order in the UK',
    ];
    const text = `# Plan: Ferry\n\n${lines.map((line) => `- ${line}\n`).join('')}`;
    const found = planSlots(parseDocument(text), undefined);
    expect(found.filter(isCounted)).toEqual([]);
    expect(found.map(({ slot }) => slot.text)).toEqual(['${name}', '${port}', 'N.N.', 'DD.MM.', 'DD/MM']);
  });

  test('what inference finds, clarifications left out', () => {
    const text = '# Plan: [Product]\n\n**Owner**: Ann\n**When**: [NEEDS CLARIFICATION: spring?]\n';
    expect(planSlots(parseDocument(text), undefined).map(({ slot }) => slot.text)).toEqual(['[Product]']);
  });

  test('a text without any section', () => {
    expect(planSlots(parseDocument(''), undefined)).toEqual([]);
    expect(planSlots(parseDocument('---\nteam:\n---\n'), undefined)).toEqual([]);
  });
});

describe('counterparts', () => {
  const text = template.text.replace('## Risks', '### Phase 2: Roof\n\n**Goal**: [Goal]\n\n## Risks');

  test('by id; none for what was added', () => {
    expect(counterpartOf(sectionOf(text, 'work/phase-1'), template)?.id).toBe('work/phase-1');
    expect(counterpartOf(sectionOf(text, 'work/phase-2'), template)).toBeUndefined();
  });

  test('lines: of the counterpart, or of all below the nearest section above', () => {
    expect([...templateLinesOf(sectionOf(text, 'work/phase-1'), template)]).toEqual([
      ['**Goal**: [Goal]', 1],
      ['- [Piece]', 2],
    ]);
    expect(templateLinesOf(sectionOf(text, 'work/phase-2'), template).get('*Say what is done.*')).toBe(1);
    expect(templateLinesOf(sectionOf(text, 'work/phase-2'), template).has('- Open:')).toBe(false);
  });
});

describe('guidance of a plan', () => {
  const guidance = (text: string, id: string, known: RenderedTemplate | undefined): string[] => {
    const document = parseDocument(text);
    return guidanceIn(document, sectionOf(text, id), known).map((span) => text.slice(span.from, span.to));
  };

  test('template known: what still stands word for word', () => {
    expect(guidance(template.text, 'work', template)).toEqual(['*Say what is done.*']);
    expect(guidance(template.text, 'risks', template)).toEqual(['[Say what can go wrong]']);
    expect(guidance(template.text.replace('*Say what is done.*', '*We said it.*'), 'work', template)).toEqual([]);
    const crlf = template.text.replaceAll('\n', '\r\n');
    expect(guidance(crlf, 'risks', template)).toEqual(['[Say what can go wrong]']);
  });

  test('template unknown: what looks like it', () => {
    expect(guidance('## Work\n\n*Say what is done.*\n\nText\n', 'work', undefined)).toEqual(['*Say what is done.*']);
  });
});

describe('the seeds as templates', () => {
  for (const { seed } of builtIns) {
    const text = readSeed(seed);
    test.skipIf(text === undefined)(`${seed}${text === undefined ? ' (no ../shared/seeds here)' : ''}`, () => {
      const known = plainTemplate(text ?? '');
      const own = known.slots.filter((slot) => isCounted({ slot }));
      const all = planSlots(known.document, known).filter(isCounted);
      expect(all.map(({ slot }) => slot.span)).toEqual(own.map((slot) => slot.span));
      for (const { slot } of all) {
        const before = text?.slice(0, slot.span.from) ?? '';
        const words = slot.text === '' && !/\s$/.test(before) ? ' Done words' : 'Done words';
        const filled = applySplices(known.text, [{ ...slot.span, text: words }]);
        expect(unfilledCount(planSlots(parseDocument(filled), known)), `${slot.name} at ${slot.span.from}`).toBe(
          all.length - 1,
        );
      }
    });
  }
});

test('a place in code counts where the known template has it, and never by inference', () => {
  const template = plainTemplate(
    '# Plan\n\n## Layout\n\n```text\nsrc/[Which folder]/\nif (x) { y[0] } <T>\n```\n\n## Goal\n\n[Goal]\n',
  );
  const plan = parseDocument(template.text.replace('[Goal]', 'Sail.'));
  const counted = (known: typeof template | undefined): string[] =>
    planSlots(plan, known)
      .filter(isCounted)
      .map(({ slot }) => slot.text);
  expect(counted(template)).toEqual(['[Which folder]']);
  expect(counted(undefined)).toEqual([]);
});
