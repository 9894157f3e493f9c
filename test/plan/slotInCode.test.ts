import { describe, expect, test } from 'vitest';
import { callerIn } from '../support/inProcess.ts';
import { makeWorkspace } from '../support/workspace.ts';

const plan = 'plans/a.md';

/** A plan's text after one value was filled in, or the refusal's text. */
async function filled(body: string, name: string, value: string): Promise<string> {
  const files = makeWorkspace({ [plan]: `# Pier\n\n**Status**: Draft\n\n## Goal\n\n${body}\n` });
  const { call } = callerIn(files.path);
  const answer = await call('fill_section', { plan, fills: [{ section: 'goal', values: { [name]: value } }] });
  const text = files.read(plan);
  return answer.isError ? answer.text : text.slice(text.indexOf('## Goal\n\n') + 9).trimEnd();
}

describe('a value with backticks', () => {
  test.each([
    ['- **Kürzel**: `[KÜRZEL]`', 'KÜRZEL', '`halle-3`', '- **Kürzel**: `halle-3`'],
    ['- **Kürzel**: `[KÜRZEL]`', 'Kürzel', '`halle-3`', '- **Kürzel**: `halle-3`'],
    ['- **Kürzel**: `[KÜRZEL]`', 'KÜRZEL', 'halle-3', '- **Kürzel**: `halle-3`'],
    ['- **File**: `specs/[NAME]/plan.md`', 'NAME', '`pier`', '- **File**: `specs/pier/plan.md`'],
    ['- **File**: `` specs/[NAME]/plan.md ``', 'NAME', '`pier`', '- **File**: `` specs/pier/plan.md ``'],
    ['| A | B |\n|---|---|\n| x | `[NAME]` |', 'NAME', '`pier`', '| A | B |\n|---|---|\n| x | `pier` |'],
    ['| A | B |\n|---|---|\n| x | `[NAME]` |', 'B', '`pier`', '| A | B |\n|---|---|\n| x | `pier` |'],
    ['- **Kürzel**: [KÜRZEL]', 'KÜRZEL', '`halle-3`', '- **Kürzel**: `halle-3`'],
    ['- **Verdict**: `[PASS / FAIL]`', 'Verdict', '`PASS`', '- **Verdict**: `PASS`'],
    ['- **Kürzel**: `[KÜRZEL]`', 'KÜRZEL', 'a``b', '- **Kürzel**: `a``b`'],
  ])('in %j keeps one pair: %s %s', async (body, name, value, expected) => {
    expect(await filled(body, name, value)).toBe(expected);
  });

  test('that would end the code early is refused', async () => {
    for (const name of ['KÜRZEL', 'Kürzel'])
      expect(await filled('- **Kürzel**: `[KÜRZEL]`', name, 'halle `3` a')).toMatch(
        /\[breaks_structure\].*in goal stands in code.*without backticks/s,
      );
  });
});
