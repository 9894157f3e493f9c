import { describe, expect, test } from 'vitest';
import { PlanError } from '../../src/errors.ts';
import { resolvePlace } from '../../src/markdown/addresses.ts';
import { parseDocument } from '../../src/markdown/document.ts';
import type { Document } from '../../src/markdown/model.ts';
import { listSections } from '../../src/markdown/outline.ts';
import { textOf } from '../support/places.ts';

const plan = parseDocument(`# Implementation Plan: Payment retries

**Status:** Draft

## 1. Technical Context

### 1.1 Technology Stack

- Backend: a small service

### 1.2 Unknowns & Research Needs

- [ ] How often do banks answer late?

## 5. Phase 2: Implementation Strategy

### 5.1 Development Phases

#### Phase 1: Skeleton

**Goal**: one payment goes through

##### Success Criteria

- one payment

#### Phase 2: Traffic

##### Success Criteria

- all payments

### 5.3 Risk Mitigation

**Risk 1**: Double charges
- **Impact**: High

## Maßnahmen

Keine.

## Timeline

| Phase | Duration |
|---|---|
| Phase 1 | 3 days |
| Phase 2 | 5 days |
| **Total** | 8 days |

## Work

- [ ] T012 write the retry table
- FR-003 limits per tenant
- Q2 which bank first
- ask every bank for its own limits again

## Rollback Plan

Switch the flag off.

## Rollout

## Success Metrics

---

**Plan Status:** Draft
`);

function idOf(address: string, aliases?: ReadonlyMap<string, string>): string {
  return resolvePlace(plan, address, aliases).id;
}

function refusalOf(document: Document, address: string): PlanError {
  try {
    const place = resolvePlace(document, address);
    throw new Error(`"${address}" resolved to ${place.id}.`);
  } catch (error) {
    if (error instanceof PlanError) return error;
    throw error;
  }
}

