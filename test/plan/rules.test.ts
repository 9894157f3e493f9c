import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allPlaces, resolvePlace } from '../../src/markdown/addresses.ts';
import { rules } from '../../src/plan/rules/index.ts';
import type { Found, Rule, RuleSource } from '../../src/plan/rules/model.ts';
import { type ExpectedFinding, fixturesOf, type RuleFixture, rulesFolder } from '../support/ruleFixtures.ts';
import { root } from '../support/sources.ts';

test('every folder of fixtures belongs to a rule, and ids are given once', () => {
  const ids = rules.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(readdirSync(rulesFolder).filter((folder) => !ids.includes(folder))).toEqual([]);
});

test('each rule stands in the file that its id names', () => {
  const files = readdirSync(join(root, 'src', 'plan', 'rules'));
  expect(rules.map(({ id }) => `${id}.ts`).filter((file) => !files.includes(file))).toEqual([]);
});

describe.each(rules.map((rule) => ({ rule, id: rule.id })))('rule $id', ({ rule }) => {
  const fixtures = fixturesOf(rule.id);

  test('has a good and a bad fixture, and says in one sentence what it wants', () => {
    const kinds = fixtures.map(({ kind }) => kind);
    expect(kinds).toContain('good');
    expect(kinds).toContain('bad');
    expect(rule.wants).toMatch(/^\p{Lu}[^\n]{1,200}\.$/u);
  });

  test.each(fixtures.map((fixture) => ({ fixture, name: fixture.name })))('$name', ({ fixture }) => {
    for (const text of [fixture.text, fixture.text.replace(/\n/g, '\r\n')]) {
      const source = fixture.source(text);
      const found = rule.check(source);
      if (fixture.kind === 'skipped') expect(found).toMatch(/^[^\n]{3,200}$/);
      else compare(found, fixture);
      if (typeof found !== 'string') found.forEach((one) => requireSound(one, rule, source));
    }
  });
});

/** What is not as the fixture says, on either side. */
function compare(found: readonly Found[] | string, { kind, expected }: RuleFixture): void {
  if (typeof found === 'string') throw new Error(`The rule had nothing to look at: ${found}`);
  if (kind === 'good') {
    expect(found).toEqual([]);
    return;
  }
  expect(expected, 'a bad fixture marks what is found in it').not.toEqual([]);
  const left = [...found];
  const missing = expected.filter((want) => {
    const at = left.findIndex((one) => fits(one, want));
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
  expect({ missing, unexpected: left }).toEqual({ missing: [], unexpected: [] });
  expect(
    found.map(({ line }) => line),
    'in the order of the document',
  ).toEqual(found.map(({ line }) => line).toSorted((a, b) => a - b));
}

function fits({ line, message, gate }: Found, want: ExpectedFinding): boolean {
  const isHeavy =
    want.weight === undefined ||
    (want.weight === 'error'
      ? gate !== undefined
      : want.weight === 'warning'
        ? gate === undefined
        : gate === want.weight);
  return line === want.line && message.includes(want.fragment) && isHeavy;
}

/** Whatever is found can be gone to and read: an address, a line, a sentence, a gate that the rule owns up to. */
function requireSound(found: Found, rule: Rule, { reading }: RuleSource): void {
  const { document, subject } = reading;
  // A file without any text has no address that could be gone to.
  if (allPlaces(document).length === 0) expect(found.section).toBe('header');
  else expect(resolvePlace(document, found.section, subject.aliases).id).toBe(found.section);
  expect(found.line).toBeGreaterThanOrEqual(1);
  expect(found.line).toBeLessThanOrEqual(Math.max(1, document.lines.length));
  expect(found.message).toMatch(/^[^\n\r]{5,600}[.?!]$/);
  if (found.gate !== undefined) expect(found.gate).toBe(rule.gate);
  for (const text of [found.message, found.expected, found.found, found.fix]) expect(text ?? '').not.toMatch(/\p{Cc}/u);
}
