import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlanError } from '../../src/errors.ts';
import { parseDocument } from '../../src/markdown/document.ts';
import { applySplices } from '../../src/markdown/splices.ts';
import { markSplice, readMark } from '../../src/template/mark.ts';
import { hostileMarkdown } from '../support/hostileMarkdown.ts';

const mark = { id: 'layered-platform', revision: '0123456789ab' };
const line = 'plankeeper: layered-platform@0123456789ab';

function marked(text: string): string {
  return applySplices(text, [markSplice(parseDocument(text), mark)]);
}

describe("a plan's mark", () => {
  test.each([
    ['', `---\n${line}\n---\n`],
    ['# Plan\n', `---\n${line}\n---\n# Plan\n`],
    ['\uFEFF# Plan\r\n\r\nText\r\n', `\uFEFF---\r\n${line}\r\n---\r\n# Plan\r\n\r\nText\r\n`],
    ['# Plan\rText\r', `---\r${line}\r---\r# Plan\rText\r`],
    ['---\nstatus: Draft\n---\n# Plan\n', `---\nstatus: Draft\n${line}\n---\n# Plan\n`],
    ['---\r\nstatus: Draft\r\n---\r\n# Plan\r\n', `---\r\nstatus: Draft\r\n${line}\r\n---\r\n# Plan\r\n`],
    ['\uFEFF---\nnote: |\n  two\n  lines\n---\n', `\uFEFF---\nnote: |\n  two\n  lines\n${line}\n---\n`],
    ['---\n---\n# Plan\n', `---\n${line}\n---\n# Plan\n`],
    ['***\n\n# Plan\n', `---\n${line}\n---\n***\n\n# Plan\n`],
  ])('is added to %j by one splice', (text, expected) => {
    expect(marked(text)).toBe(expected);
  });

  test('takes the place of an older one', () => {
    expect(marked('---\nplankeeper: other@aaaaaaaaaaaa # made from\nb: 1\n---\n')).toBe(
      `---\n${line} # made from\nb: 1\n---\n`,
    );
    expect(marked('---\nplankeeper: "other@aaaaaaaaaaaa"\n---\n')).toBe(`---\n${line}\n---\n`);
  });

  test('is refused where the key holds something else', () => {
    expect(() => marked('---\nplankeeper:\n  id: own\n---\n')).toThrow(PlanError);
    expect(() => marked('---\nplankeeper: yes\n---\n')).toThrow(PlanError);
  });

  test('is read back from any text, and nothing else of it changes', () => {
    fc.assert(
      fc.property(hostileMarkdown, (text) => {
        const after = marked(text);
        expect(readMark(parseDocument(after))).toEqual(mark);
        expect(marked(after)).toBe(after);
        const eol = parseDocument(text).eol;
        expect([`${line}${eol}`, `---${eol}${line}${eol}---${eol}`].map((added) => after.replace(added, ''))).toContain(
          text,
        );
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    'plankeeper: own',
    'plankeeper: own@0123',
    'plankeeper: a b@0123456789ab',
    'plankeeper: own@0123456789AB',
    'Plankeeper: own@0123456789ab',
  ])('is not read out of %j', (yaml) => {
    expect(readMark(parseDocument(`---\n${yaml}\n---\n`))).toBeUndefined();
  });

  test('stands in front matter alone', () => {
    expect(readMark(parseDocument(`# Plan\n\n${line}\n`))).toBeUndefined();
  });
});
