import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PlanError } from '../../src/errors.ts';
import { applyEach } from '../../src/plan/edits/applyEach.ts';
import { markItem } from '../../src/plan/edits/mark/markItem.ts';
import { type Mark, markStates } from '../../src/plan/edits/mark/model.ts';
import { harbour, verdicts } from '../support/constitutions.ts';
import { hostileMarkdown } from '../support/hostileMarkdown.ts';
import { everyMark, markable, markIn, settingOf } from '../support/marking.ts';
import { recordForms } from '../support/recordForms.ts';

const ids = ['small-boats', 'clean-water', 'quiet-nights'] as const;
const notes = fc.constantFrom(
  'posts stand 2 m apart',
  'when the tide | turns, boats fit',
  '`posts` — not PASS, **well**',
  'If nothing else: 2 m; Clean Water too',
  '[posts] (see section 3)',
  'met',
);
const marks: fc.Arbitrary<Mark> = fc.record(
  {
    item: fc.constantFrom(...ids),
    state: fc.constantFrom('open', 'done', 'pass', 'violation', 'not_applicable', 'deferred'),
    note: notes,
    justification: notes,
  },
  { requiredKeys: ['item', 'state', 'note'] },
);

/** Records in every form, put together in any way: they contradict each other, and stand in each other's sections. */
const blocks = fc.constantFrom(
  '- [ ] **Small Boats:** Will every boat fit between two posts?',
  '- [x] **Clean Water**\n  - PASS: trays and a pump',
  '* ✅ **Quiet Nights**: electric engines\n  * see section 3',
  '- **Quiet Nights**: PASS',
  '- **Small Boats**\n  - VIOLATION: two ferries\n  - Justification: no other pier',
  '- [ ] No oil leaves a boat\n  - PASS: trays',
  '### I. Small Boats — ✅ PASS',
  '### Clean Water',
  '### Quiet Nights\n- [ ] Engines are off\n- [x] Nobody sings',
  '**Status**: PASS\n**Rationale**: posts stand apart',
  '**Clean Water**: ❌ FAIL — the pump leaks',
  '| Principle | Status | Notes |\n|---|---|---|\n| Quiet Nights | ✅ | |\n| Small Boats | | posts |',
  '**Violations:** None',
  '- Violation:\n- Justification:',
  'Small Boats holds: **PASS**',
  '✅ Quiet Nights: electric engines only',
  'All principles pass.',
  '## Gates',
  '## Complexity Tracking\n\n| Violation | Why |\n|---|---|\n| Small Boats: two ferries | no other pier |',
  '- [ ] Depth is measured',
  '**Gate 1**: Depth\n- Status: [PASS / FAIL]\n- Justification: [why]',
  '> - [ ] **Clean Water:** Is it clean?',
  '```\n- **Clean Water**: PASS\n```',
);
const built = fc
  .array(blocks, { maxLength: 8 })
  .map((all) => `# Plan\n\n## Constitution Check\n\n${all.join('\n\n')}\n`);
/** The same, line by line in any order: items go on lazily, tables and fences break off. */
const jumbled = fc
  .array(blocks, { maxLength: 5 })
  .chain((all) => fc.shuffledSubarray(all.flatMap((block) => block.split('\n'))))
  .map((all) => `# Plan\n\n## Constitution Check\n\n${all.join('\n')}\n`);
const formed = fc
  .constantFrom(...recordForms.filter(({ held }) => held.constitution === harbour))
  .map(({ text }) => text);
const setting = settingOf({ constitution: harbour });

function reads({ state, justification }: Mark): readonly string[] {
  const wanted = state === 'done' ? 'pass' : state;
  return (
    everyMark.find(
      (each) => each.state === wanted && (each.justification === undefined) === (justification === undefined),
    )?.reads ?? []
  );
}

for (const [name, texts] of [
  ['formed', formed],
  ['built', built],
] as const) {
  test(`marks on ${name} plans: each reads as it says or is refused, and twice is once`, () => {
    fc.assert(
      fc.property(texts, fc.array(marks, { minLength: 1, maxLength: 3 }), (text, all) => {
        let plan = markable(text, { constitution: harbour }, setting);
        for (const mark of all) {
          try {
            const marked = markIn(plan, mark);
            const next = markable(marked, { constitution: harbour }, setting);
            expect(reads(mark)).toContain(verdicts(next.found)[mark.item]);
            expect(markIn(next, mark), `${plan.text}\n=== ${JSON.stringify(mark)}`).toBe(marked);
            plan = next;
          } catch (fault) {
            if (!(fault instanceof PlanError)) throw fault;
            expect(fault.code).not.toBe('internal');
          }
        }
      }),
      { numRuns: 150 },
    );
  });
}

test('marks of every state on any Markdown are done or refused, one by one', () => {
  const any = fc.record(
    {
      item: fc.constantFrom(...ids, 'constitution', 'gates', '1', 'status', 'gate-1', 'violations'),
      state: fc.constantFrom(...markStates),
      note: notes,
      justification: notes,
    },
    { requiredKeys: ['item', 'state'] },
  );
  fc.assert(
    fc.property(fc.oneof(hostileMarkdown, jumbled), fc.array(any, { minLength: 1, maxLength: 2 }), (text, all) => {
      const { done, refused } = applyEach(
        text,
        all,
        setting,
        (subject, mark: Mark) => markItem(subject, mark, setting),
        ({ item }) => item,
      );
      expect(done.length + refused.length).toBeLessThanOrEqual(all.length);
      for (const { code } of refused) expect(code).not.toBe('internal');
    }),
    { numRuns: 150 },
  );
});
