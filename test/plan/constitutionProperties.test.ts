import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resolvePlace } from '../../src/markdown/addresses.ts';
import { parseDocument } from '../../src/markdown/document.ts';
import { principleAliases } from '../../src/plan/constitution/aliases.ts';
import { checkConstitution } from '../../src/plan/constitution/check.ts';
import { parseConstitution } from '../../src/plan/constitution/parse.ts';
import { builtInWords } from '../../src/plan/words.ts';
import { harbour } from '../support/constitutions.ts';
import { hostileMarkdown } from '../support/hostileMarkdown.ts';

const settled = new Set(['pass', 'justified', 'not_applicable', 'deferred']);

/** Pieces of records, put together in any way. */
const pieces = fc.constantFrom(
  '- [ ] **Small Boats:** ',
  '- [x] **Small Boats:** ',
  '- [x] Clean Water',
  '- **Quiet Nights**: ',
  '### I. Small Boats ',
  '### Clean Water',
  '| Principle | Status | Notes |',
  '|---|---|---|',
  '| Quiet Nights | ',
  '\n',
  '\n\n',
  '  - ',
  '    - ',
  'PASS',
  '✅ ',
  '❌',
  '⚠️',
  'N/A',
  'DEFERRED: ',
  'VIOLATION: ',
  'FAIL',
  ' / ',
  ': ',
  ' — ',
  '[evidence]',
  'posts stand apart',
  'None',
  '**Violations:** ',
  '- Violation: ',
  '- Justification: ',
  '~~',
  '`',
  '**',
  '(',
  ')',
  'not ',
  'if ',
  'Small Boats',
  'Will every boat fit between two posts?',
  'No oil leaves a boat',
  '**Gate 1**: name\n- Status: ',
  'constitution v1.0',
);
const records = fc
  .array(pieces, { maxLength: 40 })
  .map((all) => `# Plan\n\n## Constitution Check\n\n${all.join('')}\n`);

for (const [name, plans] of [
  ['hostile', hostileMarkdown],
  ['pieced', records],
] as const) {
  for (const held of [parseConstitution(harbour), undefined]) {
    test(`${name} plans ${held === undefined ? 'by their own list' : 'under a constitution'}: a pass is settled throughout, lines and places exist`, () => {
      fc.assert(
        fc.property(plans, (text) => {
          const document = parseDocument(text);
          const found = checkConstitution(document, held, { words: builtInWords });
          const open = found.principles.filter(({ verdict }) => !settled.has(verdict));
          if (found.verdict === 'pass') expect([found.principles.length > 0, open]).toEqual([true, []]);
          for (const { verdict, line, evidence, why } of found.principles) {
            if (line !== undefined) expect(line >= 1 && line <= document.lines.length).toBe(true);
            expect(settled.has(verdict) ? evidence : why, verdict).toBeTruthy();
          }
          for (const address of principleAliases(document, held, { words: builtInWords }).values()) {
            expect(resolvePlace(document, address).id).toBe(address);
          }
          expect(checkConstitution(document, held, { words: builtInWords })).toEqual(found);
        }),
        { numRuns: 400 },
      );
    });
  }
}

test('any text is a constitution or none', () => {
  fc.assert(
    fc.property(hostileMarkdown, (text) => {
      const { principles } = parseConstitution(text);
      expect(new Set(principles.map(({ id }) => id)).size).toBe(principles.length);
    }),
  );
});