describe('resolving an address', () => {
  test.each([
    ['an exact id', 'rollback-plan', 'rollback-plan'],
    ['an exact id with a path', 'technical-context/technology-stack', 'technical-context/technology-stack'],
    ['an exact id before a longer trailing part', 'phase-2', 'phase-2'],
    ['the header', 'header', 'header'],
    ['the footer', 'footer', 'footer'],
    ['a number', '5.3', 'phase-2/risk-mitigation'],
    ['a number of level 2', '5', 'phase-2'],
    ['a number with its dot', '5.', 'phase-2'],
    ['the words of a heading', 'Risk Mitigation', 'phase-2/risk-mitigation'],
    ['the words with their number', '5.3 Risk Mitigation', 'phase-2/risk-mitigation'],
    ['the words of a heading with signs', 'Unknowns & Research Needs', 'technical-context/unknowns-research-needs'],
    ['the words of a unit', 'Risk 1: Double charges', 'phase-2/risk-mitigation/risk-1'],
    ['a unique trailing part', 'technology-stack', 'technical-context/technology-stack'],
    ['a unique trailing part of two', 'development-phases/phase-1', 'phase-2/development-phases/phase-1'],
    ['a trailing part below a twin', 'phase-2/success-criteria', 'phase-2/development-phases/phase-2/success-criteria'],
    ['a unit by its trailing part', 'risk-1', 'phase-2/risk-mitigation/risk-1'],
    ['a unique prefix', 'rollback', 'rollback-plan'],
    ['a unique prefix in words', 'unknowns', 'technical-context/unknowns-research-needs'],
    ['a prefix of a section with items below', 'technical', 'technical-context'],
    ['a number and a slug', '5.1/phase-1', 'phase-2/development-phases/phase-1'],
    ['a number and two slugs', '5.1/phase-1/success-criteria', 'phase-2/development-phases/phase-1/success-criteria'],
    ['a slug and a number', 'phase-2/5.3', 'phase-2/risk-mitigation'],
    ['a number and a unit', '5.3/risk-1', 'phase-2/risk-mitigation/risk-1'],
    ['a row', 'timeline/phase-2', 'timeline/phase-2'],
    ['a bold row', 'timeline/total', 'timeline/total'],
    ['an item by its six words', 'work/ask-every-bank-for-its-own', 'work/ask-every-bank-for-its-own'],
    ['blanks around it', '  rollback-plan ', 'rollback-plan'],
  ])('finds %s: %j', (_name, address, id) => {
    expect(idOf(address)).toBe(id);
    expect(idOf(address.toUpperCase())).toBe(id);
    expect(idOf(address.toLowerCase())).toBe(id);
  });

  test('finds items by their own ids, alone and below their section', () => {
    for (const own of ['T012', 'FR-003', 'Q2']) {
      const place = resolvePlace(plan, own);
      expect(place.kind).toBe('item');
      expect(textOf(plan, place.span)).toContain(own);
      expect(resolvePlace(plan, `work/${own}`)).toBe(place);
      expect(resolvePlace(plan, own.toLowerCase())).toBe(place);
      expect(resolvePlace(plan, place.id)).toBe(place);
    }
  });

  test('knows letters that change their length with their case', () => {
    expect(idOf('MASSNAHMEN')).toBe('maßnahmen');
    expect(idOf('MAẞNAHMEN')).toBe('maßnahmen');
  });

  test('knows letters in both of their written forms, and tells twins of case apart by their own spelling', () => {
    const document = parseDocument('## Éléments à décider\n\n## Maße\n\n## Masse\n');
    expect(resolvePlace(document, 'éléments-à-décider'.normalize('NFD')).id).toBe('éléments-à-décider');
    expect(resolvePlace(document, 'Éléments à Décider'.normalize('NFD')).id).toBe('éléments-à-décider');
    expect(resolvePlace(document, 'Maße').id).toBe('maße');
    expect(resolvePlace(document, 'Masse').id).toBe('masse');
    expect(resolvePlace(document, 'MASSE').id).toBe('masse');
  });

  test('takes a prefix only where it ends at a word', () => {
    expect(refusalOf(plan, 'rollb').code).toBe('unknown_address');
    expect(refusalOf(plan, 'technolog').code).toBe('unknown_address');
  });

  test('goes by an alias, in any case, and never instead of an id', () => {
    const aliases = new Map([
      ['questions', 'technical-context/unknowns-research-needs'],
      ['risks', 'phase-2/risk-mitigation'],
      ['timeline', 'rollout'],
    ]);
    expect(idOf('questions', aliases)).toBe('technical-context/unknowns-research-needs');
    expect(idOf('Questions', aliases)).toBe('technical-context/unknowns-research-needs');
    expect(idOf('risks', aliases)).toBe('phase-2/risk-mitigation');
    expect(idOf('timeline', aliases)).toBe('timeline');
    expect(refusalOf(plan, 'questions').code).toBe('unknown_address');
  });

  test('puts the id before the number, the number before the words, the words before a part', () => {
    const document = parseDocument(
      [
        '## 2. Alpha',
        '## Two',
        '### Alpha notes',
        '## 3. Two',
        '## Beta',
        '### Gamma',
        '## Gamma rays',
        '## Delta',
        '### Beta',
      ].join('\n\n'),
    );
    expect(resolvePlace(document, '2').id).toBe('alpha');
    expect(resolvePlace(document, 'two').id).toBe('two');
    expect(resolvePlace(document, 'Alpha').id).toBe('alpha');
    expect(resolvePlace(document, 'beta').id).toBe('beta');
    expect(resolvePlace(document, 'gamma').id).toBe('beta/gamma');
  });

  test('ignores the title in paths', () => {
    expect(refusalOf(plan, 'implementation-plan-payment-retries/rollout').code).toBe('unknown_address');
  });
});

