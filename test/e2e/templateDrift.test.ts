import { expect, test } from 'vitest';
import { startServer } from '../support/server.ts';
import { makeWorkspace } from '../support/workspace.ts';

const first = `# Plan: [Name]

## Goal

[What is to be reached]

## Crew

- Captain: [Who]

## Route

[Where it goes]

## Weather

[What to expect]
`;
const second = first
  .replace('## Crew\n\n- Captain: [Who]\n\n', '')
  .replace('## Weather\n', '## Tides\n\n[High and low]\n\n## Weather\n');

test('a plan whose template was changed since says what it kept, lacks and added, and its old placeholders still count', async () => {
  const workspace = makeWorkspace({ '.plankeeper/templates/trip.md': first });
  const server = await startServer(workspace.path);
  const { data } = await server.call('create_plan', { title: 'Night ferry', template: 'trip' });
  const plan = String(data?.plan);
  const fresh = await server.call('read_plan', { plan, view: 'outline' });
  expect(fresh.text).not.toContain('was changed since');
  await server.call('fill_section', {
    plan,
    fills: [
      { section: 'goal', content: 'A boat at night, see the [timetable] office.' },
      { section: 'title', mode: 'append', content: '## Fares\n\nAs by day.' },
    ],
  });

  workspace.write('.plankeeper/templates/trip.md', second);
  const outline = await server.call('read_plan', { plan, view: 'outline' });
  expect(outline.text).toContain('Its template trip was changed since (');
  expect(outline.text).toContain('the plan has 3 of its sections.');
  expect(outline.text).toContain('The template has, the plan lacks: tides');
  expect(outline.text).toContain('The plan has, the template lacks: crew, fares');
  // The captain's place stands in no template any more, and still waits; what somebody wrote in brackets is content.
  const unfilled = await server.call('read_plan', { plan, view: 'unfilled' });
  expect(unfilled.text).toContain('crew: Captain [Who]');
  expect(unfilled.text).toContain('unfilled 3');
  expect(unfilled.text).not.toContain('timetable');
  const filled = await server.call('fill_section', { plan, fills: [{ section: 'crew', values: { Captain: 'Ida' } }] });
  expect(filled.data?.unfilled).toBe(2);
});
