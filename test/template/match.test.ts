import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { applySplices } from '../../src/markdown/splices.ts';
import { matchTemplate } from '../../src/template/match.ts';
import type { Template } from '../../src/template/model.ts';
import { hostileMarkdown } from '../support/hostileMarkdown.ts';
import { builtIns, loadBuiltIn, loadText, principlesOf, readSeed } from '../support/templates.ts';

const all = builtIns.map(({ id }) => loadBuiltIn(id));

function match(text: string, templates: readonly Template[] = all): string | undefined {
  return matchTemplate(parseDocument(text), templates)?.id;
}

describe('a plan without a mark', () => {
  test.each(builtIns)('is known by its headings and labels: $id', ({ id }) => {
    const template = loadBuiltIn(id);
    expect(match(template.text)).toBe(id);
    expect(match(template.text.replaceAll('\n', '\r\n'))).toBe(id);
    const fills = template.slots.map((slot) => ({
      ...slot.span,
      text: slot.class === 'empty_field' ? ' written' : 'written',
    }));
    expect(match(applySplices(template.text, fills))).toBe(id);
  });

  test.each(builtIns)('is known whatever constitution it was made under: $id', ({ id }) => {
    const principles = principlesOf('\n## Core Principles\n\n### One\n\n### Two\n\n### Three\n');
    expect(match(loadBuiltIn(id).render(principles).text)).toBe(id);
  });

  for (const { id, seed } of builtIns) {
    const text = readSeed(seed);
    test.skipIf(text === undefined)(`is known where it was made from ../shared/seeds/${seed}: ${id}`, () => {
      expect(match(text ?? '')).toBe(id);
    });
  }

  test('may have lost a little and gained a little', () => {
    const { text } = loadBuiltIn('layered-platform');
    const shorter = text.replace(/## Documentation Updates\n[^#]*/, '');
    expect(match(`${shorter}\n## Extra\n\n**New**: yes\n`)).toBe('layered-platform');
  });

  test('is unknown where too much is missing or most is foreign', () => {
    const { text } = loadBuiltIn('layered-platform');
    expect(match(text.slice(0, text.length / 2))).toBeUndefined();
    const foreign = Array.from(
      { length: 40 },
      (_, at) => `## Foreign ${String.fromCodePoint(97 + at)} part\n\nWords.\n`,
    ).join('\n');
    expect(match(`${text}\n${foreign}`)).toBeUndefined();
  });

  test('is unknown for any other Markdown', () => {
    fc.assert(
      fc.property(hostileMarkdown, (text) => {
        expect(match(text)).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });

  test("takes the workspace's template before a built-in one that fits as well", () => {
    const { text } = loadBuiltIn('service-delivery');
    const own = loadText(text);
    expect(match(text, [own, ...all])).toBe('own');
    expect(match(text, [loadText('# Small\n\n## A\n'), ...all])).toBe('service-delivery');
  });

  test('is unknown where two templates fit, unless they are copies', () => {
    const { text } = loadBuiltIn('service-delivery');
    expect(match(text, [loadText(text), loadText(`${text}\nMore.\n`)])).toBeUndefined();
    expect(match(text, [loadText(text), loadText(text)])).toBe('own');
  });

  test('is not told by two headings', () => {
    expect(match('# P\n\n## A\n\n## B\n', [loadText('# P\n\n## A\n\n## B\n')])).toBeUndefined();
  });
});
