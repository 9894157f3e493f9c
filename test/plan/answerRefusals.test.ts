import { describe, expect, it } from 'vitest';
import { answer, apply, openIn, openWith, type Said } from '../support/answering.ts';

const plan = (body: string): string => `# Plan\n\n## Open Questions\n\n${body}\n`;

/** What refuses an answer to the question about the zone; nothing changes. */
function refusalOf(body: string, said: Said): { readonly code: string; readonly message: string } {
  const text = plan(body);
  const applied = answer(text, { zone: said });
  expect(applied.text).toBe(text);
  expect(applied.done).toEqual([]);
  const [refused] = applied.refused;
  if (refused === undefined) throw new Error('It was not refused.');
  return refused;
}

describe('an answer that is none', () => {
  it.each(['', ' ', '—', 'TBD', 'tbd.', 'Pending legal', 'To be decided', 'unknown', '?'])('%j', (words) => {
    expect(refusalOf('- Which zone?', { answer: words }).code).toBe('invalid_input');
  });

  it('asks for a clarification itself', () => {
    const { code, message } = refusalOf('- Which zone?', { answer: 'UTC [NEEDS CLARIFICATION: sure?]' });
    expect(code).toBe('invalid_input');
    expect(message).toContain('asks for a clarification itself');
  });

  it('has several lines', () => {
    expect(refusalOf('- Which zone?', { answer: 'UTC\n\n## Risks' }).code).toBe('breaks_structure');
  });

  it('says nothing, or two things at once', () => {
    expect(refusalOf('- Which zone?', {})).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('Send answer, defer, owner or due.'),
    });
    expect(refusalOf('- Which zone?', { rationale: 'why not' }).code).toBe('invalid_input');
    expect(refusalOf('- Which zone?', { answer: 'UTC', defer: 'the beta' }).code).toBe('invalid_input');
  });

  it('may be None or No', () => {
    for (const words of ['None', 'No', 'Not needed']) {
      expect(openIn(answer(plan('- Which zone?'), { zone: { answer: words } }).text)).toEqual([]);
    }
  });
});

describe('an answer that names an option', () => {
  const options = '- Which zone? Option A: UTC; Option B: Bank time (local)';

  it.each([
    ['its number', '2', 'Bank time (local)'],
    ['its letter', 'b', 'Bank time (local)'],
    ['its letter with a word', 'Option B', 'Bank time (local)'],
    ['its letter in brackets', '(A)', 'UTC'],
    ['its text in any case', 'utc', 'UTC'],
  ])('by %s is written as its text', (_, words, text) => {
    expect(answer(plan(options), { zone: { answer: words } }).text).toBe(plan(`${options} → **Answer**: ${text}`));
  });

  it('may be something else', () => {
    expect(answer(plan(options), { zone: { answer: 'About 3 of them' } }).text).toBe(
      plan(`${options} → **Answer**: About 3 of them`),
    );
    expect(answer(plan('- How many zones?'), { zone: { answer: '2' } }).text).toBe(
      plan('- How many zones? → **Answer**: 2'),
    );
  });

  it('takes a number that is an option itself as that', () => {
    const numbers = '- How many zones (1/3/5)?';
    expect(answer(plan(numbers), { zone: { answer: '3' } }).text).toBe(plan(`${numbers} → **Answer**: 3`));
  });

  it('is refused with the list where there is none', () => {
    for (const words of ['3', 'D']) {
      const { code, message } = refusalOf(options, { answer: words });
      expect(code).toBe('invalid_choice');
      expect(message).toContain('A. "UTC", B. "Bank time (local)"');
    }
  });
});

