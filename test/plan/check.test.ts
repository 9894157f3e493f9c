import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { PlanError } from '../../src/errors.ts';
import { resolvePlace } from '../../src/markdown/addresses.ts';
import { parseDocument } from '../../src/markdown/document.ts';
import { checkPlan, type PlanCheck } from '../../src/plan/check.ts';
import { parseConstitution } from '../../src/plan/constitution/parse.ts';
import { readingOf } from '../../src/plan/planReading.ts';
import { constitution } from '../../src/plan/rules/constitution.ts';
import { gateList } from '../../src/plan/rules/gate-list.ts';
import { rules } from '../../src/plan/rules/index.ts';
import type { Companions, RuleSource } from '../../src/plan/rules/model.ts';
import { builtInWords } from '../../src/plan/words.ts';
import { harbour } from '../support/constitutions.ts';
import { hostileMarkdown } from '../support/hostileMarkdown.ts';
import { loadBuiltIn, loadText } from '../support/templates.ts';

const alone: Companions = {
  links: new Map(),
  spec: undefined,
  branch: undefined,
  takenIds: new Map(),
  tasks: undefined,
};

function source(text: string, more: Partial<Parameters<typeof readingOf>[1]> = {}): RuleSource {
  const setting = {
    template: undefined,
    path: 'plans/a.md',
    words: builtInWords,
    constitution: undefined,
    today: '2026-11-21',
    ...more,
  };
  return { reading: readingOf(parseDocument(text), setting), companions: alone };
}

/** The rules that the text below has something for. */
const rulesHere = ['unfilled', 'checklist', 'open-question', 'gate-list'];

/** `severity rule section blocks` of each finding of theirs. */
function told({ findings }: PlanCheck): readonly string[] {
  const found = findings.filter(({ rule }) => rulesHere.includes(rule));
  return found.map(({ severity, rule, section, blocks }) => [severity, rule, section, blocks ?? '-'].join(' '));
}

const plan = (status: string): string => `# Plan: Night ferry

**Status**: ${status}

## Work

[Describe what is done]

## Deployment Checklist

- [ ] Lamps lit

## Open Questions

- Who steers?

## Gates

- [ ] Crew found
`;

describe('what a finding weighs', () => {
  it('is an error where the step to the next status passes what it blocks, else a warning', () => {
    const check = checkPlan(source(plan('Draft')));
    expect([check.ready, check.forStatus]).toEqual([false, 'In Review']);
    expect(told(check)).toEqual([
      'error gate-list gates In Review',
      'warning unfilled work Approved',
      'warning checklist deployment-checklist Completed',
      'warning open-question open-questions/who-steers Approved',
    ]);
  });

  it('counts every gate on the way of a jump, in the order of the document', () => {
    const check = checkPlan(source(plan('Draft')), 'Completed');
    expect(told(check).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'error unfilled',
      'error checklist',
      'error open-question',
      'error gate-list',
    ]);
  });

  it('holds a plan that stands there already, or has gone beyond, to all that it must have passed', () => {
    const there = checkPlan(source(plan('Approved')), 'approved');
    expect(told(there)).toEqual([
      'error unfilled work Approved',
      'error open-question open-questions/who-steers Approved',
      'error gate-list gates In Review',
      'warning checklist deployment-checklist Completed',
    ]);
    expect(checkPlan(source(plan('Completed'))).forStatus).toBe('Completed');
    expect(told(checkPlan(source(plan('Completed')), 'In Review'))[0]).toBe('error gate-list gates In Review');
  });

  it('holds what stands behind a plan as well as what lies ahead', () => {
    const check = checkPlan(source(plan('Approved')));
    expect([check.ready, check.forStatus]).toEqual([false, 'In Progress']);
  });

  it('blocks nothing for a status aside', () => {
    for (const status of ['Rejected', 'on hold', 'superseded']) {
      const check = checkPlan(source(plan('Draft')), status);
      expect(check.ready).toBe(true);
      expect(told(check)).toHaveLength(4);
    }
  });

  it('blocks nothing where the life of the plan has no such gate', () => {
    const template = loadText(
      '---\nplankeeper:\n  id: own\n  statuses: [Idea, Live]\n---\n# Plan: [Name]\n\nStatus: Idea\n',
    );
    const check = checkPlan(source(plan('Idea'), { template }));
    expect([check.forStatus, told(check).filter((line) => !line.includes('unfilled'))]).toEqual([
      'Live',
      [
        'error gate-list gates Live',
        'warning checklist deployment-checklist -',
        'warning open-question open-questions/who-steers -',
      ],
    ]);
  });
});

