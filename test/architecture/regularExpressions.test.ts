import { analyse } from 'scslre';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { packagedFiles } from '../support/packaged.ts';
import { type Expression, literalsIn, makersIn } from '../support/regularExpressions.ts';
import { readSources } from '../support/sources.ts';
import { makeWorkspace } from '../support/workspace.ts';

const sources = readSources();

describe('no regular expression of the program takes more than linear time', () => {
  it('by analysis, of those that are written out', async () => {
    const literals = await literalsIn(sources);
    expect(literals.length).toBeGreaterThan(500);
    expect(literals.flatMap(reportsOf)).toEqual([]);
  });

  it('by analysis, of those that are made at run time', async () => {
    const made = await madeAtRunTime();
    expect(makersIn(sources).filter((path) => !made.some((each) => each.path === path))).toEqual([]);
    expect(made.flatMap(reportsOf)).toEqual([]);
  }, 60_000);

  it('on pumped strings, of both', async () => {
    const all = [...(await literalsIn(sources)), ...(await madeAtRunTime())];
    const known = new Map(all.filter(isRich).map((each) => [`/${each.source}/${each.flags}`, each]));
    expect([...known.values()].flatMap(slowOn)).toEqual([]);
  }, 240_000);
});

describe('the check itself', () => {
  const of = (source: string, flags = ''): Expression => ({ path: 'a.ts', source, flags });

  it.each([['(?:a+)+$'], ['\\s+$'], ['^\\s*-?\\s*x$'], ['\\[[^\\]]*$']])('finds %s', (source) => {
    expect(reportsOf(of(source))).not.toEqual([]);
  });

  it('finds by pumping what the analysis does not', () => {
    expect(slowOn(of('^(?:ab)*(?:ab)*c'))).not.toEqual([]);
  });

  it('lets pass what is anchored to the first of a run', () => {
    expect(reportsOf(of('(?<!\\s)\\s+$'))).toEqual([]);
    expect(reportsOf(of('[ \\t]*-', 'y'))).toEqual([]);
    expect(slowOn(of('(?<!\\s)\\s+$'))).toEqual([]);
  });

  it('reads expressions out of TypeScript', async () => {
    const found = await literalsIn(
      new Map([['a.ts', 'const a: RegExp = /a\\/b/giu; const half = 4 / 2 / 1; // /no/\n']]),
    );
    expect(found).toEqual([{ path: 'a.ts', source: 'a\\/b', flags: 'giu' }]);
  });
});

/** What the analysis says of an expression. A sticky one is tried at one place only. */
function reportsOf({ path, source, flags }: Expression): string[] {
  // Without an unbounded loop there is nothing to analyse, and the long lists of words take the analysis minutes.
  if (!/[*+]|\{\d+,\}/.test(source.replace(/\\./g, ''))) return [];
  const isSticky = flags.includes('y');
  const { reports } = analyse({ source: isSticky ? `^(?:${source})` : source, flags: flags.replace('y', '') });
  return reports.map(({ type }) => `${path}: /${source}/${flags} (${type})`);
}

/** One loop over one set of characters is for the analysis alone; what repeats groups, or loops twice, is tried too. */
function isRich({ source }: Expression): boolean {
  return /\)(?:[*+]|\{\d+,\})/.test(source) || (source.match(/[*+]|\{\d+,\}/g) ?? []).length > 2;
}

const pumps = [
  'ab',
  'a ',
  ' \n',
  '\n\n',
  '- ',
  '- [ ] ',
  '[x] ',
  '[a',
  '[a](',
  '(a) ',
  '**a** ',
  '*a*',
  '_a_ ',
  '`a` ',
  '| a ',
  '|',
  '1.',
  '1.1 ',
  '1, ',
  'a, ',
  'a: ',
  'a: b; ',
  '->',
  '-> a ',
  'T001–',
  'T1, ',
  '2026-01-01 ',
  '> ',
  '<a ',
  '<!-- ',
  '{{a',
  '{a} ',
  '"a ',
  "'",
  '#',
  'a/b/',
  'é ',
  '阶段1',
  '：',
  '…',
  'PASS ',
  'N/A ',
];

/** The strings that take an expression over-long: four times the length more than ten times the time, of what is no noise. */
function slowOn({ path, source, flags }: Expression): string[] {
  const expression = new RegExp(source, flags);
  return pumps.flatMap((pump) => {
    const time = (length: number): number => millisecondsFor(expression, `${pump.repeat(length / pump.length)}\u0000`);
    if (time(16_000) < 30) return [];
    // Eight times the length: eight times the work where it is linear, 64 times where it is quadratic.
    const long = least(() => time(32_000));
    // Then it was the collector, not the expression.
    if (long < 30) return [];
    const short = least(() => time(4_000));
    return long > 20 * short ? [`${path}: /${source}/${flags} on ${JSON.stringify(pump)}: ${short} → ${long} ms`] : [];
  });
}

function least(measure: () => number): number {
  return Math.min(measure(), measure(), measure());
}

/** Processor time, which a busy machine stretches less than the clock's. One search, as `exec`, `test` and `search` do it. */
function millisecondsFor(expression: RegExp, text: string): number {
  expression.lastIndex = 0;
  const start = process.cpuUsage();
  expression.exec(text);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** The expressions that the program makes while it loads and works on a plan, each with the file that made it. */
async function madeAtRunTime(): Promise<readonly Expression[]> {
  const made: Expression[] = [];
  const own = RegExp;
  vi.stubGlobal(
    'RegExp',
    new Proxy(own, {
      construct: (_target, [source, flags = '']: [string, string?]) => {
        const path = /\/(src\/[^:?)\s]+\.ts)/.exec(callerOf(new Error()))?.[1];
        if (path !== undefined) made.push({ path, source: String(source), flags });
        return new own(source, flags);
      },
    }),
  );
  onTestFinished(() => {
    vi.unstubAllGlobals();
  });
  vi.resetModules();
  await work();
  vi.unstubAllGlobals();
  return made;
}

/** The frame that called the constructor: packages make expressions of their own. */
function callerOf({ stack = '' }: Error): string {
  return stack.split('\n')[2] ?? '';
}

/** A day with a plan: what makes expressions is called at least once. */
async function work(): Promise<void> {
  const { callerIn } = await import('../support/inProcess.ts');
  const { tooLong } = await import('../../src/mcp/messages/messages.ts');
  tooLong({ bytes: 1, head: Buffer.from('{'), tail: Buffer.from('}') }, 1);
  const workspace = makeWorkspace({
    'specs/001-login/spec.md': '# Spec\n\n- **FR-001**: log in\n',
    'plans/a.md': '# Plan: Login\n\n**Branch**: `001-login`\n\n## Goal\n\nLog in.\n\n## Open Questions\n\n- Q1: Who?\n',
  });
  const { call } = callerIn(workspace.path);
  const { data } = await call('list_templates', {});
  const templates = Array.isArray(data?.templates) ? data.templates : [];
  for (const [index, each] of templates.entries()) {
    const id: unknown = each.id;
    await call('create_plan', {
      title: `Plan ${index}`,
      template: id,
      path: `plans/p${index}.md`,
      exception: 'a trial',
    });
    await call('check_plan', { plan: `plans/p${index}.md`, for_status: 'Approved' });
  }
  await call('read_plan', { plan: 'plans/a.md', find: 'log in' });
  await call('check_plan', { plan: 'plans/a.md' });
  await call('answer_question', { plan: 'plans/a.md', answers: [{ question: 'q1', answer: 'Ada' }] });
  expect(packagedFiles.length).toBeGreaterThan(0);
}
