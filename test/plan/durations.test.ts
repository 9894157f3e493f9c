import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Duration, durationIn, unitOfTitle } from '../../src/plan/schedule/durations.ts';
import { phaseNumberOf, phaseNumbersIn } from '../../src/plan/schedule/phaseNames.ts';
import { comparable, sumInWords } from '../../src/plan/schedule/sums.ts';
import { builtInWords as words } from '../../src/plan/words.ts';

function shown(duration: Duration | undefined): string | undefined {
  if (duration === undefined) return undefined;
  const parts = [...duration.parts].map(([unit, { low, high }]) => `${low === high ? low : `${low}–${high}`} ${unit}`);
  return `${duration.isRough ? '~' : ''}${parts.join(' ')}${duration.note === '' ? '' : ` ${duration.note}`}`;
}

describe('a duration is read', () => {
  test.each([
    ['5 days', '5 days'],
    ['**2 weeks**', '2 weeks'],
    ['1.5 months', '1.5 months'],
    ['3-5 days', '3–5 days'],
    ['3 to 5 days', '3–5 days'],
    ['1 week and 2 days', '1 weeks 2 days'],
    ['2h 30m', '2 hours 30 minutes'],
    ['~4 h', '~4 hours'],
    ['ca. 3 Tage', '~3 days'],
    ['1,5 Monate', '1.5 months'],
    ['2 days (with tests)', '2 days (with tests)'],
    ['3天', '3 days'],
    ['1.5个月', '1.5 months'],
    ['2週間', '2 weeks'],
    ['2주', '2 weeks'],
    ['10 дней', '10 days'],
    ['3 jours ouvrés', '3 days'],
    ['2 semanas', '2 weeks'],
    ['2-3', '2–3 plain'],
  ])('%s', (text, expected) => {
    expect(shown(durationIn(text, words))).toBe(expected);
  });

  test.each([
    'TBD',
    '',
    '-',
    '5+ days',
    '< 2 days',
    '2026-01-02',
    'Week 2',
    '2 days after launch',
    'v2',
    '3 days 4 days',
  ])('but not where it is none or open: %s', (text) => {
    expect(durationIn(text, words)).toBeUndefined();
  });

  test('with the unit of its column', () => {
    expect(['Effort (hours)', 'Days', 'Dauer [Tage]', 'Effort'].map((title) => unitOfTitle(title, words))).toEqual([
      'hours',
      'days',
      'days',
      'plain',
    ]);
    expect(shown(durationIn('4', words, 'hours'))).toBe('4 hours');
  });

  test('and adds up to what its parts are', () => {
    const count = fc.integer({ min: 0, max: 500 });
    fc.assert(
      fc.property(fc.array(count, { minLength: 1, maxLength: 8 }), (counts) => {
        const durations = counts.flatMap((each) => durationIn(`${each} days`, words) ?? []);
        const sum = counts.reduce((a, b) => a + b, 0);
        expect(sumInWords(durations)).toBe(`${sum} ${sum === 1 ? 'day' : 'days'}`);
      }),
    );
  });
});

test('weeks are five days or seven; months are not turned into days', () => {
  const read = (...texts: readonly string[]): Duration[] => texts.flatMap((text) => durationIn(text, words) ?? []);
  expect(comparable(read('1 week', '3 days'))?.map((ranges) => ranges.map(({ low }) => low))).toEqual([
    [5, 3],
    [7, 3],
  ]);
  expect(comparable(read('1 hour', '30 min'))?.map((ranges) => ranges.map(({ low }) => low))).toEqual([[60, 30]]);
  expect(comparable(read('1 month', '3 days'))).toBeUndefined();
  expect(comparable(read('4', '3 days'))).toBeUndefined();
});

test.each([
  ['Phase 2A: Wiring', '2A', ['2A']],
  ['**Phase 03**', '3', ['3']],
  ['第2阶段：准备', '2', []],
  ['3단계: 배포', '3', []],
  ['フェーズ1：準備', '1', ['1']],
  ['Phases 1, 2 and 4', '1', ['1', '2', '4']],
  ['Phasen 2 und 3', '2', ['2', '3']],
  ['Phases 1-3, 1A–1C', '1', ['1', '2', '3', '1A', '1B', '1C']],
  ['after phase 2 and phase 5', undefined, ['2', '5']],
  ['Phase One', undefined, []],
  ['Phased rollout 2', undefined, []],
])('the phases that "%s" opens with and names', (text, opens, names) => {
  expect([phaseNumberOf(text, words), phaseNumbersIn(text, words)]).toEqual([opens, names]);
});
