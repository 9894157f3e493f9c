import { expect, test } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { readingOf } from '../../src/plan/planReading.ts';
import { date } from '../../src/plan/rules/date.ts';
import { builtInWords } from '../../src/plan/words.ts';

function found(text: string): unknown {
  const setting = {
    template: undefined,
    constitution: undefined,
    path: 'a.md',
    words: builtInWords,
    today: '2026-11-21',
  };
  const result = date.check({ reading: readingOf(parseDocument(text), setting), companions: undefined });
  return typeof result === 'string' ? result : result.map(({ line, message }) => `${line} ${message}`);
}

test('a value that is nothing but a day is a date, whatever its label asks for', () => {
  expect(found('# A\n\n1. **North pier:** 2026-02-30\n2. **South pier:** **2026-02-28**\n')).toEqual([
    '3 North pier says "2026-02-30", which is no day of any calendar.',
  ]);
});

test.each(['release 2026-02-30', '2026-02-30-beta', '12026-02-30'])('%s is no day', (value) => {
  expect(found(`# A\n\n- Tag: ${value}\n`)).toEqual('it has no label or column for a date');
});
