/** A plan of nobody's template that keeps all that an approval leaves out: task boxes, lists and rows, a timeline, progress lists, a log, a checklist. */
export const ferryPlan = `# Implementation Plan: Night ferry

**Status**: Draft  
**Last Updated**: 2026-11-01

## Summary

A ferry crosses between two quays from ten in the evening to five in the morning.

## Constitution Check

| Principle | Status | Notes |
|---|---|---|
| Quiet nights | PASS | The engine runs on cells, as section Summary says |
| Safe boarding | PASS | Two deck hands stand at every gangway |

## Gates

**Gate 1**: The quay carries the load
- Status: PASS
- Justification: The harbour office measured it in May

## Implementation Phases

### Phase 1: Quays

**Goal**: Both quays can be used at night.

**Tasks:**
- [ ] T001 Set lamps on the north quay
  - The electrician comes on Monday
- [x] T002 Tar the south quay

**Success Criteria:**
- A deck hand can read a timetable at midnight

### Phase 2: Ferry

**Tasks:**
1. Charge the cells
2. Train the deck hands

## Task Breakdown

| ID | Task | Status | Notes |
|---|---|---|---|
| T010 | Print timetables | Not started | The printer waits for the text |
| T011 | Sell the first tickets | In progress | Ten are sold |

## Timeline

| Phase | Start | End | Status |
|---|---|---|---|
| Phase 1 | 2026-12-01 | 2026-12-10 | Not started |
| Phase 2 | 2026-12-11 | 2026-12-20 | Not started |

## Open Questions

- Who sweeps the quays? → **Answer**: The harbour office.

## Deferred Decisions

- A third quay: after the first winter

## Clarifications

### Session 2026-11-01

- Q: How many gangways? → A: Two.

## Progress Tracking

### Completed
- Tar the south quay

### In Progress
- None

### Blocked
- Train the deck hands - Blocked by: no simulator

## Deployment Checklist

- [ ] Lamps lit
- [ ] Crew listed
  - Mara keeps the list

## Review and Approval

- [x] Harbour review
- [ ] Final Approval
`;
