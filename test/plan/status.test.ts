import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { approvalOf } from '../../src/plan/approval/place.ts';
import { isPlainDate } from '../../src/plan/dates.ts';
import { isApproved, isDateOrSlot, lastUpdatedOf, statusesOf, statusOf } from '../../src/plan/status.ts';
import { builtInWords as words } from '../../src/plan/words.ts';
import { builtIns, loadBuiltIn, loadText, readSeed } from '../support/templates.ts';

const statusIn = (text: string) => statusOf(parseDocument(text), { words });

describe('the status of a plan', () => {
  it.each([
    ['a bold label in the header', '# P\n\n**Status**: Draft\n\n## A\n', 'Draft', 'header/status', 3],
    [
      'a label in the footer',
      '# P\n\n## A\n\nText.\n\n---\n\n**Plan Status:** In Progress\n',
      'In Progress',
      'footer/plan-status',
      9,
    ],
    ['a plain label', 'Status: Approved\nOwner: Ada\n\n## A\n', 'Approved', 'header/status', 1],
    [
      'one of several on a line',
      '# P\n\n**Branch**: `x` | **Date**: 2026-11-01 | **Status**: In Review\n\n## A\n',
      'In Review',
      'header/status',
      3,
    ],
    ['a list in the header', '# P\n\n- **Status**: Completed\n\n## A\n', 'Completed', 'header/status', 3],
    ['a quote in the header', '# P\n\n> **Status:** Draft\n\n## A\n', 'Draft', 'header/status', 3],
    [
      'a table in the header',
      '# P\n\n| Field | Value |\n|---|---|\n| Status | Draft |\n\n## A\n',
      'Draft',
      'header/status',
      5,
    ],
    ['a section', '# P\n\n## Status\n\nDraft\n\n## A\n', 'Draft', 'status', 5],
    ['front matter', '---\nstatus: draft\n---\n# P\n\n## A\n', 'draft', 'front-matter/status', 2],
    ['its own label inside a section', '# P\n\n## A\n\n**Plan Status**: Draft\n', 'Draft', 'a/plan-status', 5],
    ['a label that can mean a day, too', '# P\n\nStand: Entwurf\n\n## A\n', 'Entwurf', 'header/stand', 3],
    ['such a label over a place for it', '# P\n\nStand: [STATUS]\n\n## A\n', undefined, 'header/stand', 3],
  ])('stands in %s', (_, text, value, place, line) => {
    expect(statusIn(text)).toMatchObject({ value, place, line });
  });

  it('is no day under a label that can mean both', () => {
    const updated = (value: string): number => lastUpdatedOf(parseDocument(`# P\n\nStand: ${value}\n`), words).length;
    expect(['Entwurf', '__STATUS__', '[Entwurf / Freigegeben]'].map(updated)).toEqual([0, 0, 0]);
    expect(['2026-11-20', '[DATUM]', 'TT.MM.JJJJ', 'nach der Begehung'].map(updated)).toEqual([1, 1, 1, 1]);
    expect(statusIn('# P\n\nStand: 2026-11-20\n')).toBeUndefined();
    expect(statusIn('# P\n\nStand: Entwurf\n**Status**: Freigegeben\n')?.value).toBe('Freigegeben');
  });

  it('keeps its words and names the status that they open with', () => {
    expect(statusIn('# P\n\n**Status**: ✅ **APPROVED** - team review complete\n\n## A\n')).toMatchObject({
      value: '✅ APPROVED - team review complete',
      status: 'Approved',
    });
    expect(statusIn('# P\n\n**Status**: in progress (phase 2)\n')?.status).toBe('In Progress');
    expect(statusIn('# P\n\n**Status**: Drafting\n')).toMatchObject({ value: 'Drafting', status: undefined });
    expect(statusIn('# P\n\n**Status**: Not approved\n')?.status).toBeUndefined();
  });

  it.each([
    '[Draft / Approved / In Progress / Completed]',
    'Draft | In Review | Approved',
    '[STATUS]',
    '{status}',
    '`[STATUS]`',
    '',
  ])('is open where %j stands', (value) => {
    const found = statusIn(`# P\n\n**Status**: ${value}\n\n## A\n`);
    expect(found).toMatchObject({ place: 'header/status' });
    expect(found?.value).toBeUndefined();
  });

  it('is none where only parts of the plan have one', () => {
    expect(statusIn('# P\n\n## Gates\n\n**Gate 1**: Review\n- Status: PASS\n')).toBeUndefined();
    expect(statusIn('# P\n\n## Timeline\n\n| Phase | Status |\n|---|---|\n| 1 | Done |\n')).toBeUndefined();
    expect(statusIn('# P\n\n## Status\n\nAll is going well.\n')).toBeUndefined();
    expect(statusIn('')).toBeUndefined();
  });

  it('takes the header before front matter', () => {
    expect(statusIn('---\nstatus: old\n---\n# P\n\n**Status**: Draft\n')?.value).toBe('Draft');
  });

  it('is where the template says it is', () => {
    const declared = loadText(
      '---\nplankeeper:\n  roles:\n    status: footer\n---\n# [TITLE]\n\n## A\n\n---\n\n**Plan Status:** [Draft / Approved]\n',
    );
    const document = parseDocument('# P\n\n**Status**: see below\n\n## A\n\n---\n\n**Plan Status:** Approved\n');
    expect(statusOf(document, { words, template: declared })).toMatchObject({
      value: 'Approved',
      place: 'footer/plan-status',
    });
    expect(statusOf(parseDocument('# P\n\nDraft\n\n## A\n'), { words, template: declared })).toBeUndefined();
  });

  it('gives the span of its value', () => {
    const text = '# P\r\n\r\n**Status**: Draft  \r\n\r\n## A\r\n';
    const span = statusIn(text)?.span;
    expect(text.slice(span?.from, span?.to)).toBe('Draft');
  });
});

