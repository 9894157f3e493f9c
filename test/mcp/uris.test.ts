import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { constitutionUri, parseUri, planUri, templateUri } from '../../src/mcp/resources/uris.ts';

/** Any text, halves of surrogate pairs too. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
  fc
    .array(fc.constantFrom('/', '#', '?', '%', '%41', ' ', '..', 'é', '计', '😀', '\ud83d', '\0', '\n', 'a'), {
      minLength: 1,
      maxLength: 20,
    })
    .map((parts) => parts.join('')),
);

describe('the URI of a plan', () => {
  it('gives any path back', () => {
    fc.assert(
      fc.property(anyText, (path) => {
        expect(parseUri(planUri(path))).toEqual({ kind: 'plan', path });
      }),
    );
  });

  it('gives any path and address back', () => {
    fc.assert(
      fc.property(anyText, anyText, (path, address) => {
        expect(parseUri(planUri(path, address))).toEqual({ kind: 'plan', path, address });
      }),
    );
  });

  it('is read by URL libraries as the same', () => {
    for (const path of [
      'plans/a b.md',
      'Plans/Ünï.md',
      'a@b/c:d.md',
      'x/[1].md',
      '100%/#1?.md',
      '.specify/x/plan.md',
    ]) {
      const uri = planUri(path, 'scope/phase-1');
      expect(parseUri(new URL(uri).href)).toEqual({ kind: 'plan', path, address: 'scope/phase-1' });
    }
  });

  it('keeps the folders readable', () => {
    expect(planUri('specs/006-login/plan.md')).toBe('plan://specs/006-login/plan.md');
    expect(planUri('plans/a b#1.md', 'T012')).toBe('plan://plans/a%20b%231.md#T012');
  });

  it.each([
    ['plan://006', { kind: 'plan', path: '006' }],
    ['PLAN://a b.md#My Scope', { kind: 'plan', path: 'a b.md', address: 'My Scope' }],
    ['plan://a.md#', { kind: 'plan', path: 'a.md' }],
    ['plan://100%.md', { kind: 'plan', path: '100%.md' }],
    ['plan://../../etc/passwd', { kind: 'plan', path: '../../etc/passwd' }],
    ['plan://a.md#scope%2Fphase-1', { kind: 'plan', path: 'a.md', address: 'scope/phase-1' }],
  ])('is read as people type it: %s', (uri, named) => {
    expect(parseUri(uri)).toEqual(named);
  });
});

describe('other URIs', () => {
  it('name templates and the constitution', () => {
    expect(parseUri(constitutionUri)).toEqual({ kind: 'constitution' });
    fc.assert(
      fc.property(anyText, (id) => {
        expect(parseUri(templateUri(id))).toEqual({ kind: 'template', id });
      }),
    );
  });

  it.each([
    '',
    'plan',
    'plan:',
    'plan://',
    'plan:a.md',
    'file:///etc/passwd',
    'constitution://old',
    `plan://${'a'.repeat(1_000_000)}`,
  ])('are refused, in few words: %.30s', (uri) => {
    const refusal = (() => {
      try {
        return parseUri(uri);
      } catch (error) {
        return error;
      }
    })();
    expect(refusal).toMatchObject({ code: 'invalid_input', fix: expect.stringContaining('plan://PATH#ADDRESS') });
    expect(String(refusal).length).toBeLessThan(200);
  });
});
