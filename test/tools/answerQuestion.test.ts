import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { jsonSchemaOf } from '../../src/mcp/calls/schemas.ts';
import { planRevision } from '../../src/markdown/revision.ts';
import { answerQuestion } from '../../src/tools/answer_question.ts';
import { listOpenQuestions } from '../../src/tools/list_open_questions.ts';
import { openWorkspace } from '../../src/workspace/workspace.ts';
import { makeContext } from '../support/toolContext.ts';
import { makeFolder, makeWorkspace } from '../support/workspace.ts';

type Answers = Parameters<typeof answerQuestion.run>[0]['answers'];

const path = 'plans/001-export/plan.md';
const planText = (...questions: readonly string[]): string =>
  `# Plan\n\n**Status**: Draft\n\n## Open Questions\n\n${questions.map((each) => `- ${each}`).join('\n')}\n`;

/** A workspace with one plan, and its tools. */
function workspaceWith(text: string, more: Readonly<Record<string, string>> = {}) {
  const workspace = makeWorkspace({ [path]: text, ...more });
  const context = makeContext(workspace.path);
  return {
    read: () => workspace.read(path),
    ids: async () => {
      const { data } = await listOpenQuestions.run({ plan: path }, context);
      return data.questions.map((each) => each.id);
    },
    answer: async (answers: Answers, decided_by?: string) => {
      const answer = await answerQuestion.run(
        { plan: '1', answers, ...(decided_by === undefined ? {} : { decided_by }) },
        context,
      );
      return { ...answer, data: answerQuestion.output?.parse(answer.data) };
    },
  };
}

describe('answer_question', () => {
  it('writes sound answers, tells what is left, and refuses the others', async () => {
    const { read, ids, answer } = workspaceWith(planText('Which zone?', 'Which font?', 'Which ink?'));
    const [zone = '', font = ''] = await ids();
    const { data, text } = await answer(
      [
        { question: font, answer: 'Serif' },
        { question: zone, answer: 'TBD' },
      ],
      'Ada',
    );
    expect(read()).toBe(
      planText('Which zone?', 'Which font? → **Answer**: Serif (Ada, 2026-11-21, quoted)', 'Which ink?'),
    );
    const revision = planRevision(read());
    expect(data).toEqual({
      plan: path,
      revision,
      changed: [{ question: font, section: 'open-questions', line: 8 }],
      remaining: 2,
      refused: [{ section: zone, code: 'invalid_input', message: expect.stringContaining('decides nothing') }],
    });
    expect(text).toBe(
      `${path} · revision ${revision} · ${font} in open-questions, line 8 · 2 open\nrefused ${zone}: [invalid_input] ${data?.refused?.[0]?.message}`,
    );
    expect(await ids()).not.toContain(font);
  });

  it('is no change the second time', async () => {
    const { read, ids, answer } = workspaceWith(planText('Which zone?'));
    const [zone = ''] = await ids();
    await answer([{ question: zone, answer: 'UTC' }]);
    const before = read();
    const { data, text } = await answer([{ question: zone, answer: 'UTC' }]);
    expect(data).toEqual({ plan: path, revision: planRevision(before), changed: [], remaining: 0 });
    expect(text).toContain('nothing changed · 0 open');
    expect(read()).toBe(before);
  });

  it('is an error where nothing happened', async () => {
    const { read, ids, answer } = workspaceWith(planText('Which zone?', 'Which font?'));
    const before = read();
    await expect(answer([{ question: 'q-000000', answer: 'UTC' }])).rejects.toMatchObject({
      code: 'unknown_address',
      where: 'q-000000',
    });
    const [zone = '', font = ''] = await ids();
    await expect(
      answer([
        { question: zone, answer: '' },
        { question: font, owner: ' ' },
      ]),
    ).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('None of the 2 answers happened'),
    });
    expect(read()).toBe(before);
  });

  it('says where a question went that was put off', async () => {
    const deferred = (body: string): string => `\n## Deferred Decisions\n\n${body}\n`;
    const { read, ids, answer } = workspaceWith(planText('Which zone?', 'Which font?') + deferred('None'));
    const [zone = ''] = await ids();
    const { data } = await answer([{ question: zone, defer: 'the beta' }]);
    expect(read()).toBe(planText('Which font?') + deferred('- Which zone? → **Deferred**: until the beta'));
    expect(data?.changed).toMatchObject([{ section: 'deferred-decisions', line: 11 }]);
    expect(await ids()).toContain(data?.changed[0]?.question);
    expect(data?.remaining).toBe(2);
  });

  it('keeps a log of clarifications where the workspace has spec-kit', async () => {
    const log = '\n## Clarifications\n\n### Session 2026-11-21\n\n- Q: Which zone? → A: UTC\n';
    for (const [more, logged] of [
      [{ '.specify/memory/constitution.md': '# Constitution\n' }, log],
      [{}, ''],
    ] as const) {
      const { read, ids, answer } = workspaceWith(planText('Which zone?'), more);
      const [zone = ''] = await ids();
      await answer([{ question: zone, answer: 'UTC' }]);
      expect(read()).toBe(planText('Which zone? → **Answer**: UTC') + logged);
    }
  });

  it('writes nothing without a workspace', async () => {
    const folder = makeFolder();
    folder.write('plan.md', planText('Q1: Which zone?'));
    const context = makeContext(folder.path, { workspace: openWorkspace({ cwd: folder.path }) });
    await expect(
      answerQuestion.run({ plan: 'plan.md', answers: [{ question: 'Q1', answer: 'UTC' }] }, context),
    ).rejects.toMatchObject({ code: 'no_workspace' });
  });

  it('takes parallel calls, each for its own question', async () => {
    const { read, ids, answer } = workspaceWith(
      planText(...Array.from({ length: 8 }, (_, index) => `Which ${index}?`)),
    );
    const questions = await ids();
    await Promise.all(questions.map((question, index) => answer([{ question, answer: `Number ${index}` }])));
    expect(read()).toBe(
      planText(...Array.from({ length: 8 }, (_, index) => `Which ${index}? → **Answer**: Number ${index}`)),
    );
  });

  it('refuses arguments that it does not know', () => {
    expect(answerQuestion.input.safeParse({ plan: '1', answers: [{ question: 'Q1', answre: 'UTC' }] }).success).toBe(
      false,
    );
    expect(answerQuestion.input.safeParse({ plan: '1', answers: [] }).success).toBe(false);
  });

  it('is described in few words', () => {
    const { name, description, input } = answerQuestion;
    const shown = JSON.stringify({ name, description, inputSchema: jsonSchemaOf(input, 'input') });
    expect(encode(shown).length).toBeLessThan(230);
  });
});
