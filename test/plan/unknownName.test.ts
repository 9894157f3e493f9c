import { expect, test } from 'vitest';
import { applyFills } from '../../src/plan/edits/applyFills.ts';
import { bareSetting } from '../support/readings.ts';

const plan = `# Lockers

**Status**: Draft
**Owner**: [Name]

## Scope

**Size**: [Number]

## Risks

- **Cost**: [Number]

### Rain

**Weight**: 1
**Colour**: [Name]

### Snow

**Weight**: 2
`;

/** The refusal of one value. */
function refusal(text: string, section: string, name: string): string {
  const { refused } = applyFills(text, [{ section, values: { [name]: 'x' } }], bareSetting);
  expect(refused).toHaveLength(1);
  return refused.map(({ code, message }) => `${code}: ${message}`).join();
}

test.each([
  ['title', 'Owner', '"Owner" stands in header: send section "header".'],
  ['scope', 'owner', '"owner" stands in header: send section "header".'],
  ['scope', 'Cost', '"Cost" stands in risks: send section "risks".'],
  ['title', 'Colour', '"Colour" stands in risks/rain: send section "risks/rain".'],
])('a name that %s has not is shown where it stands: %s', (section, name, fix) => {
  const told = refusal(plan, section, name);
  expect(told).toContain(`unknown_field: ${section} has nothing named`);
  expect(told).toContain(fix);
});

test.each([
  [
    'header',
    'Genehmigt durch',
    '"Genehmigt durch" is a row: send section "header/genehmigt-durch", values {"Wert / Значение":"…"}.',
  ],
  [
    'work',
    'genehmigt durch',
    '"genehmigt durch" is a row: send section "header/genehmigt-durch", values {"Wert / Значение":"…"}.',
  ],
  ['work', 'Pier', '"Pier" is a row: send section "work/pier", values {"Who":"…","When":"…"}.'],
  ['header', 'Status', `set_status {"plan":"${bareSetting.path}","status":"<status>"}.`],
  ['crew', 'Jetty', 'It has no labels: send content.'],
])('a name that is a row of a table is shown with its cells: %s, %s', (section, name, fix) => {
  const text = `# Werkstattplan

| Feld / Поле | Wert / Значение |
|---|---|
| Genehmigt durch | offen |
| Status | Draft |

## Work

| Job | Who | When |
|---|---|---|
| **Pier** | Ida | May |
| Jetty | Bo | May |

## Crew

Four people.

## Later

| Job | Who | When |
|---|---|---|
| Jetty | Bo | June |
`;
  expect(refusal(text, section, name)).toContain(fix);
});

test.each([
  ['scope', 'Weight', 'Known: Size'],
  ['scope', 'Wind', 'Known: Size'],
  ['title', 'Wind', 'It has no labels: send content.'],
])(
  'a name that stands nowhere else, or more than once, gets the names of the place itself: %s, %s',
  (section, name, fix) => {
    expect(refusal(plan, section, name)).toContain(fix);
  },
);

test('the status is set by set_status', () => {
  const call = `"Status" is the plan's status: set_status {"plan":"${bareSetting.path}","status":"<status>"}.`;
  expect(refusal(plan, 'title', 'Status')).toContain(call);
  const text = plan.replace('**Status**: Draft\n', '');
  expect(refusal(`---\nstatus: draft\nteam: Blue\n---\n${text}`, 'scope', 'status')).toContain(
    call.replace('"S', '"s'),
  );
  expect(refusal(`---\nstatus: draft\nteam: Blue\n---\n${text}`, 'scope', 'Team')).toContain(
    '"Team" stands in title: send section "title".',
  );
});
