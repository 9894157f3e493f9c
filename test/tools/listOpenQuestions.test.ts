import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { jsonSchemaOf } from '../../src/mcp/calls/schemas.ts';
import { listOpenQuestions } from '../../src/tools/list_open_questions.ts';
import { openWorkspace } from '../../src/workspace/workspace.ts';
import { makeContext } from '../support/toolContext.ts';
import { makeFolder, makeWorkspace } from '../support/workspace.ts';

type Input = Parameters<typeof listOpenQuestions.run>[0];

const planText = (...questions: readonly string[]): string =>
  `# Plan\n\n**Status**: Draft\n\n## Open Questions\n\n${questions.map((each) => `- ${each}`).join('\n')}\n`;

async function ask(files: Readonly<Record<string, string>>, input: Input) {
  const answer = await listOpenQuestions.run(input, makeContext(makeWorkspace(files).path));
  return { ...answer, data: listOpenQuestions.output?.parse(answer.data) };
}

describe('list_open_questions', () => {
  const files = {
    'plans/001-export/plan.md': planText(
      'Who signs the files?\n  - Owner: Ada\n  - Due: 2026-11-01',
      'Which font? (low)',
    ),
    'plans/002-import/plan.md': planText('Q2: Which store (a/b/c)?'),
    'plans/003-empty/plan.md': planText('None'),
  };

  it('lists the questions of one plan, in structure and in words', async () => {
    const { data, text } = await ask(files, { plan: '1' });
    expect(data).toMatchObject({
      total: 2,
      questions: [
        {
          plan: 'plans/001-export/plan.md',
          section: 'open-questions',
          line: 7,
          text: 'Who signs the files?',
          kind: 'question',
          blocking: true,
          owner: 'Ada',
          due: '2026-11-01',
          overdue: true,
        },
        { text: 'Which font? (low)', blocking: false },
      ],
    });
    expect(text).toContain('2 open questions in plans/001-export/plan.md.');
    expect(text).toMatch(
      /^q-[0-9a-f]{6} · open-questions:7 · Who signs the files\? \(blocking, owner Ada, due 2026-11-01, overdue\)$/m,
    );
  });

  it('lists all plans by path', async () => {
    const { data, text } = await ask(files, {});
    expect(data?.questions.map((each) => `${each.plan} ${each.text}`)).toEqual([
      'plans/001-export/plan.md Who signs the files?',
      'plans/001-export/plan.md Which font? (low)',
      'plans/002-import/plan.md Which store (a/b/c)?',
    ]);
    expect(data?.questions.at(-1)).toMatchObject({ id: 'Q2', options: ['a', 'b', 'c'] });
    expect(text).toContain('3 open questions in 3 plans.');
  });

  it('keeps to what blocks where asked', async () => {
    const { data } = await ask(files, { blocking_only: true });
    expect(data).toMatchObject({ total: 2, questions: [{ text: 'Who signs the files?' }, { id: 'Q2' }] });
  });

  it('says so where there are none', async () => {
    expect((await ask(files, { plan: '003' })).text).toBe('No open questions in plans/003-empty/plan.md.');
    expect((await ask({}, {})).text).toBe('No open questions in any plan: there are none yet.');
    expect((await ask({}, {})).data).toEqual({ questions: [], total: 0 });
  });

  it('says where none found stands on no section for questions', async () => {
    const wild = { 'plans/a.md': '# Plan\n\n## Scope\n\nText.\n' };
    expect((await ask(wild, { plan: 'plans/a.md' })).text).toBe(
      'No open questions found in plans/a.md (it has no section known for questions; words.roles.questions in plankeeper.config.json can name one).',
    );
    expect((await ask({ ...wild, 'plans/b/plan.md': '# Plan\n\n## Scope\n' }, {})).text).toMatch(
      /^No open questions found in .+ \(\d without a section known for questions\)\.$/,
    );
    const points = { 'plans/a.md': '# Plan\n\n## Open points\n\n- Which clock?\n' };
    expect((await ask(points, { plan: 'plans/a.md' })).data?.questions).toMatchObject([{ text: 'Which clock?' }]);
  });

  it('names owner, date, trigger and whether it blocks', async () => {
    const text = `${planText('Which clock? (owner: Ann)', 'Which font? (not blocking, by 2999-01-02)')}
## Deferred Decisions

- A second size
  - Revisit Trigger: first request
`;
    const answer = await ask({ 'plans/a.md': text }, { plan: 'plans/a.md' });
    expect(answer.text).toContain('Which clock? (blocking, owner Ann)');
    expect(answer.text).toContain('Which font? (not blocking, due 2999-01-02)');
    expect(answer.text).toContain('A second size (deferred, not blocking, revisit: first request)');
  });

  it('skips a plan that can not be read, and names it', async () => {
    const workspace = makeWorkspace(files);
    workspace.write('plans/004-huge/plan.md', 'x'.repeat(30_000_000));
    const { data, text } = await listOpenQuestions.run({}, makeContext(workspace.path));
    expect(data.total).toBe(3);
    expect(text).toMatch(/^3 open questions in 3 of 4 plans\.$/m);
    // With what to do about it.
    expect(text).toMatch(/^Not read: plans\/004-huge\/plan\.md: \[too_large\] .+\. \S.+\.$/m);
  });

  it('names five plans that can not be read, and counts the others', async () => {
    const workspace = makeWorkspace(files);
    for (const name of 'abcdefg') workspace.write(`plans/${name}.md`, 'x'.repeat(30_000_000));
    const { text } = await listOpenQuestions.run({}, makeContext(workspace.path));
    expect(text.match(/^Not read: plans\/[a-e]\.md: /gm)).toHaveLength(5);
    expect(text).toMatch(/^Not read: 2 more plans\.$/m);
  });

  it('pages without loss or repetition, also when questions are answered and added in between', async () => {
    const names = Array.from({ length: 5 }, (_, index) => `Which ${'abcde'.charAt(index)}?`);
    const workspace = makeWorkspace({ 'plans/a.md': planText(...names), 'plans/b.md': planText(...names) });
    const page = (cursor?: string) =>
      listOpenQuestions.run({ limit: 3, ...(cursor === undefined ? {} : { cursor }) }, makeContext(workspace.path));
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let turn = 0; turn < 10; turn += 1) {
      const { data } = await page(cursor);
      seen.push(...data.questions.map((each) => `${each.plan} ${each.text}`));
      if (turn === 0)
        workspace.write('plans/a.md', planText('A new one', ...names.filter((name) => name !== 'Which a?')));
      if (turn === 1) workspace.write('plans/b.md', planText(...names.slice(1)));
      cursor = data.next_cursor;
      if (cursor === undefined) break;
    }
    expect(seen).toEqual([...names.map((name) => `plans/a.md ${name}`), ...names.map((name) => `plans/b.md ${name}`)]);
  });

  it('refuses a cursor of another make, an unknown plan, and a folder without plans', async () => {
    await expect(ask(files, { cursor: 'zzz' })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(ask(files, { plan: 'nothing' })).rejects.toMatchObject({ code: 'unknown_plan' });
    await expect(ask(files, { plan: '../x.md' })).rejects.toMatchObject({ code: 'outside_workspace' });
    expect(listOpenQuestions.input.safeParse({ limit: 201 }).success).toBe(false);
    expect(listOpenQuestions.input.safeParse({ plans: 'x' }).success).toBe(false);
  });

  it('bounds and cleans what it quotes', async () => {
    const { data, text } = await ask(
      { 'plans/a.md': planText(`Which \u0007\u200B\u202Estore ${'x'.repeat(2000)}😀?`) },
      { plan: 'a' },
    );
    expect(data?.questions[0]?.text.length).toBeLessThanOrEqual(301);
    expect(text.replace(/\n/g, '')).not.toMatch(/\p{C}/u);
  });

  it('costs a caller at most 120 tokens', () => {
    const { name, description, input } = listOpenQuestions;
    const { $schema: _, ...schema } = jsonSchemaOf(input, 'input');
    expect(encode(JSON.stringify({ name, description, inputSchema: schema })).length).toBeLessThanOrEqual(120);
  });

  it('needs a workspace only for all plans', async () => {
    const folder = makeFolder();
    folder.write('a.md', planText('Which store?'));
    const context = makeContext(undefined, { workspace: openWorkspace({ cwd: folder.path }) });
    expect((await listOpenQuestions.run({ plan: 'a.md' }, context)).data.total).toBe(1);
    await expect(listOpenQuestions.run({}, context)).rejects.toMatchObject({ code: 'no_workspace' });
  });
});
