import { describe, expect, it } from 'vitest';
import { PlanError } from '../../src/errors.ts';
import { requireWords } from '../../src/plan/edits/placeholders.ts';

describe('words that are only a place for words', () => {
  it.each(['<text>', ' <what it waits for> ', '<Low / Med / High>'.replaceAll('/', 'or'), '<answer>'])(
    'such as %j are refused',
    (text) => {
      expect(() => requireWords([undefined, 'Ten.', text], 'overview')).toThrow(PlanError);
    },
  );

  it.each(['<https://example.org>', '<ada@example.org>', 'Less than <10 ms>', '<b>Bold</b>', 'a < b > c', ''])(
    'are not %j',
    (text) => {
      expect(() => requireWords([text], 'overview')).not.toThrow();
    },
  );
});
