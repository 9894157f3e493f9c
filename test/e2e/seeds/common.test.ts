import { describe, expect, test } from 'vitest';
import { fillEverything } from '../../support/fillEverything.ts';
import { onlyItsPlace } from '../../support/onlyItsPlace.ts';
import { made, today, type Version, versionsOf } from '../../support/seedPlans.ts';
import { builtIns } from '../../support/templates.ts';

type Id = (typeof builtIns)[number]['id'];

const versions = builtIns.flatMap(({ id }) => versionsOf(id).map((version) => ({ id, kind: version.name, version })));

const workspace = {
  '.git/HEAD': 'ref: refs/heads/feature/42-lockers\n',
  '.git/config': '[user]\n\tname = Ida Berg\n\temail = ida@example.org\n',
  'specs/lockers/spec.md': '# Lockers\n\nSpec ID: S-LOCK-004\nStatus: Approved\n',
};

/** What the header says of author, branch and spec, by label, in a workspace that knows all three. */
const known: Readonly<Record<Id, Readonly<Record<string, string>>>> = {
  'layered-platform': { Author: 'Ida Berg', 'Related Spec': '[spec.md](./spec.md)' },
  'full-lifecycle': { Branch: 'feature/42-lockers', 'Feature Spec': '[spec.md](./spec.md)' },
  'principle-gated': { Branch: '`feature/42-lockers`', Author: 'Ida Berg' },
  'spec-traceable': { Branch: 'feature/42-lockers', 'Feature Spec': 'S-LOCK-004' },
  'service-delivery': { Specification: '[spec.md](./spec.md)' },
};

/** The value of a label in any of the forms that the seeds give it. */
function valueOf(text: string, label: string): string {
  return new RegExp(`^\\**${label}(?:\\*\\*:|:\\*\\*|:) (.*?) *$`, 'm').exec(text)?.[1] ?? `no ${label}`;
}

describe.each(versions)('$id, $kind', ({ id, version }: { id: Id; version: Version }) => {
  test('dates are filled and valid', async () => {
    const plan = await made(version);
    const label = id === 'layered-platform' ? 'Date' : 'Created';
    const labels = id === 'layered-platform' || id === 'service-delivery' ? [label, 'Last Updated'] : [label];
    expect(labels.map((each) => valueOf(plan.read(), each))).toEqual(labels.map(() => today()));
    expect(await plan.findings('date')).toEqual([]);
    await plan.mustFill({
      section: 'header',
      find: `${label}${separator(plan.read(), label)}${today()}`,
      content: `${label}${separator(plan.read(), label)}2026-02-30`,
    });
    expect(await plan.findings('date')).toEqual([
      expect.stringContaining('"2026-02-30", which is no day of any calendar'),
    ]);
  });

  test('author, branch and spec link come from the workspace where they can', async () => {
    const plan = await made(version, workspace, { spec: 'specs/lockers/spec.md' });
    expect(plan.path).toBe('specs/lockers/plan.md');
    const told = Object.fromEntries(Object.keys(known[id]).map((label) => [label, valueOf(plan.read(), label)]));
    expect(told).toEqual(known[id]);
    expect(await plan.findings('link')).not.toContainEqual(expect.stringContaining('spec.md'));
  });

  test('an unfilled heading slot counts', async () => {
    const plan = await made(version);
    const count = async (): Promise<number> =>
      Number(/· unfilled (\d+) ·/.exec((await plan.call('read_plan', { view: 'outline' })).text)?.[1]);
    const before = await count();
    const slots = plan.read().match(/^#{2,4} Phase \d: \[[^\]]+\]$/gm) ?? [];
    const isPhased = ['layered-platform', 'full-lifecycle', 'service-delivery'].includes(id);
    expect(slots.length > 0).toBe(isPhased);
    if (isPhased) {
      await plan.mustFill({
        section: `${id === 'full-lifecycle' ? '5.1' : 'implementation-phases'}/phase-2`,
        values: { heading: 'Winter' },
      });
      expect(plan.read()).toMatch(/^#{3,4} Phase 2: Winter$/m);
      expect(await count()).toBe(before - 1);
      return;
    }
    // Of these only the title has a slot in its heading.
    plan.workspace.write(
      plan.path,
      plan.read().replace('# Implementation Plan: Parcel lockers', '# Implementation Plan: [FEATURE NAME]'),
    );
    expect(await count()).toBe(before + 1);
    expect(await plan.findings('unfilled')).toContainEqual(
      expect.stringMatching(/title: 1 place is unfilled: heading/),
    );
    await plan.mustFill({ section: 'title', values: { heading: 'Door sensors' } });
    expect(await count()).toBe(before);
  });

  test('nothing outside a filled place changes by a byte, with a BOM and CRLF too', async () => {
    const plan = await made(version);
    plan.workspace.write(plan.path, `\uFEFF${plan.read().replaceAll('\n', '\r\n')}`);
    let filled = 0;
    await fillEverything(
      plan.server,
      plan.path,
      (place, placeAfter, before, after) => {
        onlyItsPlace(place, placeAfter, before, after);
        filled += 1;
      },
      plan.read,
    );
    expect(filled).toBeGreaterThan(10);
    expect(plan.read()).toMatch(/^\uFEFF---\r\n/);
    expect(plan.read().replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });
});

/** What stands between a label and its value. */
function separator(text: string, label: string): string {
  return new RegExp(`^\\**${label}(\\*\\*: |:\\*\\* |: )`, 'm').exec(text)?.[1] ?? '';
}