describe('an unknown address', () => {
  test('is refused with the nearest candidates first', () => {
    const refusal = refusalOf(plan, 'Rolback Plan');
    expect(refusal.code).toBe('unknown_address');
    expect(refusal.text).toContain('Rolback Plan');
    expect(candidatesIn(plan, refusal.text)[0]).toBe('rollback-plan');
  });

  test('is refused with the nearest candidates first where they lie deep', () => {
    expect(candidatesIn(plan, refusalOf(plan, 'tecnology-stak').text)[0]).toBe('technical-context/technology-stack');
  });

  test('names none where nothing is near, and then where to look', () => {
    const document = parseDocument(
      '# Offer\n\n## Notes\n\n- 95 opens at nine\n- node 20 or later\n\n## Open Questions\n\n- What for?\n',
    );
    const { text } = refusalOf(document, 'nope');
    expect(text).not.toContain('Nearest');
    expect(text).toContain('read_plan view "outline"');
    expect(candidatesIn(document, text)).toEqual([]);
  });

  test.each([
    ['risks', ['phase-2/risk-mitigation/risk-1', 'phase-2/risk-mitigation']],
    ['timeline/phase-3', ['timeline/phase-1', 'timeline/phase-2', 'timeline']],
    ['Rolback Plan', ['rollback-plan']],
    ['Sucess Metric', ['success-metrics']],
  ])('names what is near and nothing else: %j', (address, ids) => {
    expect(refusalOf(plan, address).fix).toBe(`Nearest: ${ids.join(', ')}.`);
  });

  test('names at most three of many', () => {
    const headings = Array.from(
      { length: 40 },
      (_, index) => `## Step ${String.fromCharCode(97 + (index % 26))}${index} of the work`,
    );
    const document = parseDocument(headings.join('\n\n'));
    expect(candidatesIn(document, refusalOf(document, 'step zz of the work today').text)).toHaveLength(3);
  });

  test('is refused in a document without sections', () => {
    expect(refusalOf(parseDocument(''), 'overview').code).toBe('unknown_address');
  });

  test.each(['', ' ', '/', '//', '-', '.', '/rollout/', 'rollout//x', '__proto__', 'constructor', '\0', '\uD800'])(
    'never breaks on %j',
    (address) => {
      expect(() => resolvePlace(plan, address)).toThrow(PlanError);
    },
  );

  test('is quoted bounded and without control characters', () => {
    const refusal = refusalOf(plan, `bad\u0007\u001B[31m${'x'.repeat(5000)}`);
    expect(refusal.text.length).toBeLessThan(1500);
    expect(refusal.text).not.toMatch(/\p{Cc}/u);
  });
});

describe('an ambiguous address', () => {
  test('is refused with the places that it may mean', () => {
    const refusal = refusalOf(plan, 'success-criteria');
    expect(refusal.code).toBe('ambiguous_address');
    expect(refusal.text).toContain('phase-2/development-phases/phase-1/success-criteria');
    expect(refusal.text).toContain('phase-2/development-phases/phase-2/success-criteria');
  });

  test('is so for a prefix of two', () => {
    const document = parseDocument('## Risk Log\n\n## Risk Owners\n\n## Notes\n');
    expect(refusalOf(document, 'risk').code).toBe('ambiguous_address');
  });

  test('is so for a number that stands twice', () => {
    const document = parseDocument('## 1. One\n\n## 1. Other\n');
    expect(refusalOf(document, '1').code).toBe('ambiguous_address');
    expect(resolvePlace(document, 'other').id).toBe('other');
  });

  test('is so for words that head two sections, but an id among them wins', () => {
    const document = parseDocument(
      '## A\n\n### Open Points\n\n## B\n\n### Open Points\n\n## C\n\n### Notes\n\n## Notes\n',
    );
    expect(refusalOf(document, 'Open Points').code).toBe('ambiguous_address');
    expect(resolvePlace(document, 'notes').id).toBe('notes');
  });

  test('names at most ten', () => {
    const document = parseDocument(
      Array.from({ length: 30 }, (_, index) => `## Part ${index}: x\n\n### Notes`).join('\n\n'),
    );
    const refusal = refusalOf(document, 'notes');
    expect(refusal.code).toBe('ambiguous_address');
    const names = candidatesIn(document, refusal.text);
    expect(names.length).toBeGreaterThan(1);
    expect(names.length).toBeLessThanOrEqual(10);
  });
});

/** The ids of sections that a text names, in the order in which it names them. */
function candidatesIn(document: Document, text: string): string[] {
  const words = text.split(/[\s,"“”]+/).map((word) => word.replace(/[.:;]+$/, ''));
  const ids = new Set(listSections(document).map((section) => section.id));
  return words.filter((word) => ids.has(word));
}
