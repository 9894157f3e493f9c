import { describe, expect, test } from 'vitest';
import { verdicts } from '../support/constitutions.ts';
import { everyMark, markable, markIn } from '../support/marking.ts';
import { recordForms } from '../support/recordForms.ts';

/** Verdicts of the others; what is open beside a list of violations may or may not contradict it. */
function others(all: Record<string, string>, id: string): unknown {
  return Object.entries(all).flatMap(([other, verdict]) =>
    other === id ? [] : [[other, verdict === 'unknown' ? 'unaddressed' : verdict]],
  );
}

describe.each(recordForms)('$name', ({ text, held, ruled = [] }) => {
  const start = markable(text, held);
  const before = verdicts(start.found);
  const all = start.found.principles.map(({ id }) => id);
  // The boxes of a template are all alike.
  const ids = held.template === undefined ? all : all.filter((_, index) => index % (all.length - 1) === 0);

  test.each(ids.flatMap((id) => everyMark.map((mark) => ({ id, ...mark }))))(
    '$id $state $justification reads as $reads, the others as before, and twice is once',
    ({ id, state, note, justification, reads }) => {
      const mark = { item: id, state, note, justification };
      if (ruled.includes(id) && state === 'not_applicable') {
        expect(() => markIn(start, mark)).toThrow(/would read as pass, not as .*: line \d+ says/);
        return;
      }
      const marked = markable(markIn(start, mark), held, start.setting);
      const after = verdicts(marked.found);
      expect(reads).toContain(after[id]);
      expect(others(after, id)).toEqual(others(before, id));
      expect(marked.found.gates.map((gate) => gate.state)).toEqual(start.found.gates.map((gate) => gate.state));
      expect(markIn(marked, mark)).toBe(marked.text);
    },
  );

  test('carriage returns are kept, and nothing else changes by them', () => {
    const crlf = (lines: string): string => lines.replace(/\n/g, '\r\n');
    const windows = markable(crlf(text), held, start.setting);
    for (const id of ids.slice(-1)) {
      for (const { state, note, justification } of everyMark.slice(0, 3)) {
        const mark = { item: id, state, note, justification };
        expect(markIn(windows, mark)).toBe(crlf(markIn(start, mark)));
      }
    }
  });

  test('one after the other, whatever was there, then all is taken away again', () => {
    for (const { state, note, justification } of everyMark) {
      const mark = { item: ids[0] ?? '', state, note, justification };
      if (ruled.includes(mark.item)) return;
      const once = markable(markIn(start, mark), held, start.setting);
      const pass = { item: mark.item, state: 'pass', note: 'met by the third phase of this plan' } as const;
      const passed = markable(markIn(once, pass), held, start.setting);
      expect(verdicts(passed.found)[mark.item]).toBe('pass');
      expect(passed.text).not.toContain('two ferries are moored there');
      expect(passed.text).not.toContain('the island has no other pier');
    }
  });
});
