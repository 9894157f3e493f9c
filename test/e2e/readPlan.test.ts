import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newPlan } from '../support/newPlan.ts';
import { startServer } from '../support/server.ts';
import { makeFolder, makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

/** A plan that no template of ours made, with all that people write. */
const wild = `---
status: In Progress
owner: Bo
---

Ferry times
===========

Some words before any heading.

Goals!
------

Boats leave on the hour, and the last boat
leaves at eleven.

## 1. Work 🚢

- [ ] T1 Paint the pier
- [x] T2 Print the table

### 1.2 Crew

Four people: [NAMES].

\`\`\`md
## Not a heading
[NOT COUNTED]
\`\`\`

## Zeitplan über Alles

| Tag | Boot |
|-----|------|
| Montag | Ida |
| Dienstag | [BOAT] |

## Crew

Another crew. THE LAST
  BOAT is Ida.

---

**Plan Status:** In Progress
`;

type Read = (args?: Record<string, unknown>) => Promise<string>;

async function wildPlan(): Promise<{ workspace: TestWorkspace; read: Read; refused: Read }> {
  const workspace = makeWorkspace({ 'docs/ferry.md': wild });
  const server = await startServer(workspace.path);
  const call = (args: Record<string, unknown>) => server.call('read_plan', { plan: 'docs/ferry.md', ...args });
  return {
    workspace,
    read: async (args = {}) => {
      const { isError, text, data } = await call(args);
      expect(isError, text).toBe(false);
      expect(data).toBeUndefined();
      return text;
    },
    refused: async (args = {}) => {
      const { isError, text } = await call(args);
      expect(isError, text).toBe(true);
      return text;
    },
  };
}

const receipt = /@[0-9a-f]{12}\}/;

/** The text below the head line. */
function body(text: string): string {
  return text.slice(text.indexOf('\n\n') + 2);
}

