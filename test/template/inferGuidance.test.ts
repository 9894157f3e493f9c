import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { inferGuidance } from '../../src/template/infer/guidance.ts';
import { inferSlots } from '../../src/template/infer/inferSlots.ts';

const guidance = (text: string): string[] =>
  inferGuidance(parseDocument(text)).map((span) => text.slice(span.from, span.to));
const marked = (text: string): string[] =>
  inferSlots(parseDocument(text)).flatMap((slot) => (slot.guidance ? [slot.text] : []));

describe('whole-line instructions', () => {
  test.each([
    '## Stack\n[List what is used]\n\n- Shop: [Tool]\n- Stock: [Tool]',
    '## Checks\n[Hold it against the rules]\n\n### Style\n- [ ] Short names',
    '## Gates\n[Weigh the decisions]\n\n**Gate 1**: [Name]\n- Status: PASS / FAIL',
    '## Tasks\n[One for each unknown]\n\n### Task 1: [Topic]\n**Question**: [What]',
    '## Risks\n[Say what can go wrong]\n\n| Risk |\n|---|\n| [Name] |',
    '## Scope\n[Say what is in]\n\n- Rooms:\n- Doors:',
  ])('above places to fill: %j', (text) => {
    expect(marked(text)).toEqual([/\[[^\]]+\]/.exec(text)?.[0]]);
  });

  test.each([
    '## Data\n[Describe the tables]\n\n```sql\nselect 1\n```',
    '## Data\n[Describe the tables]\n\n## Next\n- [Thing]',
    '## Data\n[Describe the tables]\n\n- A fixed rule',
    '## Data\n[Describe the tables]\n\n[And the rest]',
    '**A**\n\n[Describe the tables]\n\n**B**\n\n- [Thing]',
    '# T\n\n## Data\n[Describe the tables]\n\n---\n\n**Status**: [Open / Shut / Lost]',
  ])('else a slot: %j', (text) => {
    expect(marked(text)).toEqual([]);
  });
});

describe('repeat markers', () => {
  test.each(['[Repeat structure]', '[Add more rooms as needed]', '{Repeat per room.}', '- [Continue for other rooms]'])(
    '%s',
    (text) => {
      expect(marked(`## Rooms\n\n${text}\n`)).toHaveLength(1);
    },
  );

  test('not inside a value', () => {
    expect(marked('- Interval: [Repeat rate]\n- Other: [Additional notes]')).toEqual([]);
  });
});

describe('guidance that is no slot', () => {
  test('comments, italic lines, quoted notes', () => {
    const text = [
      '<!-- one\ntwo -->',
      '*What will it change?*',
      '_Say it in short words._',
      '> **Note**: keep it short.',
      'Text <!-- aside --> more.',
    ].join('\n\n');
    expect(guidance(text)).toEqual([
      '<!-- one\ntwo -->',
      '*What will it change?*',
      '_Say it in short words._',
      '> **Note**: keep it short.',
      '<!-- aside -->',
    ]);
  });

  test.each(['**Bold line**', '*a* and *b*', '> We agreed on this in May.', '* a bullet *'])('content: %j', (text) => {
    expect(guidance(text)).toEqual([]);
  });
});
