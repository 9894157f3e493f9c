import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWorkspace } from '../../src/workspace/workspace.ts';
import { makeWorkspace } from '../support/workspace.ts';
import { refusal } from './support/refusal.ts';

const name = 'plankeeper.config.json';
const defaults = {
  plans: undefined,
  newPlan: undefined,
  constitution: undefined,
  templates: [],
  words: undefined,
  mark: true,
};

describe('the configuration', () => {
  it('may be missing, empty or whole', () => {
    const files = makeWorkspace();
    const workspace = openWorkspace({ explicit: files.path, cwd: files.path });
    expect(workspace.config).toEqual(defaults);
    files.write(name, '\uFEFF{"$schema": "https://example.org/schema.json"}');
    expect(workspace.config).toEqual(defaults);
    const whole = {
      plans: ['work/**/*.md'],
      newPlan: 'work/{number}-{slug}.md',
      constitution: 'docs/rules.md',
      templates: ['shared/templates'],
      words: { roles: { questions: ['Things to ask'] } },
      mark: false,
    };
    files.write(name, JSON.stringify(whole));
    expect(workspace.config).toEqual(whole);
  });

  it('is read again when it changes', () => {
    const files = makeWorkspace({ [name]: '{"mark": false}' });
    const workspace = openWorkspace({ explicit: files.path, cwd: files.path });
    expect(workspace.config).toBe(workspace.config);
    expect(workspace.config.mark).toBe(false);
    files.write(name, '{"mark":  true}');
    expect(workspace.config.mark).toBe(true);
    rmSync(join(files.path, name));
    expect(workspace.config).toEqual(defaults);
  });

  const faults: [what: string, text: string, said: string[]][] = [
    ['no JSON', '{mark: true}', ['not valid JSON']],
    ['no object', '[]', ['object']],
    ['an unknown key', '{"marks": true}', ['"marks"', 'plans, newPlan, constitution, templates, words, mark']],
    ['a wrong type', '{"mark": "yes"}', ['"mark"', 'expected boolean', 'received string']],
    ['a pattern outside', '{"plans": ["ok/*.md", "../*.md"]}', ['"plans.1"', "'..'"]],
    ['an absolute pattern', '{"templates": ["/etc"]}', ['"templates.0"', 'not relative']],
    ['a pattern with braces', '{"plans": ["{a,b}/*.md"]}', ['"plans.0"', '{ }']],
    ['a new plan without a mark', '{"newPlan": "plans/plan.md"}', ['"newPlan"', '{slug}']],
    ['a new plan that is no Markdown', '{"newPlan": "plans/{slug}.txt"}', ['"newPlan"', '.md']],
    ['a new plan with another mark', '{"newPlan": "plans/{slug}/{name}.md"}', ['"newPlan"']],
    ['a constitution outside', '{"constitution": "../c.md"}', ['"constitution"', 'relative']],
    ['two faults', '{"mark": 1, "plans": "x"}', ['"mark"', '"plans"']],
    ['a prototype', '{"__proto__": {"mark": false}, "constructor": 1}', ['constructor']],
  ];
  it.each(faults)('is refused with %s, and nothing else stops', async (_what, text, said) => {
    const files = makeWorkspace({ [name]: text, 'a.md': 'a' });
    const workspace = openWorkspace({ explicit: files.path, cwd: files.path });
    const error = await refusal(() => workspace.listPlans());
    expect(error.code).toBe('invalid_input');
    expect(error.message).toContain(name);
    for (const words of said) expect(error.message).toContain(words);
    expect((await workspace.read('a.md')).text).toBe('a');
    await workspace.edit('a.md', 'test', () => 'b');
    expect(files.read('a.md')).toBe('b');
  });
});
