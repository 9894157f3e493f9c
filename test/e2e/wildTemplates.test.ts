import { describe, expect, test } from 'vitest';
import { startServer } from '../support/server.ts';
import { makeWorkspace } from '../support/workspace.ts';

const now = new Date();
const two = (number: number): string => String(number).padStart(2, '0');
const [year, month, day] = [String(now.getFullYear()), two(now.getMonth() + 1), two(now.getDate())];

const git = {
  '.git/HEAD': 'ref: refs/heads/042-night-ferry\n',
  '.git/config': '[user]\n\tname = Ida Berg\n\temail = ida@example.org\n',
};

/** Creates a plan titled 'Night ferry' from a template of the workspace; gives the plan's text. */
async function made(
  template: string,
  args: Record<string, unknown> = {},
  files: Record<string, string> = git,
): Promise<string> {
  const workspace = makeWorkspace({
    '.plankeeper/templates/own.md': template,
    'plankeeper.config.json': '{"mark": false}',
    ...files,
  });
  const server = await startServer(workspace.path);
  const answer = await server.call('create_plan', { title: 'Night ferry', template: 'own', ...args });
  if (answer.isError) throw new Error(answer.text);
  return workspace.read(String(answer.data?.path));
}

describe('create_plan on a template that nobody made for us fills what it knows', () => {
  test('title, branch, date and spec in metadata joined by bars', async () => {
    const template =
      '# Plan: [FEATURE]\n\n**Branch**: `[###-feature-name]` | **Date**: [DATE] | **Spec**: [link]\n**Input**: From `/specs/[###-feature-name]/spec.md`\n\n## Summary\n\n[What it is about]\n';
    const spec = { 'specs/042-night-ferry/spec.md': '# Night ferry\n' };
    expect(await made(template, { spec: 'specs/042-night-ferry/spec.md' }, { ...git, ...spec })).toBe(
      `# Plan: Night ferry\n\n**Branch**: \`042-night-ferry\` | **Date**: ${year}-${month}-${day} | **Spec**: [spec.md](./spec.md)\n**Input**: From \`/specs/042-night-ferry/spec.md\`\n\n## Summary\n\n[What it is about]\n`,
    );
  });

  test('the spec that lies beside the path which the caller names', async () => {
    const template = '# {title}\n\n- Spec: {spec}\n- Owner: {owner}\n';
    const files = { ...git, 'docs/ferry/spec.md': '# Ferry\n' };
    expect(await made(template, { path: 'docs/ferry/plan.md' }, files)).toBe(
      '# Night ferry\n\n- Spec: [spec.md](./spec.md)\n- Owner: {owner}\n',
    );
  });

  test.each([
    ['DD.MM.YYYY', `${day}.${month}.${year}`],
    ['TT.MM.', `${day}.${month}.`],
    ['YYYY/MM/DD', `${year}/${month}/${day}`],
    ['[MM-DD-YYYY]', `${month}-${day}-${year}`],
    ['YYYY年MM月DD日', `${year}年${month}月${day}日`],
    ['<date>', `${year}-${month}-${day}`],
    ['YYYY-MM-DD HH:MM', 'YYYY-MM-DD HH:MM'],
  ])('a date in the form of %s', async (mask, date) => {
    const template = `# Plan: <name>\n\n**Created:** ${mask}\n**Due date:** YYYY-MM-DD\n\n## Steps\n\n1. <step>\n`;
    expect(await made(template)).toBe(
      `# Plan: Night ferry\n\n**Created:** ${date}\n**Due date:** YYYY-MM-DD\n\n## Steps\n\n1. <step>\n`,
    );
  });

  test.each([
    ['Chinese', '# 实施计划：[功能名称]\n\n**作者**：[姓名]\n**创建日期**：[日期]\n**负责人**：[姓名]\n', '作者'],
    ['Japanese', '# 実装計画: [機能名]\n\n- 作成者: [名前]\n- 作成日: YYYY-MM-DD\n- 担当者: [名前]\n', '作成者'],
    [
      'Russian',
      '# План: {название}\n\n**Автор:** {имя}\n**Дата создания:** {дата}\n**Ответственный:** {имя}\n',
      'Автор',
    ],
    ['German', '# Plan: <Titel>\n\n**Autor:** <Name>\n**Erstellt:** <Datum>\n**Verantwortlich:** <Name>\n', 'Autor'],
  ])('labels in %s, and not who is responsible', async (_, template, author) => {
    const text = await made(template);
    expect(text.split('\n')[0]).toMatch(/Night ferry$/);
    expect(text).toMatch(new RegExp(`${author}(?:\\*\\*)?[:：](?:\\*\\*)? ?Ida Berg`));
    expect(text).toContain(`${year}-${month}-${day}`);
    expect(text.match(/Ida Berg/g)).toHaveLength(1);
  });

  test('keys of front matter, quoted as YAML wants it, and a table of two columns', async () => {
    const template =
      '---\ntitle: "{title}"\nauthor: {author}\ndate: YYYY-MM-DD\nreviewer: {reviewer}\n---\n# {title}\n\n| Field | Value |\n|---|---|\n| Author | {author} |\n| Reviewer | {reviewer} |\n';
    expect(await made(template, { title: 'Ferry: "night"' })).toBe(
      `---\ntitle: "Ferry: \\"night\\""\nauthor: Ida Berg\ndate: ${year}-${month}-${day}\nreviewer: {reviewer}\n---\n# Ferry: "night"\n\n| Field | Value |\n|---|---|\n| Author | Ida Berg |\n| Reviewer | {reviewer} |\n`,
    );
  });

  test('a number beside the title, as wide as its mask', async () => {
    expect(await made('# NNNN — <Title>\n\n- **Status:** Proposed | Accepted\n\n## Goal\n\n<goal>\n', {}, {})).toBe(
      '# 0001 — Night ferry\n\n- **Status:** Proposed\n\n## Goal\n\n<goal>\n',
    );
  });

  test('a version beside the title stays', async () => {
    expect(await made('# v0.0.X Plan: [Phase Name]\n\n## Goal\n\n[Goal]\n')).toBe(
      '# v0.0.X Plan: Night ferry\n\n## Goal\n\n[Goal]\n',
    );
  });

  test('and leaves alone what it can not know, line endings and all', async () => {
    const template =
      '\uFEFF# {{title}}\r\n\r\nTicket: {{ticket}}\r\nBranch: {{branch}}\r\nAuthor: {{author}}\r\n\r\n## Notes  \r\n\r\n-\t{{note}}';
    expect(await made(template, {}, { '.git/HEAD': 'ref: refs/heads/main\n' })).toBe(
      template.replace('{{title}}', 'Night ferry'),
    );
  });
});

