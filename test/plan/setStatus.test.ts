import { describe, expect, it } from 'vitest';
import { PlanError } from '../../src/errors.ts';
import { standingOf } from '../../src/plan/approval/standing.ts';
import { substanceOf } from '../../src/plan/approval/substance.ts';
import { setStatus, type StatusOutcome, type StatusRequest } from '../../src/plan/edits/status/setStatus.ts';
import { noCompanions, readText } from '../support/readings.ts';

const ada = { by: 'Ada Lovelace', words: 'Good, go ahead.' };

const plan = `# Lockers

**Created**: 2026-11-01  
**Status**: Draft

## Overview

Parcels wait at ten stations.

## Open Questions

None.

## Risks

- Rain.
`;

const questioned = plan.replace('None.', '1. Who cleans them?\n2. What do they cost? (not blocking)');

function set(text: string, request: Partial<StatusRequest> & { status: string }): StatusOutcome {
  return setStatus(readText(text), noCompanions, { source: 'quoted', ...request });
}

function refusalOf(act: () => unknown): PlanError {
  try {
    act();
  } catch (fault) {
    if (fault instanceof PlanError) return fault;
    throw fault;
  }
  throw new Error('It was not refused.');
}

describe('a step of a plan’s life', () => {
  it('writes the status alone where no gate stands', () => {
    const { text, from, standing } = set(plan, { status: 'In Review' });
    expect(text).toBe(plan.replace('Draft', 'In Review'));
    expect(from).toBe('Draft');
    expect(standing.status).toBe('In Review');
  });

  it.each(['', ' \n\n', '---\nowner: Ada\n---\n', '# Lockers\n'])(
    'is refused for a plan in which nothing stands (%j)',
    (text) => {
      for (const status of ['In Review', 'Approved']) {
        const { code, message } = refusalOf(() => set(text, { status, approval: ada }));
        expect(code).toBe('gate_closed');
        expect(message).toContain('Nothing stands in this plan');
      }
    },
  );

  it('needs no more than a line of text', () => {
    const text = '# Lockers\n\n## Overview\n\nParcels.\n';
    expect(set(text, { status: 'In Review' }).standing.status).toBe('In Review');
  });

  it('is no change where it was made', () => {
    expect(set(plan, { status: 'draft' }).text).toBe(plan);
  });

  it.each([
    ['`Draft`', '`In Review`'],
    ['**Draft**', '**In Review**'],
    ['📝 Draft (waiting for Bob)', 'In Review (waiting for Bob)'],
    ['✅ **DRAFT** - by Ada', '**In Review** - by Ada'],
    ['[Draft / In Review / Approved]', 'In Review'],
    ['', 'In Review'],
  ])('writes over %j what it means', (before, after) => {
    const own = plan.replace('**Status**: Draft', `**Status**: ${before}`.trimEnd());
    expect(set(own, { status: 'In Review' }).text).toBe(plan.replace('**Status**: Draft', `**Status**: ${after}`));
  });

  it('refuses a status that the life has not, with its list', () => {
    const fault = refusalOf(() => set(plan, { status: 'Shipped' }));
    expect(fault.code).toBe('invalid_choice');
    expect(fault.text).toContain(
      'Choose one of: Draft, In Review, Approved, In Progress, Completed, Rejected, Superseded, On Hold.',
    );
  });

  it('needs a reason aside and back, and keeps it on record until the next step', () => {
    expect(refusalOf(() => set(plan, { status: 'On Hold' })).code).toBe('invalid_transition');
    const held = set(plan, { status: 'on hold', reason: 'No budget\nbefore May.' }).text;
    expect(held).toBe(
      plan.replace(
        '**Status**: Draft',
        '**Status**: On Hold  \n**Status Reason**: On Hold since 2026-11-21: No budget before May.',
      ),
    );
    expect(set(held, { status: 'Draft' }).text).toBe(plan.replace('**Status**: Draft', '**Status**: Draft  '));
  });
});