describe('the statuses that a plan can have', () => {
  const plan = parseDocument('# P\n\n**Status**: Draft\n');

  it('are those that its template declares, in their order', () => {
    const template = loadText(
      '---\nplankeeper:\n  statuses: [Idea, Ready, Shipped]\n---\n# [TITLE]\n\n**Status**: Idea\n',
    );
    expect(statusesOf(plan, { words, template })).toEqual(['Idea', 'Ready', 'Shipped']);
  });

  it('are the choices of its template’s place', () => {
    const template = loadText('# [TITLE]\n\n## A\n\n---\n\n**Plan Status:** [Draft / Signed / Done]\n');
    expect(statusesOf(plan, { words, template })).toEqual(['Draft', 'Signed', 'Done']);
  });

  it('are the choices that still stand in the plan', () => {
    expect(statusesOf(parseDocument('# P\n\n**Status**: Draft | Signed | Done\n'), { words })).toEqual([
      'Draft',
      'Signed',
      'Done',
    ]);
  });

  it('else are the usual ones', () => {
    expect(statusesOf(plan, { words })).toEqual(['Draft', 'In Review', 'Approved', 'In Progress', 'Completed']);
  });

  it.each(builtIns)('of $id include Draft', ({ id, seed }) => {
    const template = loadBuiltIn(id);
    expect(statusesOf(parseDocument(template.text), { words, template })[0]).toBe('Draft');
    const text = readSeed(seed);
    if (text !== undefined) expect(statusesOf(parseDocument(text), { words })[0]).toBe('Draft');
  });

  it.skipIf(readSeed(builtIns[0].seed) === undefined)(
    'of the seed with choices are its own (skipped where the seeds are not at hand)',
    () => {
      expect(statusesOf(parseDocument(readSeed(builtIns[0].seed) ?? ''), { words })).toEqual([
        'Draft',
        'Approved',
        'In Progress',
        'Completed',
      ]);
    },
  );
});

describe('approval', () => {
  it('is read from a label or front matter', () => {
    expect(
      approvalOf(parseDocument('# P\n\n**Status**: Approved\n**Approved by**: Ada, 2026-11-01\n'), { words }),
    ).toBe('Ada, 2026-11-01');
    expect(approvalOf(parseDocument('---\napproved: Ada\n---\n# P\n'), { words })).toBe('Ada');
  });

  it('is none where a slot or nothing stands, or only a box', () => {
    expect(approvalOf(parseDocument('# P\n\n**Approved by**: [NAME]\n'), { words })).toBeUndefined();
    expect(approvalOf(parseDocument('# P\n\n**Approved by**: None\n'), { words })).toBeUndefined();
    expect(
      approvalOf(parseDocument('# P\n\n## Review and Approval\n\n- [x] Final Approval\n'), { words }),
    ).toBeUndefined();
  });

  it('makes a status approved by its first word', () => {
    expect(['Approved', '✅ APPROVED by Ada', 'approved'].map((status) => isApproved(status, words))).toEqual([
      true,
      true,
      true,
    ]);
    expect(['Draft', 'Not approved', 'Approvedly', ''].map((status) => isApproved(status, words))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('Last Updated', () => {
  it('is found in header, footer and front matter', () => {
    const text =
      '---\nlast_updated: 2026-01-01\n---\n# P\n\n**Last Updated:** [LAST_UPDATED_DATE]\n\n## A\n\n**Last Updated**: never\n\n---\n\n**Last updated**: 2026-10-20\n';
    expect(
      lastUpdatedOf(parseDocument(text), words).map((field) => text.slice(field.value.from, field.value.to)),
    ).toEqual(['[LAST_UPDATED_DATE]', '2026-10-20', '2026-01-01']);
  });

  it('may be set where a date or a slot stands alone', () => {
    const open = ['2026-10-20', '2026/10/20', '[YYYY-MM-DD]', '[DATE]', '{date}', 'YYYY-MM-DD', '`[DATE]`'];
    expect(open.filter((value) => !isDateOrSlot(value))).toEqual([]);
    const written = ['2026-10-20 by Ada', 'yesterday', '2026-10-20T10:00:00Z', '2026-02-30', '', '[Ada](mailto:a@b.c)'];
    expect(written.filter((value) => isDateOrSlot(value))).toEqual([]);
    expect(isPlainDate('5 Dec 2026', words)).toBe(true);
  });
});
