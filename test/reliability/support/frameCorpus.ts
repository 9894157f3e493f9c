import type { Chance } from './frameChance.ts';
import { type Era, lineOf } from './processServer.ts';

/** The plan that the frames speak of. */
export const framePlan = 'plans/harbour.md';
export const frameText = `# Harbour

**Status**: Draft
**Owner**: [Name]

## Goals

Boats leave on the hour. [NEEDS CLARIFICATION: which pier?]

## Phase 1: Dredging

**Tasks:**

- [ ] T001 Measure the depth
- [ ] T002 Order the barge

## Risks

| Risk | Impact | Mitigation |
|---|---|---|
| Storm | High | Wait |
| [Risk] | [Low/Med/High] | |

## Constitution Check

- [ ] **Safety First**: nobody sails without a vest

## Open Questions

- Which port? Owner: Ida
- Who pays?
`;

const plan = framePlan;
type Call = readonly [string, Readonly<Record<string, unknown>>];

/** Calls that change something, or read much. */
const dearCalls: readonly Call[] = [
  ['create_plan', { title: 'Lock gates', template: 'principle-gated', values: { Owner: 'Bo' } }],
  ['create_plan', { title: 'Pier', path: 'plans/pier.md', template: 'layered-platform' }],
  ['list_plans', { query: 'boats', limit: 5 }],
  ['list_open_questions', { blocking_only: true, limit: 10 }],
  ['list_templates', {}],
];

const calls: readonly Call[] = [
  ['read_plan', { plan }],
  ['read_plan', { plan, sections: ['goals', 'phase-1'], max_tokens: 500 }],
  ['read_plan', { plan: 'harbour', view: 'outline' }],
  ['read_plan', { plan, view: 'changes', since: '0123456789ab' }],
  ['read_plan', { plan, find: 'boats' }],
  ['fill_section', { plan, fills: [{ section: 'goals', content: 'Boats.', expect: '0123456789ab' }] }],
  ['fill_section', { plan, fills: [{ section: 'title', values: { Owner: 'Ida' } }] }],
  ['fill_section', { plan, fills: [{ section: 'goals', find: 'on the hour', content: 'at noon' }] }],
  ['fill_section', { plan, fills: [{ section: 'phase-1', mode: 'move', after: 'risks' }] }],
  ['add_item', { plan, items: [{ section: 'risks', values: { Risk: 'Fog', Impact: 'Med' } }] }],
  ['mark_item', { plan, items: [{ item: 'T001', state: 'done', note: 'by sonar' }] }],
  ['mark_item', { plan, items: [{ item: 'Safety First', state: 'pass', note: 'vests are on board' }] }],
  ['check_plan', { plan, for_status: 'Approved' }],
  ['check_constitution', { plan }],
  ['list_open_questions', { plan }],
  ['answer_question', { plan, answers: [{ question: 'Who pays?', answer: 'The town', rationale: 'It said so' }] }],
  ['set_status', { plan, status: 'In Review', reason: 'ready' }],
];

/** A frame that a client of an era could send, now and then one of the other era. */
export function validFrame(chance: Chance, era: Era, id: number): string {
  const kind = chance.below(100);
  const name = chance.below(10) === 0 ? `n${id}` : id;
  if (kind < 30) return lineOf(era, name, 'ping');
  if (kind < 38) return lineOf(era, undefined, 'notifications/cancelled', { requestId: id - chance.below(20) });
  if (kind < 42) return lineOf(era, undefined, 'notifications/initialized');
  if (kind < 44) return lineOf(era, name, 'tools/list');
  if (kind < 46) return lineOf(era, name, 'server/discover');
  if (kind < 48)
    return lineOf(era, name, 'initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: {} });
  if (kind < 49) return lineOf(era, name, 'subscriptions/listen', { notifications: { toolsListChanged: true } });
  if (kind < 51) return `{"jsonrpc":"2.0","id":${id},"result":{"action":"accept"}}\n`;
  if (kind < 53)
    return lineOf(chance.pick(['2025-11-25', '2026-07-28']), name, 'tools/call', {
      name: 'read_plan',
      arguments: { plan },
    });
  if (kind < 55) return callFrame(chance, era, name, dearCalls);
  return callFrame(chance, era, name, calls);
}

function callFrame(chance: Chance, era: Era, id: string | number, from: readonly Call[]): string {
  const [name, args] = chance.pick(from);
  const progress = chance.below(8) === 0 ? { _meta: { progressToken: `p${id}` } } : {};
  return lineOf(era, id, 'tools/call', { name, arguments: args, ...progress });
}