describe('an approval', () => {
  it('is refused with every blocker, before a word is asked for', () => {
    const fault = refusalOf(() => set(questioned, { status: 'Approved', approval: ada }));
    expect(fault.code).toBe('gate_closed');
    expect(fault.text).toContain('error open-question');
    expect(fault.text).toContain('Who cleans them?');
    expect(fault.text).not.toContain('What do they cost?');
  });

  it('needs a person’s word', () => {
    const fault = refusalOf(() => set(plan, { status: 'Approved' }));
    expect(fault.code).toBe('approval_required');
    expect(fault.text).toContain('set_status again with approval');
    for (const approval of [
      { by: ' ', words: 'Go.' },
      { by: 'Ada', words: 'none' },
      { by: '[NAME]', words: 'Go.' },
    ])
      expect(refusalOf(() => set(plan, { status: 'Approved', approval })).code).toBe('invalid_input');
  });

  it('is recorded below the status, in its form, and stands', () => {
    const { text, standing } = set(plan, { status: 'Approved', approval: ada });
    const [, record = ''] = /\*\*Approval\*\*: (.*)\n/.exec(text) ?? [];
    expect(text).toBe(plan.replace('**Status**: Draft\n', `**Status**: Approved  \n**Approval**: ${record}\n`));
    expect(record).toMatch(
      /^Ada Lovelace, 2026-11-21, quoted: "Good, go ahead\." \(substance [0-9a-f]{12}-[0-9a-f]+\)$/,
    );
    expect(standing).toMatchObject({ status: 'Approved', approval: 'Ada Lovelace, 2026-11-21', isEffective: true });
  });

  it('is no change when the call comes again, and takes no second person', () => {
    const { text } = set(plan, { status: 'Approved', approval: ada });
    expect(set(text, { status: 'Approved', approval: ada }).text).toBe(text);
    expect(set(text, { status: 'Approved' }).text).toBe(text);
    const other = { by: 'Eve', words: 'Me too.' };
    expect(refusalOf(() => set(text, { status: 'Approved', approval: other })).code).toBe('invalid_transition');
  });

  it('goes with the plan forward, aside and back to where it was, and is taken away by a step before it', () => {
    const approved = set(plan, { status: 'Approved', approval: ada }).text;
    const begun = set(approved, { status: 'In Progress' }).text;
    expect(begun).toBe(approved.replace('**Status**: Approved', '**Status**: In Progress'));
    const held = set(begun, { status: 'On Hold', reason: 'Snow.' }).text;
    expect(set(held, { status: 'In Progress' }).text).toBe(begun);
    const back = set(begun, { status: 'Draft', reason: 'We found a better way.' }).text;
    expect(back).not.toContain('**Approval**');
    expect(standingOf(readText(back))).toMatchObject({ approval: undefined, isEffective: false });
  });

  it('reopens when the substance changes, names the section, and is asked for again before the next step', () => {
    const approved = set(plan, { status: 'Approved', approval: ada }).text.replace('ten stations', 'nine stations');
    expect(standingOf(readText(approved))).toMatchObject({
      status: 'Approved (reopened: overview)',
      isEffective: false,
      reopened: ['overview'],
    });
    expect(refusalOf(() => set(approved, { status: 'In Progress' })).code).toBe('approval_required');
    const again = set(approved, { status: 'Approved', approval: { by: 'Ada Lovelace', words: 'Nine is fine.' } });
    expect(again.standing).toMatchObject({ status: 'Approved', isEffective: true });
    expect(again.text.match(/Approval\*\*/g)).toHaveLength(1);
  });

  it('stands on a list of gates that are all ticked', () => {
    const gated = plan.replace('## Risks', '## Gates\n\n- [x] The fire brigade agrees\n\n## Risks');
    const approved = set(gated, { status: 'Approved', approval: ada }).text;
    const open = approved.replace('- [x]', '- [ ]');
    const record = substanceOf(readText(open).subject);
    const pasted = open.replace(/substance [0-9a-f-]+/, `substance ${record.whole}-${record.parts.join('')}`);
    expect(standingOf(readText(pasted))).toMatchObject({ isEffective: false, reopened: ['gates'] });
  });

  it('is given anew where the plan stands, and its refusal names what it was not given to', () => {
    const begun = set(plan, { status: 'In Progress', approval: ada }).text.replace('ten stations', 'nine stations');
    const fault = refusalOf(() => set(begun, { status: 'Completed' }));
    expect(fault.code).toBe('approval_required');
    expect(fault.text).toContain(
      'The approval of Ada Lovelace, 2026-11-21, was not given to what now stands in overview',
    );
    const again = set(begun, { status: 'In Progress', approval: ada });
    expect(again.standing).toMatchObject({ status: 'In Progress', isEffective: true });
  });

  it('does not stand on a status that somebody wrote by hand', () => {
    const own = plan.replace('Draft', 'Approved');
    expect(standingOf(readText(own))).toMatchObject({ status: 'Approved', approval: undefined, isEffective: false });
    expect(refusalOf(() => set(own, { status: 'In Progress' })).code).toBe('approval_required');
    expect(set(own, { status: 'Approved', approval: ada }).standing.isEffective).toBe(true);
  });

  it('is asked for on a jump that passes it', () => {
    expect(refusalOf(() => set(plan, { status: 'In Progress' })).code).toBe('approval_required');
    expect(set(plan, { status: 'In Progress', approval: ada }).standing).toMatchObject({
      status: 'In Progress',
      isEffective: true,
    });
    expect(refusalOf(() => set(plan, { status: 'In Review', approval: ada })).code).toBe('invalid_input');
  });

  it('refuses words that the plan would read as a place to fill', () => {
    const approval = { by: 'Ada', words: 'Go. [NEEDS CLARIFICATION: who pays?]' };
    expect(refusalOf(() => set(plan, { status: 'Approved', approval })).code).toBe('invalid_input');
  });

  it('ticks the final approval after the other reviews, and unticks it when it is taken back', () => {
    const reviewed = `${plan}\n## Review and Approval\n\n- [ ] Technical Review\n- [ ] Final Approval\n`;
    const fault = refusalOf(() => set(reviewed, { status: 'Approved', approval: ada }));
    expect(fault.text).toContain('Technical Review');
    const ready = reviewed.replace('- [ ] Technical', '- [x] Technical');
    const { text } = set(ready, { status: 'Approved', approval: ada });
    expect(text).toContain('- [x] Final Approval');
    expect(set(text, { status: 'In Review', reason: 'Costs changed.' }).text).toContain('- [ ] Final Approval');
  });
});