/** The text as it stands in the file: receipts taken out. */
function withoutReceipts(text: string): string {
  return text.replace(/^\{#\S+ @[0-9a-f]{12}\}\n/gm, '').replace(/ \{#\S+ @[0-9a-f]{12}\}/g, '');
}

describe('a plan that no template of ours made', () => {
  test('is read whole, under a head line that says where it stands', async () => {
    const { read } = await wildPlan();
    const text = await read();
    expect(text.split('\n', 1)[0]).toMatch(
      /^plan docs\/ferry\.md · revision [0-9a-f]{12} · In Progress · approval none · unfilled 2 · questions 0$/,
    );
    expect(withoutReceipts(body(text))).toBe(wild);
  });

  test('has a receipt beside every heading, none in a fence', async () => {
    const { read } = await wildPlan();
    const text = await read();
    const marks = [...text.matchAll(/\{#(\S+) @[0-9a-f]{12}\}/g)].map((match) => match[1]);
    expect(marks).toEqual(['title', 'header', 'goals', 'work', 'work/crew', 'zeitplan-über-alles', 'crew', 'footer']);
    expect(text).toMatch(/^Goals! \{#goals @[0-9a-f]{12}\}\n------$/m);
    expect(text).toMatch(/^## 1\. Work 🚢 \{#work @[0-9a-f]{12}\}$/m);
    expect(text).toContain('\n## Not a heading\n');
  });

  test('is outlined without receipts: ids, titles beyond them, what is unfilled', async () => {
    const { read } = await wildPlan();
    const outline = body(await read({ view: 'outline' }));
    expect(outline).not.toMatch(/[0-9a-f]{12}/);
    expect(outline.split('\n')).toEqual([
      'title "Ferry times"',
      'header',
      'goals',
      'work "1. Work 🚢"',
      '  work/crew "1.2 Crew" · 1 unfilled',
      'zeitplan-über-alles · 1 unfilled',
      'crew',
      'footer',
    ]);
  });

  test('names what is unfilled by place and name, what does not count apart', async () => {
    const { read } = await wildPlan();
    expect(body(await read({ view: 'unfilled' })).split('\n')).toEqual([
      'work/crew: Four people [NAMES]',
      'zeitplan-über-alles/dienstag: Boot [BOAT]',
      '',
      'Not counted (in code, unsure, or an instruction):',
      'work/crew: NOT COUNTED',
    ]);
    expect(body(await read({ view: 'unfilled', sections: ['zeitplan-über-alles'] }))).toBe(
      'zeitplan-über-alles/dienstag: Boot [BOAT]',
    );
    expect(body(await read({ view: 'unfilled', sections: ['goals'] }))).toBe('Nothing is unfilled.');
  });
});

describe('sections', () => {
  test('are found by what people call them', async () => {
    const { read } = await wildPlan();
    for (const [address, id] of [
      ['1.2', 'work/crew'],
      ['work/crew', 'work/crew'],
      ['1/crew', 'work/crew'],
      ['Goals!', 'goals'],
      ['zeitplan ÜBER alles', 'zeitplan-über-alles'],
      ['1. Work 🚢', 'work'],
      ['zeitplan', 'zeitplan-über-alles'],
      ['t2', 'work/t2'],
      ['zeitplan-über-alles/montag', 'zeitplan-über-alles/montag'],
      ['plan-status', 'footer/plan-status'],
    ] as const) {
      expect(body(await read({ sections: [address] })), address).toContain(`{#${id} @`);
    }
  });

  test('come with all below them, in the order asked for, each once', async () => {
    const { read } = await wildPlan();
    const text = body(await read({ sections: ['crew', '1', '1.2', 'work'] }));
    expect(withoutReceipts(text)).toBe(
      [
        '## Crew\n\nAnother crew. THE LAST\n  BOAT is Ida.',
        '## 1. Work 🚢\n\n- [ ] T1 Paint the pier\n- [x] T2 Print the table',
        '### 1.2 Crew\n\nFour people: [NAMES].\n\n```md\n## Not a heading\n[NOT COUNTED]\n```',
      ].join('\n\n'),
    );
    expect(text.match(new RegExp(receipt, 'g'))).toHaveLength(3);
  });

  test('that are not there are refused with the nearest, and those lead on', async () => {
    const { read, refused } = await wildPlan();
    const text = await refused({ sections: ['goals', 'Zeitplan übr Alles'] });
    expect(text).toMatch(/^\[unknown_address\] .*Zeitplan übr Alles.*Nearest: /);
    const nearest = /Nearest: ([^,]+?)[,.]/.exec(text)?.[1] ?? '';
    expect(nearest).toBe('zeitplan-über-alles');
    expect(await read({ sections: [nearest] })).toContain('| Montag | Ida |');
  });

  test('whose address could mean several are refused with those', async () => {
    const { workspace, refused } = await wildPlan();
    workspace.write('docs/ferry.md', wild.replace('## Crew\n', '## Boats\n\n### Crew\n'));
    const text = await refused({ sections: ['crew'] });
    expect(text).toMatch(/^\[ambiguous_address\] /);
    expect(text).toContain('work/crew');
    expect(text).toContain('boats/crew');
  });
});

describe('find', () => {
  test('gives the places that mention a phrase, in any case and across line breaks', async () => {
    const { read } = await wildPlan();
    expect(body(await read({ find: 'the last boat' })).split('\n')).toEqual([
      'goals · line 14: "Boats leave on the hour, and the last boat"',
      'crew · line 40: "Another crew. THE LAST"',
    ]);
    expect(body(await read({ find: 'BOAT leaves' }))).toBe(
      'goals · line 14: "Boats leave on the hour, and the last boat"',
    );
    expect(body(await read({ find: 'print the' }))).toBe('work/t2 · line 20: "- [x] T2 Print the table"');
    expect(body(await read({ find: 'zeppelin' }))).toBe('No place mentions "zeppelin".');
    expect(body(await read({ find: 'the last boat', sections: ['crew'] }))).toBe(
      'crew · line 40: "Another crew. THE LAST"',
    );
  });

  test('gives addresses at which the phrase can be changed', async () => {
    const plan = await newPlan('full-lifecycle');
    const { text } = await plan.server.call('read_plan', { plan: plan.path, find: 'rollback plan' });
    const [address] = body(text).split(' · ');
    expect(address).toBe('phase-3/deployment-strategy/rollback-plan');
    await plan.mustFill({ section: address, find: 'Rollback Plan', content: 'Way Back' });
    expect(plan.read()).toContain('- **Way Back**: [');
  });
});

describe('max_tokens', () => {
  test('too small for the whole gives the outline, and says so', async () => {
    const { read } = await wildPlan();
    const text = await read({ max_tokens: 100 });
    expect(text).toContain('\nzeitplan-über-alles · 1 unfilled\n');
    expect(text).not.toContain('Boats leave');
    expect(body(text)).not.toMatch(receipt);
    expect(text).toMatch(/longer than max_tokens 100.*sections/);
  });

  test('never lets a cut pass for the whole: it names what is left and the call that reads on', async () => {
    const plan = await newPlan('layered-platform');
    const seen = new Set<string>();
    let sections: string[] | undefined;
    let most = 150;
    for (let round = 0; round < 60; round += 1) {
      const args = sections === undefined ? { view: 'content' } : { sections };
      const { text } = await plan.server.call('read_plan', { plan: plan.path, max_tokens: most, ...args });
      for (const match of text.matchAll(/\{#(\S+) @/g)) seen.add(match[1] ?? '');
      const cut =
        /^CUT at max_tokens \d+\. Not shown: (.+?)(?: and \d+ more)?\. Read on: read_plan with sections (\[.+?\])(?: and max_tokens (\d+))?\.$/m.exec(
          text,
        );
      if (text.includes('CUT')) expect(cut, text).not.toBeNull();
      if (cut === null) break;
      const [next] = (cut[1] ?? '').split(', ');
      expect(cut[2]).toBe(JSON.stringify([next]));
      expect(seen.has(next ?? '')).toBe(false);
      most = Number(cut[3] ?? most);
      // Somebody who wants the rest asks for all that is left, by the outline.
      sections = (await outline(plan)).filter((id) => !seen.has(id));
    }
    expect([...seen].toSorted()).toEqual((await outline(plan)).toSorted());
  });

  test('ends the receipts of cut sections in zeros, which replace nothing that was not shown', async () => {
    const plan = await newPlan('layered-platform');
    await plan.mustFill({ section: 'e2e-tests', content: 'Ida fetches a parcel.' });
    plan.workspace.write(plan.path, plan.read().replace('Ida fetches', 'Bo, who is blind, fetches'));
    const { text } = await plan.server.call('read_plan', {
      plan: plan.path,
      sections: ['testing-strategy'],
      max_tokens: 100,
    });
    expect(text).toMatch(/^CUT at max_tokens 100\. Not shown: .*e2e-tests/m);
    expect(text).toMatch(/^## Testing Strategy \{#testing-strategy @[0-9a-f]{6}000000\}$/m);
    expect(text).toMatch(/^### Unit Tests \{#testing-strategy\/unit-tests @(?![0-9a-f]{6}000000)[0-9a-f]{12}\}$/m);
    const cut = /#testing-strategy @([0-9a-f]{12})/.exec(text)?.[1];
    const before = plan.read();
    const answer = await plan.fill({
      section: 'testing-strategy',
      content: 'Text.\n\n### E2E Tests\n\nNone.',
      expect: cut,
    });
    expect(answer).toMatchObject({ isError: true, code: 'stale_revision' });
    expect(answer.text).toContain('Bo, who is blind');
    expect(plan.read()).toBe(before);
  });
});

/** Every section's id, in order. */
async function outline(plan: Awaited<ReturnType<typeof newPlan>>): Promise<string[]> {
  const { text } = await plan.server.call('read_plan', { plan: plan.path, view: 'outline' });
  return body(text)
    .split('\n')
    .map((line) => /^\s*(\S+)/.exec(line)?.[1] ?? '');
}

describe('a plan of ours', () => {
  test('is found by path, folder, id, slug and number', async () => {
    const plan = await newPlan('principle-gated');
    const wanted = `plan ${plan.path} · `;
    for (const name of [plan.path, 'plans/001-parcel-lockers', '001-parcel-lockers', 'parcel-lockers', '001', '1']) {
      expect((await plan.server.call('read_plan', { plan: name })).text.startsWith(wanted), name).toBe(true);
    }
  });

  test("shows a section's guidance also where the plan no longer has it", async () => {
    const plan = await newPlan('full-lifecycle');
    const first = await plan.server.call('read_plan', { plan: plan.path, sections: ['1.1'] });
    expect(first.text).toContain('*What the feature is built with');
    plan.workspace.write(plan.path, plan.read().replace(/\*What the feature is built with.*\*\n/, ''));
    const again = await plan.server.call('read_plan', { plan: plan.path, sections: ['1.1'] });
    expect(again.text).toMatch(/\(template's guidance: .*What the feature is built with/);
  });

  test('counts in its head line what is unfilled and what is asked', async () => {
    const plan = await newPlan('layered-platform');
    const head = async (): Promise<string> =>
      (await plan.server.call('read_plan', { plan: plan.path, view: 'outline' })).text.split('\n', 1)[0] ?? '';
    const count = Number(/unfilled (\d+)/.exec(await head())?.[1]);
    await plan.mustFill({ section: 'open-questions', content: '1. Who holds the key?\n2. Which colour?' });
    expect(await head()).toMatch(new RegExp(`· Draft · approval none · unfilled ${count - 3} · questions 2$`));
    plan.workspace.write(plan.path, plan.read().replace('**Plan Status:** Draft', '**Plan Status:** Approved'));
    expect(await head()).toContain(' · Approved · ');
  });
});

test('what lies outside the workspace is not read, by whatever way it is named', async () => {
  const outside = makeFolder();
  outside.write('secret.md', '# Secret\n\nA word that nobody may see.\n');
  const workspace = makeWorkspace({ 'plans/ferry.md': wild });
  symlinkSync(join(outside.path, 'secret.md'), join(workspace.path, 'plans', 'link.md'));
  symlinkSync(outside.path, join(workspace.path, 'out'));
  symlinkSync(join(workspace.path, 'plans', 'ferry.md'), join(workspace.path, 'alias.md'));
  const server = await startServer(workspace.path);
  const up = `../${outside.path.split('/').at(-1)}/secret.md`;
  const names = [
    'plans/link.md',
    'out/secret.md',
    up,
    `plans/../${up}`,
    join(outside.path, 'secret.md'),
    `${workspace.path}/${up}`,
  ];
  for (const plan of names) {
    const answer = await server.call('read_plan', { plan });
    expect(answer, plan).toMatchObject({ isError: true, code: 'outside_workspace' });
    expect(answer.text, plan).not.toMatch(/nobody may see/);
  }
  expect((await server.call('list_open_questions')).text).not.toContain('Secret');
  expect((await server.call('read_plan', { plan: 'alias.md' })).text).toContain('Boats leave on the hour');
  expect((await server.call('read_plan', { plan: join(workspace.path, 'plans/ferry.md') })).text).toMatch(
    /^plan plans\/ferry\.md · /,
  );
});

test('what is no plan is refused with what would be one', async () => {
  const workspace = makeWorkspace({
    'plans/ferry.md': wild,
    'plans/notes.txt': 'x',
    'plans/bytes.md': Buffer.from([0x23, 0x20, 0xff, 0x0a]),
  });
  const server = await startServer(workspace.path);
  expect((await server.call('read_plan', { plan: 'fery' })).text).toMatch(
    /^\[unknown_plan\] .*"fery".*plans\/ferry\.md/,
  );
  expect((await server.call('read_plan', { plan: 'plans/notes.txt' })).text).toMatch(/^\[invalid_input\] .*\.md/);
  expect((await server.call('read_plan', { plan: 'plans/none.md' })).text).toMatch(/^\[unknown_plan\] /);
  expect((await server.call('read_plan', { plan: '' })).text).toMatch(/^\[invalid_input\] /);
});
