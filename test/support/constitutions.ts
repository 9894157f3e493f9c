import { parseDocument } from '../../src/markdown/document.ts';
import { checkConstitution } from '../../src/plan/constitution/check.ts';
import type { ConstitutionCheck } from '../../src/plan/constitution/model.ts';
import { parseConstitution } from '../../src/plan/constitution/parse.ts';
import { builtInWords } from '../../src/plan/words.ts';
import type { Template } from '../../src/template/model.ts';

/** A constitution of three principles: one with a question, one with rules, one with neither. */
export const harbour = `# Harbour Constitution

## Core Principles

### I. Small Boats

Nothing larger than a dinghy MUST be moored here.

**Check**: Will every boat fit between two posts?

### II. Clean Water

**Rules**:
- No oil leaves a boat
- Bilges are pumped ashore

### III. Quiet Nights

Engines SHOULD be off after ten.

## Governance

**Version**: 1.2.0 | **Ratified**: 2025-03-01 | **Last Amended**: 2026-01-15
`;

/** Checks a plan's text; without a constitution against its own check list. */
export function check(
  plan: string,
  constitution: string | undefined = harbour,
  template?: Template,
): ConstitutionCheck {
  const held = constitution === undefined ? undefined : parseConstitution(constitution);
  return checkConstitution(parseDocument(plan), held, { words: builtInWords, template });
}

/** The same against the plan's own check list. */
export function checkOwn(plan: string, template?: Template): ConstitutionCheck {
  return checkConstitution(parseDocument(plan), undefined, { words: builtInWords, template });
}

/** Principle id → verdict. */
export function verdicts(found: ConstitutionCheck): Record<string, string> {
  return Object.fromEntries(found.principles.map(({ id, verdict }) => [id, verdict]));
}

/** The check section with this body in a plan. */
export function planWith(body: string): string {
  return `# Plan\n\n## Constitution Check\n\n${body}\n\n## Next\n\nText.\n`;
}
