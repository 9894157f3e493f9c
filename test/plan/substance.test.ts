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
    ['words above the title', `Barges come instead.\n\n${plan}`, ['title']],
    ['the title', plan.replace('# Lockers', '# Parcel lockers'), ['title']],
    ['a section that went', plan.replace('## Risks\n\n- Rain.\n\n', ''), ['order of sections']],
    ['two of them', plan.replace('ten', 'nine').replace('Rain', 'Snow'), ['overview', 'risks']],
  ])('changes with %s, and names it', (_, text, sections) => {
    const approved = substanceOf(readText(plan).subject);
    expect(changedSince(readText(text).subject, approved)).toEqual(sections);
    expect(changedSince(readText(plan).subject, approved)).toEqual([]);
  });

  const loose = `${plan}
## Progress Tracking

### Completed

- Posts

### Blocked

- Doors
`;
  const reasoned = loose.replace('Draft  \n', 'Draft  \n**Status Reason**: On Hold since May  \n');

  it.each([
    [
      'gates in the log of clarifications',
      loose,
      loose.replace('A: Ten.\n', 'A: Ten.\n\n### Gates\n\n- [ ] The fire brigade agrees\n'),
      ['clarifications'],
    ],
    [
      'gates in a progress list',
      loose,
      loose.replace('- Posts\n', '- Posts\n\n**Gates**\n\n- [ ] The fire brigade agrees\n'),
      ['progress-tracking'],
    ],
    [
      'another label on the line of the reason',
      reasoned,
      reasoned.replace('since May', 'since May | **Budget**: 9 million'),
      ['header'],
    ],
    [
      'a list below the label of the reason',
      reasoned.replace(' On Hold since May', ''),
      reasoned.replace(' On Hold since May  \n', '\n\n- Lockers go\n- Barges come\n\n'),
      ['header'],
    ],
    [
      'words behind the date of the last change',
      loose,
      loose.replace('**Last Updated**: 2026-11-01', '**Last Updated**: 2026-11-01, and barges come instead'),
      ['header'],
    ],
  ])('changes with %s', (_, before, after, sections) => {
    expect(after).not.toBe(before);
    const approved = substanceOf(readText(before).subject);
    expect(changedSince(readText(after).subject, approved)).toEqual(sections);
  });

  it('stays with a log below the questions that it answers', () => {
    const asked = plan
      .replace('## Clarifications', '## Open Questions\n\nNone.\n\n### Clarifications')
      .replace('### Session', '#### Session');
    expect(digest(`${asked}- Q: Where? → A: At the stations.\n`)).toBe(digest(asked));
  });

  it.each(['1. **Approval**: ', '- **Approval**: ', '> **Approval**: '])(
    'stays with a line that opens with %j',
    (line) => {
      const mark = line.slice(0, line.indexOf('*'));
      const own = plan.replace('**Status**: Draft  \n**Last Updated**: 2026-11-01', `${mark}**Status**: Draft`);
      expect(digest(own.replace('Draft\n', `Draft\n${line}Ada, 2026-11-01\n`))).toBe(digest(own));
    },
  );
});
