import { afterEach, describe, expect, test, vi } from 'vitest';
import { PlanError } from '../../src/errors.ts';
import type { PrincipleData } from '../../src/template/model.ts';
import { loadText } from '../support/templates.ts';

const head = '---\nplankeeper:\n  id: own\n  engine: handlebars\n---\n';

function render(
  body: string,
  partials: Record<string, string> = {},
  principles: readonly PrincipleData[] = [],
): string {
  return loadText(head + body, { partials: new Map(Object.entries(partials)) }).render(principles).text;
}

function refusalOf(
  body: string,
  partials: Record<string, string> = {},
  principles: readonly PrincipleData[] = [],
): PlanError {
  try {
    render(body, partials, principles);
  } catch (error) {
    if (error instanceof PlanError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

const principle: PrincipleData = {
  title: 'Safety',
  number: 'II',
  question: 'Is it safe?',
  text: 'It MUST be safe.',
  strength: 'MUST',
  rules: ['No harm', 'No loss'],
};

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a Handlebars template', () => {
  test('renders slots, choices, masks, stubs and principles', () => {
    const body =
      '# P: {{slot "NAME"}}\n{{choice "[A / B]"}} {{choice "Low/High"}} {{mask "{id}"}} {{stub "Task 1"}}\n{{#each principles}}\n- {{@number}} {{number}} {{title}}: {{question}}{{#each rules}} {{this}}{{#unless @last}},{{/unless}}{{/each}}\n{{else}}\nnone\n{{/each}}\n';
    expect(render(body)).toBe('# P: [NAME]\n[A / B] Low/High {id} Task 1\nnone\n');
    expect(render(body, {}, [principle])).toContain('- 1 II Safety: Is it safe? No harm, No loss\n');
  });

  test('mangles no Markdown', () => {
    const question = 'a < b & "c" `d` {{e}} <!-- f -->';
    expect(render('{{#each principles}}{{question}}{{/each}}', {}, [{ ...principle, question }])).toBe(question);
  });

  test('lets no value bring a line of its own, but a text', () => {
    const hostile = {
      ...principle,
      title: 'A\n# B',
      question: 'C\r\n\r\n## D',
      rules: ['E\n- [x] F', ' '],
      text: 'G\n\nH',
    };
    const rendered = render(
      '{{#each principles}}{{title}}|{{question}}|{{#each rules}}{{this}}|{{/each}}{{text}}{{/each}}',
      {},
      [hostile],
    );
    expect(rendered).toBe('A # B|C ## D|E - [x] F|G\n\nH');
  });

  test('keeps the line ending of the source, whatever partials and principles have', () => {
    const source = `${head}# P\n{{> part}}\n{{#each principles}}\n{{text}}\n{{/each}}\n`.replaceAll('\n', '\r\n');
    const template = loadText(source, { partials: new Map([['part', 'a\nb\n']]) });
    expect(template.render([{ ...principle, text: 'G\nH' }]).text).toBe('# P\r\na\r\nb\r\nG\r\nH\r\n');
  });

  test.each([
    ['{{log "x"}}', 1],
    ['a\n{{log 1}}', 2],
    ['{{lookup principles 0}}', 1],
    ['{{#with principles}}{{/with}}', 1],
    ['{{#principles}}{{title}}{{/principles}}', 1],
    ['{{^principles}}{{/principles}}', 1],
    ['{{helperMissing}}', 1],
    ['{{blockHelperMissing "x"}}', 1],
    ['{{constructor}}', 1],
    ['{{__proto__}}', 1],
    ['{{toString}}', 1],
    ['{{[__defineGetter__]}}', 1],
    ['{{principles.constructor}}', 1],
    ['{{principles.length}}', 1],
    ['{{this.constructor}}', 1],
    ['{{#each principles}}{{../constructor}}{{/each}}', 1],
    ['{{@root}}', 1],
    ['{{@root.principles}}', 1],
    ['{{@key}}', 1],
    ['{{..}}', 1],
    ['{{slot (lookup principles 0)}}', 1],
    ['{{#if (slot "x")}}{{/if}}', 1],
    ['{{> (lookup principles 0)}}', 1],
    ['{{> part this}}', 1],
    ['{{#> part}}x{{/part}}', 1],
    ['{{#*inline "part"}}x{{/inline}}', 1],
    ['{{* decorator}}', 1],
    ['{{"principles"}}', 1],
    ['{{slot}}', 1],
    ['{{slot "a" "b"}}', 1],
    ['{{slot "a" b="c"}}', 1],
    ['{{choice}}', 1],
    ['{{unknown "x"}}', 1],
    ['a\n\n{{missing}}', 3],
    ['{{#each}}{{/each}}', 1],
    ['{{#each principles as |p|}}{{p}}{{/each}}', 1],
    ['{{#if principles}}', 1],
    ['\n{{#if principles}}{{/unless}}', 2],
    ['a\nb {{', 2],
    ['{{#if}}{{/if}}', 1],
    ['{{> absent}}', 1],
  ])('is refused with its line for %j', (body, line) => {
    const error = refusalOf(body, { part: 'x' });
    expect(error.code).toBe('invalid_input');
    expect(error.message).toContain(`own.md, line ${line + 5}:`);
    expect(error.fix).toBeDefined();
  });

  test.each([
    '{{slot ""}}',
    '{{slot " "}}',
    '{{slot "a]"}}',
    '{{slot "a\nb"}}',
    '{{slot 1}}',
    '{{choice 5}}',
    '{{#each "abc"}}{{/each}}',
    '{{#each this}}x{{/each}}',
  ])('is refused for words that make no slot, or a loop over no list: %j', (body) => {
    expect(refusalOf(body).code).toBe('invalid_input');
  });

  test('takes no slot from a constitution', () => {
    expect(refusalOf('{{#each principles}}{{slot title}}{{/each}}', {}, [principle]).message).toContain(
      'not of a constitution',
    );
  });

  test('writes nowhere', () => {
    const writes = [
      vi.spyOn(process.stdout, 'write'),
      vi.spyOn(process.stderr, 'write'),
      vi.spyOn(console, 'log'),
      vi.spyOn(console, 'error'),
    ];
    for (const body of ['{{log "x" level="error"}}', '{{constructor}}', '{{missing}}', '{{> absent}}']) refusalOf(body);
    for (const write of writes) expect(write).not.toHaveBeenCalled();
  });

  test('may escape what looks like Handlebars', () => {
    const long = 'words '.repeat(1_000);
    expect(render(`\\{{ ${long}{{slot "a"}}`)).toBe(`{{ ${long}[a]`);
    expect(render('\\{{name}} {{! a comment }}{{!-- {{another}} --}}.')).toBe('{{name}} .');
  });
});

describe('partials', () => {
  test('take words from their call', () => {
    expect(
      render('{{> part level="##" more=true}}\n{{> part level="###" more=false}}\n', {
        part: '{{level}} {{slot "Name"}}{{#if more}} more{{/if}}\n',
      }),
    ).toBe('## [Name] more\n### [Name]\n');
  });

  test('tell a missing word with the line in the partial', () => {
    expect(refusalOf('{{> part}}\n', { part: 'a\n{{level}}\n' }).message).toContain('"level" not defined');
    expect(refusalOf('{{> part}}\n', { part: 'a\n{{log "x"}}\n' }).message).toContain('own.md, partial part, line 2: ');
  });

  test('may not call themselves', () => {
    expect(refusalOf('{{> a}}', { a: '{{> a}}' }).message).toContain('calls itself');
    expect(refusalOf('{{> a}}', { a: '{{> b}}', b: '{{> c}}', c: '{{> a}}' }).message).toContain('calls itself');
  });

  test('are not read unless they are called', () => {
    expect(render('x', { broken: '{{#if' })).toBe('x');
  });
});

describe('what multiplies is stopped', () => {
  const doubling = Object.fromEntries(
    Array.from({ length: 20 }, (_, at) => [`p${at}`, at === 19 ? 'x'.repeat(100) : `{{> p${at + 1}}}{{> p${at + 1}}}`]),
  );

  test('partials that double', () => {
    expect(refusalOf('{{> p0}}', doubling).message).toMatch(/steps to render|too much text/);
  });

  test('partials in partials in partials', () => {
    const chain = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`p${at}`, `{{> p${at + 1}}}`]));
    expect(refusalOf('{{> p0}}', { ...chain, p60: 'x' }).message).toContain('nested too deeply');
  });

  test('loops in loops', () => {
    const many = Array.from({ length: 200 }, () => ({ ...principle, rules: Array.from({ length: 200 }, () => 'x') }));
    expect(refusalOf('{{#each principles}}{{#each rules}}{{this}}{{/each}}{{/each}}', {}, many).message).toMatch(
      /steps to render|too much text/,
    );
  });

  test('much text in a loop', () => {
    const many = Array.from({ length: 1_000 }, () => principle);
    expect(refusalOf(`{{#each principles}}${'x'.repeat(20_000)}{{/each}}`, {}, many).message).toMatch(
      /too much text|characters/,
    );
  });

  test.each([
    ['blocks', '{{#if principles}}'.repeat(5_000) + '{{/if}}'.repeat(5_000)],
    ['blocks, not so many', '{{#if principles}}'.repeat(100) + '{{/if}}'.repeat(100)],
    ['chained blocks', `{{#if principles}}${'{{else if principles}}'.repeat(5_000)}{{/if}}`],
    ['inverse blocks', '{{^if principles}}'.repeat(5_000)],
    ['raw blocks', '{{{{if principles}}}}'.repeat(5_000)],
    ['parentheses', `{{slot ${'('.repeat(30_000)}`],
    ['expressions', `{{slot ${'(slot '.repeat(5_000)}"x"${')'.repeat(5_000)}}}`],
    ['partial blocks', '{{#> part}}'.repeat(5_000)],
    ['an overlong source', 'x'.repeat(300_000)],
    ['open braces', '{'.repeat(100_000)],
    ['open mustaches', '{{'.repeat(50_000)],
    ['calls', '{{slot "a"}}'.repeat(20_000)],
    ['segments', `{{${'a/'.repeat(50_000)}}}`],
    ['ups', `{{${'../'.repeat(50_000)}a}}`],
  ])('too many %s', (_, body) => {
    const began = performance.now();
    expect(refusalOf(body, { part: '' }).code).toBe('invalid_input');
    expect(performance.now() - began).toBeLessThan(4_000);
  });

  test('noncharacters that the engine marks places with', () => {
    expect(refusalOf('a \uFDD0 b').message).toContain('noncharacter');
    expect(refusalOf('{{> part}}', { part: '\uFDD4' }).message).toContain('noncharacter');
    expect(
      refusalOf('{{#each principles}}{{title}}{{/each}}', {}, [{ ...principle, title: '\uFDD3x' }]).message,
    ).toContain('noncharacter');
  });
});
