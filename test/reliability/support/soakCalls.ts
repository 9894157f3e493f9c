import { type Chance, chanceOf } from './frameChance.ts';

/** The plans that the calls go round. */
export const plans = Array.from({ length: 40 }, (_, n) => `plans/pier-${n + 1}/plan.md`);

/** A plan that calls can change for ever without making it longer. */
export const soakText = `# Pier

**Status**: Draft
**Owner**: Ida

## Goals

Boats leave in the morning, from the pier at the end of the road.

## Phase 1: Dredging

**Goal**: water of four fathoms

**Tasks:**

- [ ] T001 Measure the depth
- [ ] T002 Order the barge
- [ ] T003 Dredge

## Risks

| Risk | Impact | Mitigation |
|---|---|---|
| Storm | High | Wait in the harbour |
| Fog | Low | Sound the horn |

## Constitution Check

- [x] **Safety First**: nobody sails without a vest
  - PASS: vests are on board

## Open Questions

- Which port comes after the first? Owner: Ida
- Who pays for the barge?

## Notes

${'The harbour master keeps a book of all that comes and goes, and reads from it on Sundays.\n'.repeat(12)}`;

/** A call, and the codes that it may be refused with. */
export interface SoakCall {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly codes?: readonly string[];
}

type Make = (plan: string, chance: Chance) => SoakCall;

/** How often in a thousand, and what. A change goes back and forth: where it stands already, it is no change or has no place. */
const mix: readonly (readonly [number, Make])[] = [
  [256, (plan) => ({ tool: 'read_plan', args: { plan, view: 'outline' } })],
  [
    130,
    (plan, chance) => ({ tool: 'read_plan', args: { plan, sections: [chance.pick(['goals', 'risks', 'phase-1'])] } }),
  ],
  [70, (plan, chance) => ({ tool: 'read_plan', args: { plan, view: chance.pick(['unfilled', 'tasks', 'content']) } })],
  [60, (plan) => ({ tool: 'read_plan', args: { plan, find: 'boats' } })],
  [100, (plan) => ({ tool: 'list_open_questions', args: { plan } })],
  [30, (plan) => ({ tool: 'check_plan', args: { plan } })],
  [60, (plan) => ({ tool: 'check_constitution', args: { plan } })],
  [60, (plan, chance) => turned(plan, chance)],
  [
    40,
    (plan, chance) => ({
      tool: 'mark_item',
      args: { plan, items: [{ item: chance.pick(['T001', 'T002', 'T003']), state: chance.pick(['done', 'open']) }] },
    }),
  ],
  [60, (plan) => ({ tool: 'read_plan', args: { plan, sections: ['gaols'] }, codes: ['unknown_address'] })],
  [60, () => ({ tool: 'read_plan', args: { plan: 'plans/none/plan.md' }, codes: ['unknown_plan'] })],
  [
    40,
    (plan) => ({
      tool: 'fill_section',
      args: { plan, fills: [{ section: 'goals', content: 'Over it.' }] },
      codes: ['needs_expect'],
    }),
  ],
  [30, (plan) => ({ tool: 'read_plan', args: { plan, wrong: 1 }, codes: ['invalid_input'] })],
  [2, () => ({ tool: 'list_plans', args: { limit: 10 } })],
  [1, () => ({ tool: 'list_open_questions', args: { limit: 10 } })],
  [1, () => ({ tool: 'list_templates', args: {} })],
];

/** Calls for ever, the same for the same seed. */
export function* soakCalls(seed: number): Generator<SoakCall> {
  const chance = chanceOf(seed);
  const all = mix.reduce((sum, [share]) => sum + share, 0);
  for (;;) {
    let at = chance.below(all);
    const [, make] = mix.find(([share]) => (at -= share) < 0) ?? [];
    if (make !== undefined) yield make(chance.pick(plans), chance);
  }
}

function turned(plan: string, chance: Chance): SoakCall {
  const [find, content] = chance.pick([
    ['in the morning', 'in the evening'],
    ['in the evening', 'in the morning'],
  ] as const);
  return {
    tool: 'fill_section',
    args: { plan, fills: [{ section: 'goals', find, content }] },
    codes: ['unknown_field', 'unknown_address', 'invalid_input'],
  };
}
