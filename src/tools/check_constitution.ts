import { z } from 'zod';
import { plainText } from '../markdown/inline.ts';
import { approvalPlace, textOf } from '../plan/approval/place.ts';
import { parseRecord } from '../plan/approval/record.ts';
import { checkConstitution as check } from '../plan/constitution/check.ts';
import type { Constitution, ConstitutionCheck } from '../plan/constitution/model.ts';
import { onOneLine } from '../plan/quote.ts';
import { amendedSince } from './amendments.ts';
import { plan } from './arguments.ts';
import type { Context } from './context.ts';
import { constitutionReport, nextStep } from './constitutionReport.ts';
import { constitutionNamed, type OpenPlan, openPlan, requireReadable } from './openPlan.ts';
import { defineTool } from './tool.ts';

const line = z.int().min(1).max(100_000_000);

const principle = z.strictObject({
  id: z.string(),
  title: z.string(),
  strength: z.string(),
  verdict: z.enum([
    'pass',
    'unsupported',
    'violation',
    'justified',
    'not_applicable',
    'deferred',
    'unaddressed',
    'unknown',
  ]),
  line: line.optional(),
  evidence: z.string().optional(),
  why: z.string().optional(),
});

const gate = z.strictObject({
  id: z.string(),
  title: z.string(),
  state: z.enum(['pass', 'fail', 'conditional', 'undecided']),
  line,
  why: z.string().optional(),
});

const output = z.strictObject({
  verdict: z.enum(['pass', 'fail', 'incomplete']),
  constitution: z.strictObject({
    path: z.string().optional(),
    version: z.string().optional(),
    cited: z.string().optional(),
    changed_since: z.array(z.string()).optional(),
    unfilled: z.boolean(),
  }),
  principles: z.array(principle),
  gates: z.array(gate),
  /** Principles and gates that are not listed. */
  more: z.int().min(1).max(10_000_000).optional(),
  plan_says: z.strictObject({ verdict: z.enum(['pass', 'fail', 'conditional', 'unknown']), line }).optional(),
  checked: z.array(z.string()),
  skipped: z.array(z.strictObject({ rule: z.string(), why: z.string() })),
  next: z.string().optional(),
});

export const checkConstitution = defineTool({
  name: 'check_constitution',
  title: 'Check a plan against its constitution',
  description:
    'Hold a plan against the constitution, principle by principle, with its gates. A tick without evidence is no pass.',
  hints: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
  input: z.strictObject({ plan, constitution: z.string().max(1000).optional().describe('Path; default: the nearest') }),
  output,
  async run(request, context) {
    const opened = await openPlan(request.plan, context);
    const { setting } = opened;
    const named = request.constitution;
    requireReadable(named === undefined ? opened : { ...opened, constitutionFault: undefined });
    const constitution = named === undefined ? setting.constitution : await constitutionNamed(named, opened, context);
    const source = constitution === undefined ? 'its own check list' : 'the constitution of its template';
    const found = quoted(
      await withAmendments(check(opened.document, constitution, setting), constitution, opened, context),
    );
    const next = nextStep(opened.path, found);
    const { planSays, violationsPlace: _, violationsTable: __, principles, ...rest } = found;
    const { changedSince, ...about } = rest.constitution;
    const left = Math.max(0, principles.length - mostListed) + Math.max(0, found.gates.length - mostListed);
    const data = {
      ...rest,
      constitution: { ...about, ...(changedSince === undefined ? {} : { changed_since: [...changedSince] }) },
      gates: found.gates.slice(0, mostListed).map(({ place: _, ...one }) => one),
      ...(left === 0 ? {} : { more: left }),
      checked: [...found.checked],
      skipped: [...found.skipped],
      principles: principles.slice(0, mostListed).map(({ place: _, openRules: __, ...one }) => one),
      ...(planSays === undefined ? {} : { plan_says: planSays }),
      ...(next === undefined ? {} : { next }),
    };
    return { text: constitutionReport(opened.path, found, source, next), data };
  },
});

/** Adds which principles changed since the version that the plan, or its approval, was held against. */
async function withAmendments(
  found: ConstitutionCheck,
  constitution: Constitution | undefined,
  { document, setting }: OpenPlan,
  context: Context,
): Promise<ConstitutionCheck> {
  const place = approvalPlace(document, setting);
  const record = place === undefined ? undefined : parseRecord(textOf(document, place));
  const { version, cited = record?.constitution } = found.constitution;
  if (constitution === undefined || version === undefined || cited === undefined || cited === version) return found;
  const amended = await amendedSince(constitution, cited, context);
  if ('why' in amended)
    return { ...found, skipped: [...found.skipped, { rule: 'constitution-amendments', why: amended.why }] };
  const changedSince = amended.amendments.map(({ id, change }) => `${id}: ${change}`);
  return { ...found, constitution: { ...found.constitution, cited, changedSince } };
}

/** How many principles, and how many gates, an answer lists. */
const mostListed = 200;

/** Longest piece of a plan's or constitution's text in an answer. */
const mostQuoted = 200;

/** Every text that comes from a file: plain, on one line, bounded. */
function quoted(found: ConstitutionCheck): ConstitutionCheck {
  const clean = (text: string): string => onOneLine(plainText(text), mostQuoted);
  const cleanWhy = ({ why }: { readonly why?: string }) =>
    why === undefined ? {} : { why: onOneLine(why, 2 * mostQuoted) };
  return {
    ...found,
    constitution: {
      ...found.constitution,
      ...(found.constitution.version === undefined ? {} : { version: clean(found.constitution.version) }),
    },
    principles: found.principles.map((one) => ({
      ...one,
      title: clean(one.title),
      ...(one.evidence === undefined ? {} : { evidence: clean(one.evidence) }),
      ...cleanWhy(one),
    })),
    gates: found.gates.map((one) => ({ ...one, title: clean(one.title), ...cleanWhy(one) })),
  };
}