describe('where status and approval stand', () => {
  const body = '## Overview\n\nTen stations.\n';
  it.each([
    [
      'a list',
      `# P\n\n- **Status**: Draft\n- **Owner**: Mo\n\n${body}`,
      '- **Status**: Approved\n- **Approval**: RECORD\n- **Owner**: Mo\n',
    ],
    ['a quote', `# P\n\n> **Status:** Draft\n\n${body}`, '> **Status:** Approved\n> **Approval:** RECORD\n'],
    [
      'a table',
      `# P\n\n| Field | Value |\n|---|---|\n| Status | Draft |\n\n${body}`,
      '| Status | Approved |\n| Approval | RECORD |\n',
    ],
    ['a section', `# P\n\n## Status\n\nDraft\n\n${body}`, '## Status\n\nApproved\n\nApproval: RECORD\n'],
    [
      'one of several on a line',
      `# P\n\n**Branch**: \`x\` | **Status**: Draft\n\n${body}`,
      '**Branch**: `x` | **Status**: Approved\n**Approval**: RECORD\n',
    ],
    [
      'the footer',
      `# P\n\n${body}\n---\n\n**Plan Status:** Draft  \n**Last Updated:** 2026-11-21\n`,
      '**Plan Status:** Approved  \n**Approval:** RECORD  \n**Last Updated:** 2026-11-21\n',
    ],
    ['front matter', `---\nstatus: draft\n---\n# P\n\n${body}`, '---\nstatus: Approved\napproved: "RECORD"\n---\n'],
    ['nothing at all', `# P\n\n${body}`, '---\nstatus: Approved\napproved: "RECORD"\n---\n# P\n'],
    [
      'a place for the approval',
      `# P\n\n**Status**: Draft\n**Approved by**: [NAME]\n\n${body}`,
      '**Status**: Approved\n**Approved by**: RECORD\n',
    ],
  ])('in %s', (_, text, expected) => {
    for (const own of [text, text.replaceAll('\n', '\r\n')]) {
      const outcome = set(own, { status: 'Approved', approval: ada });
      expect(outcome.standing).toMatchObject({ isEffective: true, approval: 'Ada Lovelace, 2026-11-21' });
      const record = /Ada Lovelace, .* \(.*substance [0-9a-f-]+\)/.exec(outcome.text)?.[0] ?? '';
      const plain = outcome.text.replace(record, 'RECORD').replaceAll('\r\n', '\n');
      expect(plain).toContain(expected);
      expect(outcome.text.replaceAll('\r\n', '').includes('\n')).toBe(own === text && own.includes('\n'));
      const back = set(outcome.text, { status: 'Draft', reason: 'Again.' }).text;
      expect(standingOf(readText(back)).approval).toBeUndefined();
      expect(back).toContain(own.includes('\r\n') ? 'Ten stations.\r\n' : 'Ten stations.\n');
    }
  });
});
