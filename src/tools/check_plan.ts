import { z } from 'zod';
import type { PlanCheck } from '../plan/check.ts';
import { findingLine } from '../plan/findingLine.ts';
import type { Finding } from '../plan/rules/model.ts';
import { plan } from './arguments.ts';
import { checkOpened } from './checkOpened.ts';
import { openPlan } from './openPlan.ts';
import { defineTool } from './tool.ts';

const finding = z.strictObject({
  rule: z.string(),
  severity: z.enum(['error', 'warning']),
  section: z.string(),
  line: z.int().min(1).max(100_000_000),
  message: z.string(),
  expected: z.string().optional(),
  found: z.string().optional(),
  blocks: z.string().optional(),
  fix: z.string().optional(),
});

export const checkPlan = defineTool({
  name: 'check_plan',
  title: 'Check a plan',
  description:
    'Tell what stands between a plan and its next status: unfilled places, open questions, gates, dates, links. Errors block, warnings do not.',
  hints: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
  input: z.strictObject({ plan, for_status: z.string().max(200).optional() }),
  output: z.strictObject({
    ready: z.boolean(),
    for_status: z.string(),
    findings: z.array(finding),
    /** Findings that are not listed, after the errors. */
    more: z.int().min(1).max(10_000_000).optional(),
    checked: z.array(z.string()),
    skipped: z.array(z.strictObject({ rule: z.string(), why: z.string() })),
  }),
  async run(request, context) {
    const opened = await openPlan(request.plan, context);
    const check = await checkOpened(opened, context, request.for_status);
    const { ready, forStatus, findings, checked, skipped } = check;
    const listed = firstOf(findings);
    const data = {
      ready,
      for_status: forStatus,
      findings: listed,
      ...(listed.length === findings.length ? {} : { more: findings.length - listed.length }),
      checked: [...checked],
      skipped: [...skipped],
    };
    return { text: checkReport(opened.path, check, listed), data };
  },
});

/** An answer lists no more findings than this. */
const mostFindings = 200;

/** All findings, of very many the errors before the warnings. */
function firstOf(findings: readonly Finding[]): Finding[] {
  if (findings.length <= mostFindings) return [...findings];
  const errors = findings.filter(({ severity }) => severity === 'error');
  return [...errors, ...findings.filter(({ severity }) => severity !== 'error')].slice(0, mostFindings);
}

/** The check as text: the answer, a line for each finding, then what was looked at and what was not. */
function checkReport(
  path: string,
  { ready, forStatus, findings, checked, skipped }: PlanCheck,
  listed: readonly Finding[],
): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const counts = [countOf(errors, 'error'), countOf(findings.length - errors, 'warning')].filter(
    (count) => count !== '',
  );
  return [
    [`${ready ? 'ready' : 'not ready'} for ${forStatus}`, counts.join(', ') || 'no findings', path].join(' · '),
    ...listed.map(findingLine),
    ...(listed.length === findings.length ? [] : [`and ${findings.length - listed.length} more findings`]),
    `checked: ${checked.join(', ') || 'nothing'}`,
    ...skipped.map(({ rule, why }) => `skipped ${rule}: ${why}`),
  ].join('\n');
}

function countOf(count: number, kind: string): string {
  if (count === 0) return '';
  return `${count} ${kind}${count === 1 ? '' : 's'}`;
}
