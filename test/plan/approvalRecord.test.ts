import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ApprovalRecord, parseRecord, recordText } from '../../src/plan/approval/record.ts';

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const line = (maxLength: number) =>
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength })
    .filter((text) => text.trim() === text && !/[\r\n\u2028\u2029\p{C}]/u.test(text));

const record: fc.Arbitrary<ApprovalRecord> = fc.record({
  by: line(40),
  on: fc.constant('2026-11-21'),
  source: fc.constantFrom('quoted', 'elicited', 'page'),
  words: line(80),
  constitution: fc.option(fc.constantFrom('1.2.0', 'v3', '2026-01'), { nil: undefined }),
  substance: fc.record({ whole: hex(12), parts: fc.array(hex(4), { maxLength: 20 }) }),
});

describe('the record of an approval', () => {
  it('says who, when, how it is known, the words, and of what', () => {
    expect(
      recordText({
        by: 'Ada Lovelace',
        on: '2026-11-21',
        source: 'quoted',
        words: 'Go ahead.',
        constitution: '1.2.0',
        substance: { whole: '0123456789ab', parts: ['00ff', 'abcd'] },
      }),
    ).toBe('Ada Lovelace, 2026-11-21, quoted: "Go ahead." (constitution 1.2.0, substance 0123456789ab-00ffabcd)');
  });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(record, (given) => {
        expect(parseRecord(recordText(given))).toEqual(given);
      }),
    );
  });

  it('is none where a person wrote words of their own', () => {
    for (const text of ['Ada, 2026-11-21', 'yes', '', 'Ada, 2026-11-21, quoted: "Go." (substance 12)'])
      expect(parseRecord(text)).toBeUndefined();
  });

  it('takes what stands last for the substance, whatever the words say', () => {
    const words = 'Go." (substance ffffffffffff-)';
    const given = { by: 'Eve', on: '2026-11-21', source: 'quoted' as const, words, constitution: undefined };
    const substance = { whole: '0123456789ab', parts: [] };
    expect(parseRecord(recordText({ ...given, substance }))?.substance).toEqual(substance);
  });
});
