import type { Finding } from './rules/model.ts';

/** One finding on a line, as a colleague would act on it. */
export function findingLine({ rule, severity, section, line, message, expected, found, blocks, fix }: Finding): string {
  const facts = [
    expected === undefined ? undefined : `expected ${expected}`,
    found === undefined ? undefined : `found ${found}`,
    severity === 'warning' && blocks !== undefined ? `blocks ${blocks}` : undefined,
  ].filter((fact) => fact !== undefined);
  const more = facts.length === 0 ? '' : ` (${facts.join('; ')})`;
  return `${severity} ${rule} · ${section}:${line} · ${message}${more}${fix === undefined ? '' : ` → ${fix}`}`;
}
