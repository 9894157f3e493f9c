import { describe, expect, test } from 'vitest';
import { addItems } from '../../src/plan/edits/add/addItems.ts';
import { applyFills, type WriteOutcome } from '../../src/plan/edits/applyFills.ts';
import type { Fill } from '../../src/plan/edits/model.ts';
import { builtInWords } from '../../src/plan/words.ts';
import { loadText } from '../support/templates.ts';

const note = '[Repeat structure]';
const text = `# Ferry

## Piers

### Pier 1: [Name]
**Depth**: [Metres]
- **Boats**: Large / Small

### Pier 2: [Name]
${note}

## Perils

**Peril 1**: [What happens]
- **Cure**: [What helps]

**Peril 2**: [What happens]
${note}
`;
const template = loadText(text);
const setting = { template, constitution: undefined, path: 'plans/a.md', words: builtInWords, today: '2026-11-21' };
const fill = (plan: string, ...fills: Fill[]): WriteOutcome => applyFills(plan, fills, setting);
const add = (plan: string, section: string, values: Record<string, string>): WriteOutcome =>
  addItems(plan, [{ section, values }], setting);

const filled = text.replace(`### Pier 2: [Name]\n${note}`, '### Pier 2: South\n**Depth**: 4 m\n- **Boats**: Small');

describe('a unit that only says that the lines of another repeat there', () => {
  test.each(['\n', '\r\n'])('takes the values that the other knows (%j)', (eol) => {
    const values = { heading: 'South', Depth: '4 m', Boats: 'small' };
    const outcome = fill(text.replaceAll('\n', eol), { section: 'pier-2', values });
    expect(outcome.refused).toEqual([]);
    expect(outcome.text).toBe(filled.replaceAll('\n', eol));
    expect(fill(outcome.text, { section: 'pier-2', values }).text).toBe(outcome.text);
  });

  test('leaves the others open, and these count', () => {
    const outcome = fill(text, { section: 'perils/peril-2', values: { Cure: 'A rope' } });
    expect(outcome.text).toBe(
      text.replace(`**Peril 2**: [What happens]\n${note}`, '**Peril 2**: [What happens]\n- **Cure**: A rope'),
    );
    const half = fill(text, { section: 'pier-2', values: { Depth: '4 m' } });
    expect(half.unfilled).toBe(fill(text, { section: 'pier-2', values: { heading: 'South' } }).unfilled + 2);
  });

  test('keeps its note where only its own name is given', () => {
    const outcome = fill(text, { section: 'pier-2', values: { heading: 'South' } });
    expect(outcome.text).toBe(text.replace('Pier 2: [Name]', 'Pier 2: South'));
    expect(fill(outcome.text, { section: 'pier-2', values: { Depth: '4 m', Boats: 'Small' } }).text).toBe(filled);
  });

  test('refuses names and choices that the other does not know', () => {
    const { refused, text: after } = fill(
      text,
      { section: 'pier-2', values: { Width: '3 m' } },
      { section: 'pier-2', values: { Boats: 'Huge' } },
    );
    expect(refused.map(({ code }) => code)).toEqual(['unknown_field', 'invalid_choice']);
    expect(after).toBe(text);
    const choice = fill(filled, { section: 'pier-2', values: { Boats: 'Huge' }, expect: 'any' });
    expect(choice.refused.map(({ code }) => code)).toEqual(['invalid_choice']);
  });

  test('is the place of the next one that is added; the one after it is new', () => {
    const first = add(text, 'piers', { heading: 'South', Depth: '4 m', Boats: 'Small' });
    expect(first.text).toBe(filled);
    expect(first.changed.map(({ section }) => section)).toEqual(['piers/pier-2']);
    expect(add(first.text, 'piers', { heading: 'South', Depth: '4 m', Boats: 'Small' }).text).toBe(first.text);
    const second = add(first.text, 'piers', { heading: 'West', Depth: '2 m', Boats: 'Small' });
    expect(second.text).toBe(
      filled.replace('\n\n## Perils', '\n\n### Pier 3: West\n**Depth**: 2 m\n- **Boats**: Small\n\n## Perils'),
    );
    expect(add(text, 'perils', { heading: 'Fog', Cure: 'A horn' }).text).toBe(
      text.replace(`**Peril 2**: [What happens]\n${note}`, '**Peril 2**: Fog\n- **Cure**: A horn'),
    );
  });

  test('that has a name is no place for another', () => {
    const named = text.replace('Pier 2: [Name]', 'Pier 2: South');
    expect(add(named, 'piers', { heading: 'West', Depth: '2 m', Boats: 'Small' }).text).toBe(
      named.replace('\n\n## Perils', '\n\n### Pier 3: West\n**Depth**: 2 m\n- **Boats**: Small\n\n## Perils'),
    );
  });
});