describe('an answer to what is no open question', () => {
  it('is refused with the open ones', () => {
    const text = plan('- Which zone?\n- Which font?');
    const [refused] = apply(text, [{ question: 'q-000000', answer: 'UTC' }]).refused;
    expect(refused?.code).toBe('unknown_address');
    expect(refused?.message).toContain(`${openWith(text, 'zone').id} (Which zone?)`);
    expect(refused?.message).toContain(openWith(text, 'font').id);
  });

  it('may name the place instead of the id', () => {
    const text = plan('- Which zone?\n- Which font?');
    expect(apply(text, [{ question: 'open-questions/which-zone', answer: 'UTC' }]).text).toBe(
      plan('- Which zone? → **Answer**: UTC\n- Which font?'),
    );
    const [refused] = apply(text, [{ question: 'Open Questions', answer: 'UTC' }]).refused;
    expect(refused).toMatchObject({ code: 'ambiguous_address' });
    expect(refused?.message).toContain('(Which font?)');
  });

  it('names the id in any case', () => {
    expect(apply(plan('- Q2: Which zone?'), [{ question: 'q2', answer: 'UTC' }]).done).toMatchObject([
      { question: 'Q2' },
    ]);
  });

  it('is no place that still waits for its question', () => {
    const text = plan('- [Question that is open]');
    expect(apply(text, [{ question: 'open-questions', answer: 'UTC' }]).refused).toMatchObject([
      { code: 'unknown_address' },
    ]);
  });
});

describe('an answer to a question that is settled', () => {
  const settled = plan('- Which zone?');
  const id = openWith(settled, 'zone').id;
  const answered = apply(settled, [{ question: id, answer: 'UTC.', rationale: 'simple' }], { decidedBy: 'Ada' });

  it('is no change where it says the same, whoever says it now', () => {
    for (const again of [{ answer: 'UTC' }, { answer: 'UTC.', rationale: 'simple' }]) {
      const applied = apply(answered.text, [{ question: id, ...again }], { decidedBy: 'Ben' });
      expect(applied.refused).toEqual([]);
      expect(applied.text).toBe(answered.text);
    }
  });

  it.each([
    { answer: 'Bank time' },
    { answer: 'UT' },
    { answer: 'UTC', rationale: 'other' },
    { owner: 'Ann' },
    { defer: 'the beta' },
  ])('is refused with the present one where it says something else: %j', (said) => {
    const applied = apply(answered.text, [{ question: id, ...said }]);
    expect(applied.text).toBe(answered.text);
    const [refused] = applied.refused;
    expect(refused?.code).toBe('invalid_input');
    expect(refused?.message).toContain('"UTC (Ada, 2026-11-26, quoted); because simple"');
    expect(refused?.message).toContain('call fill_section with section "open-questions/');
  });

  it('is told of a decision in its research task', () => {
    const text =
      '# Plan\n\n## Unknowns\n\n- [ ] Which CDN?\n\n## Research\n\n### Research Task 1: CDN\n**Question**: Which CDN?\n**Decision**: TBD\n';
    const question = openWith(text, 'CDN').id;
    const done = apply(text, [{ question, answer: 'Ours' }]).text;
    const [refused] = apply(done, [{ question, answer: 'Theirs' }]).refused;
    expect(refused?.message).toContain('section "research/research-task-1", find "Ours"');
  });
});

describe('an answer that would change what stands beside it', () => {
  it('is refused', () => {
    const text = '# Plan\n\n## Context\n\n[NEEDS CLARIFICATION: zone?]\n\nText.\n';
    for (const words of ['# UTC', '- UTC', '```', '<!-- UTC', '> UTC']) {
      const applied = answer(text, { zone: { answer: words } });
      expect(applied.text).toBe(text);
      expect(applied.refused).toHaveLength(1);
    }
  });

  it('leaves the others of the call', () => {
    const text = plan('- Which zone?\n- Which font?');
    const applied = answer(text, { zone: { answer: 'TBD' }, font: { answer: 'Serif' } });
    expect(applied.text).toBe(plan('- Which zone?\n- Which font? → **Answer**: Serif'));
    expect(applied.refused).toMatchObject([{ section: openWith(text, 'zone').id, code: 'invalid_input' }]);
    expect(applied.done).toMatchObject([{ section: 'open-questions', line: 6 }]);
  });
});