describe('the status that is asked about', () => {
  it.each([
    ['approved', 'Approved'],
    ['IN PROGRESS', 'In Progress'],
    ['done', 'Completed'],
    ['已批准', 'Approved'],
    ['Entwurf', 'Draft'],
    ['on hold', 'On Hold'],
  ])('%s is %s', (asked, status) => {
    expect(checkPlan(source(plan('Draft')), asked).forStatus).toBe(status);
  });

  it('is refused with the list where the life does not have it', () => {
    expect(() => checkPlan(source(plan('Draft')), 'Shipped')).toThrow(
      expect.objectContaining({
        code: 'invalid_choice',
        message: 'A plan of this kind has no status "Shipped".',
        fix: 'Choose one of: Draft, In Review, Approved, In Progress, Completed, Rejected, Superseded, On Hold.',
      }),
    );
  });

  it('is the second of the life where the plan says none, or one that is not its life’s', () => {
    for (const status of ['[Draft / In Review / Approved]', 'Simmering', 'On Hold']) {
      expect(checkPlan(source(plan(status))).forStatus).toBe('In Review');
    }
    expect(checkPlan(source('# Plan\n\n## Work\n\nDone.\n')).forStatus).toBe('In Review');
    expect(checkPlan(source('')).forStatus).toBe('In Review');
  });
});

it('tells prerequisites before everything else', () => {
  const text = '# Implementation Plan: [FEATURE NAME]\n\nOwner: [Who]\nFeature Spec: S-A-001\nStatus: Draft\n';
  const check = checkPlan(source(text, { template: loadBuiltIn('spec-traceable') }), 'Approved');
  expect(check.findings[0]).toMatchObject({ rule: 'prerequisites', severity: 'error', line: 4 });
  expect(check.findings[1]?.line).toBe(1);
});

it('tells many findings of one rule by their first ones', () => {
  const questions = Array.from({ length: 300 }, (_, index) => `- Who steers boat ${index}?`).join('\n');
  const check = checkPlan(source(`# Plan\n\nStatus: Draft\n\n## Open Questions\n\n${questions}\n`), 'Approved');
  const found = check.findings.filter(({ rule }) => rule === 'open-question');
  expect(found).toHaveLength(41);
  expect(found.at(-1)).toMatchObject({
    severity: 'error',
    line: 47,
    message: '260 more of this kind stand from here on; mend the first ones and check again.',
  });
});

describe('why a rule is skipped', () => {
  const whyOf = (found: PlanCheck, id: string): string | undefined =>
    found.skipped.find(({ rule }) => rule === id)?.why;

  it('is that the template is not known, for every rule that asks it', () => {
    const found = checkPlan(source('# Plan\n\n## Work\n\nText of it.\n'));
    for (const id of ['prerequisites', 'template-bleed', 'required-section', 'choice', 'branch'])
      expect(whyOf(found, id), id).toBe("the plan's template is not known");
  });

  it('is no lack of tasks where lists of them wait to be filled', () => {
    const template = loadBuiltIn('service-delivery');
    const found = checkPlan(source(template.text, { template }));
    expect(whyOf(found, 'timeline-status')).toBe('no task is written in its phases');
    expect(whyOf(found, 'prerequisites')).toBe('the template asks for nothing beforehand');
  });

  it('is that phases can not be told apart where two have one number', () => {
    const phase = '### Phase 1: Posts\n\n**Tasks:**\n- [ ] T001 Drive them\n';
    const timeline = '## Timeline\n\n| Phase | Start | Status |\n|---|---|---|\n| Phase 1 | 2026-01-02 | Open |\n';
    const found = checkPlan(source(`# Plan\n\n## Phases\n\n${phase}\n${phase.replace('T001', 'T002')}\n${timeline}`));
    expect(whyOf(found, 'timeline-status')).toBe('no number of their own tells its phases apart');
  });
});

it('names every rule once, as checked or as skipped', () => {
  const { checked, skipped } = checkPlan(source(plan('Draft')));
  expect([...checked, ...skipped.map(({ rule }) => rule)].toSorted()).toEqual(rules.map(({ id }) => id).toSorted());
});