test('every place of a wild template can be filled by the name that the unfilled view prints', async () => {
  const template =
    '---\nowner:\nreviewed: YYYY-MM-DD\ntags: {tags}\n---\n# Plan\n\n_Status:_ Draft\n\n## Data\n\n| Name | Kind |\n|---|---|\n| {name} | String/Integer/Boolean |\n\n**Staging**:\n- \n\n**Live**:\n- \n';
  const workspace = makeWorkspace({ 'plans/a.md': template });
  const server = await startServer(workspace.path);
  const fills = [
    { section: 'title', values: { owner: 'Ida: B.', reviewed: '2026-12-01', tags: ['ferry', 'a, b'] } },
    { section: 'data/row-1', values: { Name: 'size', Kind: 'Integer' } },
    { section: 'staging', values: { 'Staging:': 'Behind a flag' } },
    { section: 'live', content: '- Off' },
  ];
  const answer = await server.call('fill_section', { plan: 'a', fills });
  expect(answer.data?.refused, answer.text).toBeUndefined();
  expect(workspace.read('plans/a.md')).toBe(
    '---\nowner: "Ida: B."\nreviewed: 2026-12-01\ntags: [ferry, "a, b"]\n---\n# Plan\n\n_Status:_ Draft\n\n## Data\n\n| Name | Kind |\n|---|---|\n| size | Integer |\n\n**Staging**:\n- \n\n- Behind a flag\n\n**Live**:\n- \n\n- Off\n',
  );
  expect(answer.data?.unfilled).toBe(0);
  const again = await server.call('fill_section', {
    plan: 'a',
    fills: [{ section: 'title', values: { owner: 'Bo' } }],
  });
  expect(again.code).toBe('needs_expect');
  expect(again.text).toContain('Ida: B.');
});

