import { expect, test } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { definitionsIn } from '../../src/plan/ids/definitions.ts';
import { mentionsIn, namedKeys } from '../../src/plan/ids/mentions.ts';
import { idReader } from '../../src/plan/ids/patterns.ts';
import { builtInWords as words } from '../../src/plan/words.ts';

test.each([
  ['T012 and `FR-003`.', ['T12', 'FR3']],
  ['US-01 is US1', ['US1', 'US1']],
  ['v2.1, PR#417, a-T012, T012-x, T012.5, x_T012, T012_x', []],
  ['REQ-AUTH-007a', ['REQAUTH7a']],
])('the IDs of %s', (text, keys) => {
  expect(mentionsIn(text).map(({ key }) => key)).toEqual(keys);
});

test.each([
  ['FR-001 to FR-003.', ['FR1', 'FR2', 'FR3']],
  ['T001-T003', ['T1', 'T2', 'T3']],
  ['`T001`–`T003`', ['T1', 'T2', 'T3']],
  ['FR-001..003', ['FR1', 'FR2', 'FR3']],
  ['FR-001/002, 003', ['FR1', 'FR2', 'FR3']],
  ['FR-001 bis FR-003', ['FR1', 'FR2', 'FR3']],
  ['T004 - 30 days', ['T4']],
  ['T001 to US3', ['T1', 'US3']],
  ['FR-001 and FR-009', ['FR1', 'FR9']],
])('ranges name what lies between: %s', (text, keys) => {
  expect([...namedKeys(text, words)].toSorted()).toEqual(keys);
});

const plan = `# Berths

## Tasks

- [ ] T001 [P] Count
- [x] **T002**: Number
  - T003 below it
- T004-T006: paint
- ~~FR-009~~: gone
- Q1 2027: launch
- see T010

### R-1: Fog

| ID | Risk |
|---|---|
| R-2 | Ice |
| **R-3** | Hail |
`;

test('an ID is defined by the item, row or heading that opens with it', () => {
  const found = definitionsIn(parseDocument(plan)).map(({ key, form, place, isStruck, isAlone }) =>
    [key, form, place.split('/').at(-1), isStruck ? 'struck' : '', isAlone ? '' : 'in a range'].join(' ').trim(),
  );
  expect(found).toEqual([
    'T1 check t001',
    'T2 check t002',
    'T3 item t003',
    'T4 item t004  in a range',
    'T5 item t004  in a range',
    'T6 item t004  in a range',
    'FR9 item fr-009-gone struck',
    'R1 heading r-1-fog',
    'R2 row r-2',
    'R3 row r-3',
  ]);
});

test('an ID is read by its pattern', () => {
  const reader = idReader('PLAN-{AREA}-{NNN}');
  expect(reader.exec('Plan ID: PLAN-DOCK2-0012 (draft)')?.[0]).toBe('PLAN-DOCK2-0012');
  expect(
    ['PLAN-{AREA}-{NNN}', 'PLAN-dock-001', 'MYPLAN-DOCK-001', 'PLAN-DOCK-001A'].filter((text) => reader.test(text)),
  ).toEqual([]);
});
