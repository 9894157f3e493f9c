import { describe, expect, test } from 'vitest';
import { addedLines, mustAdd, refusalOf } from '../support/additions.ts';
import { builtIns, loadBuiltIn, loadText, readSeed } from '../support/templates.ts';

const plan = (body: string): string => `# Plan\n\n## Work\n\n${body}\n\n## Rest\n`;
const add = (body: string, values: Record<string, string>, more: { section?: string; after?: string } = {}) =>
  mustAdd(plan(body), { section: 'work', values, ...more });

/** The body of Work afterwards. */
const bodyOf = (text: string): string => text.slice('# Plan\n\n## Work\n\n'.length, -'\n\n## Rest\n'.length);

describe('one more list item', () => {
  test.each([
    ['bullets', '* Dig\n* Fill', '* Dig\n* Fill\n* Tar'],
    ['numbers', '1. Dig\n2. Fill', '1. Dig\n2. Fill\n3. Tar'],
    ['numbers that are all one', '1. Dig\n1. Fill', '1. Dig\n1. Fill\n1. Tar'],
    ['numbers with another mark and zeros', '08) Dig\n09) Fill', '08) Dig\n09) Fill\n10) Tar'],
    ['boxes, unticked', '- [x] Dig\n- [x] Fill', '- [x] Dig\n- [x] Fill\n- [ ] Tar'],
    ['blank lines between', '- Dig\n\n- Fill', '- Dig\n\n- Fill\n\n- Tar'],
    ['wide markers', '-   Dig\n-   Fill', '-   Dig\n-   Fill\n-   Tar'],
    [
      'something below the last',
      '- Dig\n- Fill\n  - with sand\n\n    and gravel',
      '- Dig\n- Fill\n  - with sand\n\n    and gravel\n- Tar',
    ],
    ['a quote around it', '> - Dig\n> - Fill', '> - Dig\n> - Fill\n> - Tar'],
    ['words before it', 'In this order:\n\n- Dig', 'In this order:\n\n- Dig\n- Tar'],
  ])('has the form of the others: %s', (_, before, after) => {
    const once = add(before, { item: 'Tar' });
    expect(bodyOf(once.text)).toBe(after);
    expect(once.changed.map((each) => each.section)).toEqual(['work/tar']);
    expect(mustAdd(once.text, { section: 'work', values: { item: 'Tar' } }).text).toBe(once.text);
    const windows = mustAdd(plan(before).replaceAll('\n', '\r\n'), { section: 'work', values: { item: 'Tar' } });
    expect(windows.text).toBe(once.text.replaceAll('\n', '\r\n'));
  });

  test.each([
    ['task IDs', '- [ ] T011 Dig\n- [x] T012 [P] Fill', '- [ ] T013 Tar'],
    ['bold IDs', '- **FR-009**: Dig\n- **FR-010**: Fill', '- **FR-011**: Tar'],
    ['IDs in brackets', '- [R1] Dig\n- [R2] Fill', '- [R3] Tar'],
    ['words that count', '- Stream A: Dig\n- Stream B: Fill', '- Stream C: Tar'],
    ['no word that stands once', '- Week 1: Dig', '- Tar'],
    ['no ID that only some have', '- T1 Dig\n- Fill', '- Tar'],
  ])('goes on with %s', (_, before, added) => {
    const { text } = add(before, { item: 'Tar' });
    expect(bodyOf(text)).toBe(`${before}\n${added}`);
    expect(mustAdd(text, { section: 'work', values: { item: 'Tar' } }).text).toBe(text);
  });

  test('keeps an ID that is given', () => {
    expect(bodyOf(add('- T011 Dig', { item: 'T020 Tar' }).text)).toBe('- T011 Dig\n- T020 Tar');
    expect(bodyOf(add('- **FR-001**: Dig', { item: 'FR-020: Tar' }).text)).toBe('- **FR-001**: Dig\n- FR-020: Tar');
  });

  test('leaves out marks that the caller sends along', () => {
    expect(bodyOf(add('1. Dig', { item: '- [ ] Tar' }).text)).toBe('1. Dig\n2. Tar');
  });

  test.each([
    ['None', 'None', '- Tar'],
    ['an item that says None', '- None yet', '- Tar'],
    ['an empty item', '* ', '* Tar'],
    ['places to fill', '- [Task]\n- [Another task]', '- Tar'],
    ['places behind real ones', '- Dig\n- [Another task]\n- [And one more]', '- Dig\n- Tar'],
    ['places before real ones', '- [Task]\n- Dig', '- Dig\n- Tar'],
    ['samples with places', '- `tool_name`: [What it does]', '- Tar'],
  ])('takes the place of %s', (_, before, after) => {
    const once = add(before, { item: 'Tar' });
    expect(bodyOf(once.text)).toBe(after);
    expect(mustAdd(once.text, { section: 'work', values: { item: 'Tar' } }).text).toBe(once.text);
  });

  test('leaves labels with their places where they are', () => {
    const labels = '- Frontend: [Framework]\n- Backend: [Service]';
    expect(bodyOf(add(labels, { item: 'Queue: RabbitMQ' }).text)).toBe(`${labels}\n- Queue: RabbitMQ`);
  });

  test('goes behind the item that after names; numbers behind it stay', () => {
    const text = add('1. Dig\n2. Fill', { item: 'Tar' }, { after: 'dig' }).text;
    expect(bodyOf(text)).toBe('1. Dig\n2. Tar\n2. Fill');
    expect(mustAdd(text, { section: 'work', values: { item: 'Tar' }, after: 'dig' }).text).toBe(text);
    expect(refusalOf(plan('- Dig'), { section: 'work', values: { item: 'Tar' }, after: 'rest' })).toMatch(
      /^\[unknown_address\] .*Use one of: work\/dig\.$/,
    );
  });

  test('goes into the list that its address names, nested ones too', () => {
    const lists = '**Now:**\n- Dig\n\n**Later:** None\n\n- **Areas:**\n  - North';
    const now = add(lists, { item: 'Tar' }, { section: 'work/now' }).text;
    expect(bodyOf(now)).toBe(lists.replace('- Dig', '- Dig\n- Tar'));
    const later = add(lists, { item: 'Tar' }, { section: 'work/later' }).text;
    expect(bodyOf(later)).toBe(lists.replace(' None', '\n- Tar'));
    const nested = add(lists, { item: 'South' }, { section: 'work/areas' }).text;
    expect(bodyOf(nested)).toBe(`${lists}\n  - South`);
    expect(refusalOf(plan(lists), { section: 'work', values: { item: 'Tar' } })).toMatch(
      /^\[invalid_input\] work holds several that could grow: work\/now, work\/areas\. Send one of these as section\.$/,
    );
  });

  test('begins a list below a label that has none, tight among other labels', () => {
    const labels = '- Known risks:\n- Trade-offs:';
    expect(bodyOf(add(labels, { item: 'Ice' }, { section: 'work/known-risks' }).text)).toBe(
      '- Known risks:\n  - Ice\n- Trade-offs:',
    );
    expect(refusalOf(plan('**Owner:** Ada'), { section: 'work/owner', values: { item: 'x' } })).toMatch(
      /^\[breaks_structure\]/,
    );
  });

  test('refuses text beside a list unless the place is named, and places that hold nothing', () => {
    const prose = 'We dig first and fill later.\n\n- Dig';
    expect(refusalOf(plan(prose), { section: 'work', values: { item: 'Tar' } })).toMatch(
      /^\[breaks_structure\] work holds text and a list.*after \(work\/dig\).*fill_section/,
    );
    expect(bodyOf(add(prose, { item: 'Tar' }, { after: 'work/dig' }).text)).toBe(`${prose}\n- Tar`);
    expect(refusalOf(plan('Only words.'), { section: 'work', values: { item: 'Tar' } })).toMatch(
      /^\[breaks_structure\] work holds no list.*fill_section \{"plan":"plans\/a\.md","fills":\[\{"section":"work","mode":"append"/,
    );
  });

  test.each([
    ['several lines', { item: 'Tar\nit' }, 'breaks_structure'],
    ['a heading', { item: '# Tar' }, 'breaks_structure'],
    ['a break', { item: '---' }, 'breaks_structure'],
    ['nothing', { item: ' ' }, 'invalid_input'],
    ['a name that lists have not', { item: 'Tar', Owner: 'Ada' }, 'unknown_field'],
    ['the words of another item', { item: 'Fill' }, 'breaks_structure'],
  ])('refuses %s', (_, values, code) => {
    expect(
      refusalOf(plan('- Dig\n\n## Else\n\n- x').replace('## Else\n\n- x', '**More:**\n- Fill'), {
        section: 'work/dig',
        values,
      }),
    ).toMatch(new RegExp(`^\\[${code}\\]`));
  });

  test('does not take places that are named by position for an address', () => {
    expect(refusalOf(plan('- [Task]'), { section: 'work/item-1', values: { item: 'x' } })).toMatch(
      /^\[invalid_input\] .*named by its position.*Send "work" as section\.$/,
    );
  });
});

describe('one more list item of a template', () => {
  const layered = loadBuiltIn('layered-platform');
  const lifecycle = loadBuiltIn('full-lifecycle');
  const gated = loadBuiltIn('principle-gated');
  const traceable = loadBuiltIn('spec-traceable');
  const service = loadBuiltIn('service-delivery');

  test('takes the names of the places in its form, without their numbers', () => {
    const term = { Term: 'Berth', 'What it means here': 'Where a ship lies' };
    const once = mustAdd(lifecycle.text, { section: 'glossary', values: term }, lifecycle);
    expect(once.text).toContain('### 9.2 Glossary\n- **Berth**: Where a ship lies\n\n---');
    const half = mustAdd(once.text, { section: 'glossary', values: { Term: 'Quay' } }, lifecycle);
    expect(half.text).toContain('\n- **Berth**: Where a ship lies\n- **Quay**: [What it means here]\n');
    expect(half.unfilled).toBe(once.unfilled + 1);
    expect(refusalOf(once.text, { section: 'glossary', values: { Words: 'x' } }, lifecycle)).toMatch(
      /^\[unknown_field\] .*Known: item, Term, What it means here\.$/,
    );
  });

  test('asks for what is only a sample', () => {
    const section = 'api-changes/new-mcp-tools';
    expect(refusalOf(layered.text, { section, values: { 'What it does': 'Lists quays' } }, layered)).toMatch(
      /^\[invalid_input\] .*needs "tool_name"/,
    );
    const values = { tool_name: 'list_quays', 'What it does': 'Lists quays' };
    const once = mustAdd(layered.text, { section, values }, layered);
    expect(once.text).toContain('**New MCP Tools:**\n- `list_quays`: Lists quays\n\n**New REST Endpoints:**\n- `POST');
    expect(refusalOf(layered.text, { section: 'api-changes', values: { item: 'x' } }, layered)).toMatch(
      /could grow: \S+\/new-mcp-tools, \S+\/new-rest-endpoints\./,
    );
  });

  test('goes on with the number in its label', () => {
    const group = { 'What it covers': 'Digging', 'Task IDs': 'T001' };
    const once = mustAdd(traceable.text, { section: 'tasks', values: group }, traceable);
    expect(once.text).toContain('these groups of tasks:\n\n- Task group 1: Digging -> T001\n\nThe tasks');
    const twice = mustAdd(once.text, { section: 'tasks', values: { item: 'Filling -> T002' } }, traceable);
    expect(twice.text).toContain('- Task group 1: Digging -> T001\n- Task group 2: Filling -> T002\n');
  });

  test('is ticked where the form is, and keeps the words between its places', () => {
    expect(
      mustAdd(service.text, { section: 'progress-tracking/completed', values: { item: 'Dug' } }, service).text,
    ).toContain('### Completed\n- [x] Dug\n\n### In Progress');
    const values = { 'Blocked item': 'Crane', Reason: 'strike' };
    expect(mustAdd(service.text, { section: 'progress-tracking/blocked', values }, service).text).toContain(
      '### Blocked\n- [ ] Crane - Blocked by: strike\n\n## Review',
    );
  });

  test('is one more box among gates', () => {
    const { text } = mustAdd(gated.text, { section: 'gates', values: { gate: 'Load test read' } }, gated);
    expect(addedLines(gated.text, text)).toBe('- [ ] Load test read');
  });

  test('takes the instruction along once nothing is left open there', () => {
    const { text } = mustAdd(gated.text, { section: 'success-criteria', values: { item: 'No boat waits' } }, gated);
    expect(text).toContain('## Success Criteria\n\n- No boat waits\n\n## Gates');
  });

  test('goes into a unit that was added', () => {
    const phase = mustAdd(service.text, { section: 'phases', values: { heading: 'Tar', Tasks: ['Heat'] } }, service);
    const { text } = mustAdd(
      phase.text,
      { section: 'phase-4/deliverables', values: { Deliverable: 'A tight wall' } },
      service,
    );
    expect(text).toContain('#### Deliverables\n- A tight wall\n\n#### Success Criteria\n- [Criterion 1]');
    expect(mustAdd(text, { section: 'phase-4/tasks', values: { item: 'Spread' } }, service).text).toContain(
      '1. Heat\n2. Spread\n',
    );
  });

  for (const { id, seed, section, values, added } of [
    {
      ...builtIns[0],
      section: 'new-rest-endpoints',
      values: { item: '`GET /quays`: All' },
      added: '**New REST Endpoints:**\n- `GET /quays`: All\n\n',
    },
    {
      ...builtIns[1],
      section: '9.2',
      values: { Term: 'Berth', Definition: 'Place' },
      added: '- **Berth**: Place\n\n---',
    },
    {
      ...builtIns[1],
      section: '9.1',
      values: { item: 'Chart: link' },
      added: 'External Documentation: [Links]\n- Chart: link\n',
    },
    { ...builtIns[2], section: 'technical-risks', values: { item: 'Ice' }, added: '### Technical Risks\n- Ice\n\n' },
    {
      ...builtIns[3],
      section: 'dependencies-on',
      values: { item: 'Queue: Q' },
      added: 'context7 (docs/SDK)\n  - Queue: Q\n',
    },
    {
      ...builtIns[4],
      section: 'prerequisites/dependencies',
      values: { Dependency: 'node', 'X.Y.Z': '22' },
      added: '### Dependencies\n- node - Version: 22\n\n',
    },
  ]) {
    const text = readSeed(seed);
    test.skipIf(text === undefined)(
      `fits ${section} in the seed of ${id}${text === undefined ? ' (no ../shared/seeds here)' : ''}`,
      () => {
        for (const template of [loadText(text ?? ''), undefined]) {
          const once = mustAdd(text ?? '', { section, values }, template);
          expect(once.text).toContain(added);
          // Without a template the names of the places go with the samples.
          if (template === undefined && !('item' in values)) continue;
          expect(mustAdd(once.text, { section, values }, template).text).toBe(once.text);
        }
      },
    );
  }
});
