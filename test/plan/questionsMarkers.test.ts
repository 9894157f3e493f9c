import { describe, expect, it } from 'vitest';
import { kindsIn, questionsIn, textsIn } from '../support/questions.ts';

describe('markers in a value position', () => {
  it.each([
    ['a paragraph of its own', '[NEEDS CLARIFICATION: which store?]', 'which store?'],
    ['the end of a line of prose', 'Exports are kept for [NEEDS CLARIFICATION: how long?].', 'how long?'],
    ['behind a bold label', '**Storage**: [NEEDS CLARIFICATION: which store?]', 'which store?'],
    ['behind a label, bare', '**Storage**: [NEEDS CLARIFICATION]', 'Storage'],
    ['behind a label, without brackets', '**Storage**: NEEDS CLARIFICATION', 'Storage'],
    ['behind a label, with a colon alone', '**Storage**: NEEDS CLARIFICATION: which store?', 'which store?'],
    ['an item', '- [NEEDS CLARIFICATION: which store?]', 'which store?'],
    [
      'an item with words',
      '- The system MUST not keep files longer than [NEEDS CLARIFICATION: how long?] days',
      'how long?',
    ],
    ['an item, bare, with the question behind', '- [NEEDS CLARIFICATION] — Which personas?', 'Which personas?'],
    ['an item, bare, at the end', '- Retention of exports: [NEEDS CLARIFICATION]', 'Retention of exports'],
    ['a box', '- [ ] **Security**: [NEEDS CLARIFICATION: who holds the keys?]', 'who holds the keys?'],
    ['a cell', '| Part | Store |\n|---|---|\n| API | [NEEDS CLARIFICATION: which store?] |', 'which store?'],
    ['a cell, bare', '| Part | Store |\n|---|---|\n| API | [NEEDS CLARIFICATION] |', 'API: Store'],
    ['a heading', '### Storage [NEEDS CLARIFICATION: which store?]\n\nText.', 'which store?'],
    ['a quote', '> **Storage**: [needs clarification: which store?]', 'which store?'],
    ['brackets in it', '- Keep [NEEDS CLARIFICATION: [a] or [b]?]', '[a] or [b]?'],
    ['a dash in it', '- Database: [NEEDS CLARIFICATION - which one?]', 'which one?'],
    ['over two lines', '- Keep [NEEDS CLARIFICATION: which\n  store?]', 'which store?'],
  ])('count: %s', (_, text, question) => {
    expect(kindsIn(`# P\n\n## Technical Context\n\n${text}\n`)).toEqual([`clarification: ${question}`]);
  });

  it.each([
    ['negated prose', 'All NEEDS CLARIFICATION resolved'],
    ['a box about them', '- [ ] No [NEEDS CLARIFICATION] markers remain'],
    ['a ticked box about them', '- [x] All [NEEDS CLARIFICATION: …] resolved'],
    ['a task about them', '- Verify all [NEEDS CLARIFICATION] are resolved'],
    ['an instruction', 'Scan for [NEEDS CLARIFICATION] before the review.'],
    ['an instruction with its form', '- Mark with [NEEDS CLARIFICATION: specific question]'],
    ['a report', 'The marker [NEEDS CLARIFICATION: which store?] was resolved on Monday.'],
    ['a mention in the middle of prose', 'We wrote [NEEDS CLARIFICATION: which store?] into the spec.'],
    ['inline code', 'Use `[NEEDS CLARIFICATION: which store?]` there.'],
    ['an item in code', '- `[NEEDS CLARIFICATION: which store?]`'],
    ['a fence', '```\n[NEEDS CLARIFICATION: which store?]\n```'],
    ['indented code', 'Text\n\n    [NEEDS CLARIFICATION: which store?]'],
    ['a comment', '<!-- [NEEDS CLARIFICATION: which store?] -->'],
    ['a comment over lines', '<!--\n- [NEEDS CLARIFICATION: which store?]\n-->'],
    ['a comment in a line', 'Text <!-- [NEEDS CLARIFICATION: which store?] -->'],
    ['guidance', '*Ask with [NEEDS CLARIFICATION: your question]*'],
    ['an arrow of a flow', '   → If NEEDS CLARIFICATION remain: ERROR'],
    ['struck out', '- ~~[NEEDS CLARIFICATION: which store?]~~ Postgres'],
    ['ticked', '- [x] [NEEDS CLARIFICATION: which store?]'],
    ['answered', '- [NEEDS CLARIFICATION: which store?] → **Answer**: Postgres'],
    ['answered below', '- [NEEDS CLARIFICATION: which store?]\n  - Answer: Postgres'],
    ['a slot that offers it', '**Language**: [e.g., Go 1.26 or NEEDS CLARIFICATION]'],
    ['a count', '- NEEDS CLARIFICATION count: 0'],
    ['its bare form', '- [NEEDS CLARIFICATION: …]'],
    ['no bracket at its end', '- [NEEDS CLARIFICATION: which store?'],
  ])('do not count: %s', (_, text) => {
    expect(kindsIn(`# P\n\n## Technical Context\n\n${text}\n`)).toEqual([]);
  });

  it('are found several times in a line, each once', () => {
    expect(
      textsIn('# P\n\n## A\n\n- Keep [NEEDS CLARIFICATION: what?] for [NEEDS CLARIFICATION: how long?]\n'),
    ).toEqual(['what?', 'how long?']);
  });

  it('are the question of the list that they stand in', () => {
    expect(
      kindsIn(
        '# P\n\n## Open Questions\n\n- [NEEDS CLARIFICATION: which store?]\n- Which [NEEDS CLARIFICATION: font?] then\n',
      ),
    ).toEqual(['question: which store?', 'question: Which [NEEDS CLARIFICATION: font?] then']);
  });

  it('say where they stand, and what their item tells of them', () => {
    const text =
      '# P\n\n## Technical Context\n\n- **Storage**: [NEEDS CLARIFICATION: which store?]\n  - Owner: Ada\n  - Due: 2026/12/01\n  - Priority: low\n';
    const [question] = questionsIn(text);
    expect(question).toMatchObject({
      section: 'technical-context',
      place: 'technical-context/storage',
      line: 5,
      owner: 'Ada',
      due: '2026/12/01',
      overdue: false,
      impact: 'low',
      blocking: false,
    });
    expect(text.slice(question?.span.from, question?.span.to)).toBe('[NEEDS CLARIFICATION: which store?]');
  });

  it('stand in headers, titles and footers too', () => {
    expect(
      questionsIn(
        '# P\n\n**Owner**: [NEEDS CLARIFICATION: who?]\n\n## A\n\nText.\n\n---\n\n**Budget**: [NEEDS CLARIFICATION: how much?]\n',
      ).map(({ place }) => place),
    ).toEqual(['header/owner', 'footer/budget']);
  });

  it('keep their place with other line endings and a BOM', () => {
    const text = '\uFEFF# P\r\n\r\n## A\r\n\r\n- [NEEDS CLARIFICATION: which?]\r\n';
    expect(questionsIn(text)).toMatchObject([{ line: 5, text: 'which?' }]);
  });
});