/** Pieces of records and gates, put together in any way. */
const pieces = fc.constantFrom(
  '- [ ] **Small Boats:** ',
  '- [x] **Small Boats:** all fit',
  '- [x] Clean Water',
  '- **Quiet Nights**: ',
  '\n',
  '\n\n',
  '  - ',
  'PASS: seen on site',
  'PASS',
  'N/A',
  'DEFERRED: until spring',
  'VIOLATION: the pump is old',
  '\n  - Justification: a new one comes in March\n',
  'FAIL',
  'CONDITIONAL',
  '**Violations:** ',
  'None',
  '- Violation: old lamps\n',
  '\n**Gate 1**: name\n- Status: ',
  '\n\n## Gates\n\n',
  '- [ ] Crew found\n',
  '- [x] Crew found\n',
  '\n\n## Gate Evaluation\n\n',
);
const records = fc
  .array(pieces, { maxLength: 25 })
  .map((all) => `# Plan\n\n## Constitution Check\n\n${all.join('')}\n`);

/** A record for each principle and a gate, most of them in order: what is left is one fault alone. */
const mostly = (good: readonly string[], bad: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...good) }, { weight: 1, arbitrary: fc.constantFrom(...bad) });
const record = mostly(
  [
    'PASS: seen on site',
    'N/A: no engine on board',
    'DEFERRED: until spring',
    'VIOLATION: the pump is old\n  - Justification: a new one comes in March',
  ],
  ['PASS', 'N/A', 'VIOLATION: the pump is old', ''],
);
const gate = mostly(['PASS', 'CONDITIONAL: Ben signs in December'], ['CONDITIONAL', 'FAIL', '[PASS / FAIL]']);
const nearlyWhole = fc
  .tuple(record, record, record, gate, mostly(['x'], [' ']), mostly(['None'], ['the lamps are too bright']))
  .map(
    ([boats, water, nights, state, box, violations]) =>
      `# Plan\n\n## Constitution Check\n\n- **Small Boats**: ${boats}\n- **Clean Water**: ${water}\n- **Quiet Nights**: ${nights}\n\n**Violations:** ${violations}\n\n**Gate 1**: Crew\n- Status: ${state}\n\n## Gates\n\n- [${box}] Crew found\n`,
  );

test.each([
  ['a constitution', harbour],
  ['no constitution', undefined],
])('under %s nothing blocks exactly where check_constitution says pass', (_, text) => {
  const held = text === undefined ? undefined : parseConstitution(text, builtInWords, 'docs/constitution.md');
  let passes = 0;
  fc.assert(
    fc.property(fc.oneof({ weight: 3, arbitrary: nearlyWhole }, records, hostileMarkdown), (plan) => {
      const given = source(plan, { constitution: held });
      const found = [constitution.check(given), gateList.check(given)];
      if (typeof found[0] === 'string') return;
      const isFree = found.every((one) => typeof one === 'string' || one.every(({ gate }) => gate === undefined));
      if (isFree) passes += 1;
      expect(isFree).toBe(given.reading.constitution.verdict === 'pass');
    }),
    { numRuns: 400 },
  );
  expect(passes).toBeGreaterThan(5);
});

/** A table below its status may name the statuses that a plan has, and not this one. */
function findingsOf(given: RuleSource): PlanCheck['findings'] {
  try {
    return checkPlan(given, 'Completed').findings;
  } catch (error) {
    if (error instanceof PlanError && error.code === 'invalid_choice') return [];
    throw error;
  }
}

test('no plan breaks a rule, and every finding stands somewhere', () => {
  const templates = new Map(['service-delivery', 'spec-traceable'].map((id) => [id, loadBuiltIn(id)]));
  fc.assert(
    fc.property(hostileMarkdown, fc.constantFrom('none', ...templates.keys()), (text, id) => {
      const given = source(text, { template: templates.get(id) });
      const { document, subject } = given.reading;
      for (const { section, line, message, fix } of findingsOf(given)) {
        expect(line >= 1 && line <= Math.max(1, document.lines.length)).toBe(true);
        expect(message + (fix ?? '')).not.toMatch(/\p{Cc}/u);
        if (document.title !== undefined || document.top.length > 0)
          expect(resolvePlace(document, section, subject.aliases).id).toBe(section);
      }
    }),
    { numRuns: 200 },
  );
});
