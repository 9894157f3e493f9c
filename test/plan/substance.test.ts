import { describe, expect, it } from 'vitest';
import { changedSince, substanceOf } from '../../src/plan/approval/substance.ts';
import { readText } from '../support/readings.ts';

const plan = `# Lockers

**Status**: Draft  
**Last Updated**: 2026-11-01

## Overview

Parcels wait at ten stations.

## Risks

- Rain.

## Clarifications

### Session 2026-11-01

- Q: How many? → A: Ten.
`;

const digest = (text: string): string => substanceOf(readText(text).subject).whole;

describe('the substance of a plan', () => {
  it.each([
    ['its status', plan.replace('Draft', 'Approved')],
    ['an approval', plan.replace('Draft  \n', 'Draft  \n**Approval**: Ada, 2026-11-01  \n')],
    ['a reason for the status', plan.replace('Draft  \n', 'Draft  \n**Status Reason**: On Hold since May  \n')],
    ['Last Updated', plan.replace('**Last Updated**: 2026-11-01', '**Last Updated**: 2026-11-21')],
    ['the log of clarifications', `${plan}- Q: Where? → A: At the stations.\n`],
    ['white space', plan.replace('Parcels wait', 'Parcels   wait').replace('## Risks', '\n\n## Risks\n')],
    ['line endings', plan.replaceAll('\n', '\r\n')],
    [
      'front matter with status and approval alone',
      `---\nstatus: Approved\napproved: Ada\n---\n${plan.replace('**Status**: Draft  \n', '')}`,
    ],
  ])('stays with %s', (what, text) => {
    const base = what.startsWith('front matter') ? plan.replace('**Status**: Draft  \n', '') : plan;
    expect(digest(text)).toBe(digest(base));
  });

  it.each([
    ['a word', plan.replace('ten stations', 'nine stations'), ['overview']],
    ['a new item', plan.replace('- Rain.', '- Rain.\n- Snow.'), ['risks']],
    ['a new section', plan.replace('## Risks', '## Budget\n\nNone.\n\n## Risks'), ['budget']],
    ['the title', plan.replace('# Lockers', '# Parcel lockers'), ['title']],
    ['a section that went', plan.replace('## Risks\n\n- Rain.\n\n', ''), ['order of sections']],
    ['two of them', plan.replace('ten', 'nine').replace('Rain', 'Snow'), ['overview', 'risks']],
  ])('changes with %s, and names it', (_, text, sections) => {
    const approved = substanceOf(readText(plan).subject);
    expect(changedSince(readText(text).subject, approved)).toEqual(sections);
    expect(changedSince(readText(plan).subject, approved)).toEqual([]);
  });
});
