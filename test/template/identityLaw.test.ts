import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostileMarkdown } from '../support/hostileMarkdown.ts';
import { loadText } from '../support/templates.ts';

const ours = /^["']?(?:plankeeper|engine)["']?[ \t]*:/m;

const templateTalk = fc
  .array(
    fc.constantFrom(
      '{{name}}',
      '{{#if x}}',
      '{{/if}}',
      '{{> phase}}',
      '{{{raw}}}',
      '{{slot "A"}}',
      '{{log "x"}}',
      '[FEATURE]',
      '\uFDD0',
      '\uFDD4',
      '<%= x %>',
      '${x}',
      '\n',
      '\r\n',
      'words ',
      '# H\n',
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

describe('a plain template renders to its exact bytes', () => {
  test('whatever is in it', () => {
    fc.assert(
      fc.property(hostileMarkdown, (text) => {
        fc.pre(!ours.test(text));
        const template = loadText(text);
        expect(template.text).toBe(text);
        expect(template.render([]).text).toBe(text);
        expect(template.engine).toBe('plain');
      }),
      { numRuns: 300 },
    );
  });

  test('also where it looks like a template of ours', () => {
    fc.assert(
      fc.property(templateTalk, (text) => {
        const principle = { title: 'T', question: '', text: '', strength: '', rules: ['R'] };
        expect(loadText(text).render([principle]).text).toBe(text);
      }),
    );
  });

  test('less its own metadata, wherever that stands', () => {
    const others = fc.array(
      fc.constantFrom(
        'title: "a: b"',
        'created: 2026-11-02',
        '# a comment',
        'n: 007',
        'list:\n  - x\n  - y',
        'v: 1.10',
      ),
      { maxLength: 4 },
    );
    const map = fc.constantFrom(
      'plankeeper:\n  id: own\n  title: Own\n',
      'plankeeper:\n    id: own\n    # inside\n    roles:\n      risks: dangers\n',
      'plankeeper: { id: own, statuses: [Draft, Done] }\n',
      '"plankeeper":\n  id: own\n\n  description: after a blank line\n',
      'plankeeper:\n  id: own\n  description: >-\n    folded over\n    two lines\n',
    );
    const ending = fc.constantFrom('\n', '\r\n', '\r');
    const bom = fc.constantFrom('', '\uFEFF');
    fc.assert(
      fc.property(others, others, map, hostileMarkdown, ending, bom, (before, after, own, body, eol, mark) => {
        const above = before
          .map((each) => `${each.replace(/^(\w+)/, 'b_$1')}\n`)
          .filter((each, at, all) => each.startsWith('#') || all.indexOf(each) === at);
        const below = after
          .map((each) => `${each.replace(/^(\w+)/, 'a_$1')}\n`)
          .filter((each, at, all) => each.startsWith('#') || all.indexOf(each) === at);
        const write = (yaml: string): string => `---\n${yaml}---\n`.replaceAll('\n', eol);
        const rest = body.replaceAll('\uFEFF', '');
        // Put together, `\r` and `\n` are the one ending of the closing line.
        fc.pre(!(eol === '\r' && rest.startsWith('\n')));
        const kept = above.join('') + below.join('');
        const template = loadText(mark + write(above.join('') + own + below.join('')) + rest);
        expect(template.text).toBe(mark + (kept === '' ? '' : write(kept)) + rest);
        expect(template.id).toBe('own');
      }),
      { numRuns: 200, examples: [[[], [], 'plankeeper:\n  id: own\n  title: Own\n', '\r\n', '\n', '']] },
    );
  });
});