test('rows that ask for different things take different answers, and the last of them can go', async () => {
  const template =
    '# Plan\n\n| Field | Value |\n|---|---|\n| State | Draft / In Review / Approved |\n| Budget | |\n\n## Steps\n\n- Row\n- Sail\n\n## Words\n\n| Term | Meaning |\n|---|---|\n| Pier | Where it lands |\n\nText.\n';
  const workspace = makeWorkspace({
    '.plankeeper/templates/own.md': template,
    'plankeeper.config.json': '{"mark": false}',
  });
  const server = await startServer(workspace.path);
  const { data } = await server.call('create_plan', { title: 'Ferry', template: 'own', path: 'plans/a.md' });
  expect(data?.plan).toBe('a');
  const filled = await server.call('fill_section', {
    plan: 'a',
    fills: [{ section: 'header/budget', values: { Value: '200 EUR' } }],
  });
  expect(filled.isError, filled.text).toBe(false);
  const removed = await server.call('fill_section', {
    plan: 'a',
    fills: [
      { section: 'steps/sail', mode: 'remove', expect: await receipt(server, 'steps/sail') },
      { section: 'words/pier', mode: 'remove', expect: await receipt(server, 'words/pier') },
    ],
  });
  expect(removed.data?.refused, removed.text).toBeUndefined();
  expect(workspace.read('plans/a.md')).toContain('| Budget | 200 EUR |\n\n## Steps\n\n- Row\n\n## Words\n');
  expect(workspace.read('plans/a.md')).toContain('|---|---|\n\nText.\n');
});

/** The receipt of a place, as a refusal without one gives it. */
async function receipt(server: Awaited<ReturnType<typeof startServer>>, section: string): Promise<string> {
  const { text } = await server.call('fill_section', { plan: 'a', fills: [{ section, mode: 'remove' }] });
  return /expect "([0-9a-f]{12})"/.exec(text)?.[1] ?? text;
}

test('a key of front matter with a list below it is filled item by item; its choices are held', async () => {
  const template = '---\nreviewers:\n  - <name>\npriority: high | low\n---\n# Plan\n\n## Goal\n\n<goal>\n';
  const workspace = makeWorkspace({ 'plans/a.md': template });
  const server = await startServer(workspace.path);
  const fill = (values: Record<string, unknown>) =>
    server.call('fill_section', { plan: 'a', fills: [{ section: 'title', values }] });
  expect((await fill({ reviewers: ['Ann', 'Bob'] })).code).toBe('unknown_field');
  expect((await fill({ priority: 'mid' })).code).toBe('invalid_choice');
  expect((await fill({ name: 'Ann', priority: 'low' })).isError).toBe(false);
  expect(workspace.read('plans/a.md')).toContain('reviewers:\n  - Ann\npriority: low\n');
});

test('rows that are named by their positions go together', async () => {
  const plan =
    '# Plan\n\n## Words\n\n| A | B |\n|---|---|\n| [First word] | [Its meaning] |\n| [Second word] | [Its meaning] |\n| Pier | Where it lands |\n';
  const workspace = makeWorkspace({ 'plans/a.md': plan });
  const server = await startServer(workspace.path);
  const answer = await server.call('fill_section', {
    plan: 'a',
    fills: [
      { section: 'words/row-1', mode: 'remove' },
      { section: 'words/row-2', mode: 'remove' },
    ],
  });
  expect(answer.isError, answer.text).toBe(false);
  expect(workspace.read('plans/a.md')).toBe(
    plan.replace('| [First word] | [Its meaning] |\n| [Second word] | [Its meaning] |\n', ''),
  );
});
