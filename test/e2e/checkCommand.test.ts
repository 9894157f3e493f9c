import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runProgram } from '../support/program.ts';
import { makeFolder, makeWorkspace } from '../support/workspace.ts';

const finished = `# Plan: Night ferry

**Status**: Draft

## Overview

A ferry at two, every night.
`;

const questioned =
  finished.replace('**Status**: Draft', '**Status**: In Review') +
  '\n## Open Questions\n\n1. Who, if anybody, steers?: the mate%\n';

const overdue = `${finished}\n## Open Questions\n\n1. Who steers? (owner: Mara, due: 2020-01-01)\n`;

const check = (cwd: string, ...args: string[]) => runProgram(['check', ...args], '', cwd);

describe('plankeeper check', () => {
  it('is content with a plan that nothing stands in the way of', async () => {
    const { path } = makeWorkspace({ 'plans/ferry.md': finished });
    expect(await check(path)).toEqual({
      code: 0,
      stderr: '',
      stdout: 'plans/ferry.md · ready for In Review\n\n1 plan, 0 errors, 0 warnings\n',
    });
  });

  it('exits with 1 for errors, by the status asked for', async () => {
    const { path } = makeWorkspace({ 'plans/ferry.md': finished, 'plans/mate.md': questioned });
    const all = await check(path);
    expect(all).toMatchObject({ code: 1, stderr: '' });
    expect(all.stdout).toContain('plans/mate.md · not ready for Approved\n  error open-question · ');
    expect(all.stdout).toContain('2 plans, 1 error, 0 warnings\n');
    expect(await check(path, 'mate', '--for', 'in review')).toMatchObject({ code: 0 });
    expect(await check(path, 'plans/ferry.md', '--for', 'Approved')).toMatchObject({ code: 0 });
  });

  it('lets warnings pass unless told to be strict', async () => {
    const { path } = makeWorkspace({ 'plans/ferry.md': overdue });
    const lenient = await check(path, '--for', 'In Review');
    expect(lenient.stdout).toContain('warning question-overdue');
    expect(lenient.code).toBe(0);
    expect((await check(path, '--for', 'In Review', '--strict')).code).toBe(1);
  });

  it('writes JSON with the keys of check_plan', async () => {
    const { path } = makeWorkspace({ 'plans/mate.md': questioned });
    const { stdout, code } = await check(path, '--format', 'json');
    const finding = z.strictObject({
      rule: z.literal('open-question'),
      severity: z.literal('error'),
      section: z.string(),
      line: z.literal(11),
      message: z.string(),
      blocks: z.literal('Approved'),
      fix: z.string(),
    });
    const plan = z.object({
      plan: z.literal('plans/mate.md'),
      ready: z.literal(false),
      for_status: z.literal('Approved'),
      findings: z.tuple([finding]),
    });
    z.object({ plans: z.tuple([plan]), unchecked: z.tuple([]), errors: z.literal(1), warnings: z.literal(0) }).parse(
      JSON.parse(stdout),
    );
    expect(code).toBe(1);
  });

  it('writes annotations for GitHub, with what would end them escaped', async () => {
    const { path } = makeWorkspace({ 'plans/a,b.md': questioned });
    const { stdout } = await check(path, '--format', 'github');
    expect(stdout).toMatch(
      /^::error file=plans\/a%2Cb\.md,line=11,title=open-question::Open question "Who, if anybody, steers\?: the mate%25" .*\n$/,
    );
  });

  it('writes SARIF 2.1.0 that names rule, file and line', async () => {
    const { path } = makeWorkspace({ 'plans/the mate.md': questioned });
    const { stdout } = await check(path, '--format', 'sarif');
    const location = z.object({
      physicalLocation: z.object({
        artifactLocation: z.object({ uri: z.literal('plans/the%20mate.md') }),
        region: z.object({ startLine: z.literal(11) }),
      }),
    });
    const result = z.object({
      ruleId: z.literal('open-question'),
      ruleIndex: z.number(),
      level: z.literal('error'),
      message: z.object({ text: z.string() }),
      locations: z.tuple([location]),
    });
    const rule = z.object({ id: z.string(), shortDescription: z.object({ text: z.string() }) });
    const run = z.object({
      tool: z.object({ driver: z.object({ name: z.literal('Plankeeper'), rules: z.array(rule) }) }),
      results: z.tuple([result]),
    });
    const log = z.object({ version: z.literal('2.1.0'), runs: z.tuple([run]) }).parse(JSON.parse(stdout));
    const [{ tool, results }] = log.runs;
    expect(tool.driver.rules[results[0].ruleIndex]?.id).toBe('open-question');
  });

  it.each([
    [['--format', 'xml'], 'text, json, sarif, github'],
    [['no-such-plan'], 'no-such-plan'],
    [['--for', 'Shipped'], 'Choose one of: Draft'],
    [['--no-such-flag'], '--no-such-flag'],
  ])('exits with 2 for %j', async (args, words) => {
    const { path } = makeWorkspace({ 'plans/ferry.md': finished });
    const { code, stdout, stderr } = await check(path, ...args);
    expect(code).toBe(2);
    expect(stdout + stderr).toContain(words);
  });

  it('goes on with the others where one plan can’t be read, and says so', async () => {
    const { path } = makeWorkspace({
      'plans/bad.md': new Uint8Array([35, 32, 0xff, 0xfe, 10]),
      'plans/mate.md': questioned,
    });
    const { code, stdout } = await check(path);
    expect(stdout).toContain('plans/mate.md · not ready for Approved');
    expect(code).toBeGreaterThan(0);
  });

  it('says where no workspace is', async () => {
    const { code, stderr } = await check(makeFolder().path);
    expect(code).toBe(2);
    expect(stderr).toContain('[no_workspace]');
  });
});
