import { z } from 'zod';
import type { ToolAnswer } from './answers.ts';
import { planAt, type TestPlan } from './newPlan.ts';
import { startServer } from './server.ts';
import { builtIns, readSeed } from './templates.ts';
import { makeWorkspace } from './workspace.ts';

/** One of the two forms that a seed's plan is made from: our own template, or the verbatim text as the workspace's. */
export interface Version {
  readonly name: 'built-in' | 'verbatim';
  /** The template's id. */
  readonly template: string;
  readonly files: Readonly<Record<string, string>>;
}

/** A plan made from a version, with the tools at hand. */
export interface SeedPlan extends TestPlan {
  /** Calls a tool on the plan. */
  call(tool: string, args?: Record<string, unknown>): Promise<ToolAnswer>;
  /** As `call`; gives the lines that went and came, and throws where anything was refused. */
  change(tool: string, args: Record<string, unknown>): Promise<Changed>;
  /** What a rule finds: `severity section: message`. */
  findings(rule: string, forStatus?: string): Promise<string[]>;
  /** The plan's text from one line on to another, both named by how they begin. */
  between(from: string, to: string): string;
}

export interface Changed {
  readonly went: readonly string[];
  readonly came: readonly string[];
}

/** The versions of a template; the verbatim one only where the seeds are beside the repository. */
export function versionsOf(id: (typeof builtIns)[number]['id']): Version[] {
  const seed = builtIns.find((each) => each.id === id)?.seed;
  const text = seed === undefined ? undefined : readSeed(seed);
  const own: Version = { name: 'built-in', template: id, files: {} };
  if (text !== undefined)
    return [own, { name: 'verbatim', template: 'seed', files: { '.plankeeper/templates/seed.md': text } }];
  process.stderr.write(`The verbatim seeds are not beside the repository: only the built-in ${id} is tested.\n`);
  return [own];
}

/** Makes a plan titled 'Parcel lockers' in a workspace that holds `files` beside the version's own. */
export async function made(
  version: Version,
  files: Readonly<Record<string, string>> = {},
  args: Record<string, unknown> = { exception: 'Agreed with Mara.' },
): Promise<SeedPlan> {
  const workspace = makeWorkspace({ ...version.files, ...files });
  const server = await startServer(workspace.path);
  const created = await server.call('create_plan', { title: 'Parcel lockers', template: version.template, ...args });
  const path = z.string().parse(created.data?.['path'], { error: () => created.text });
  const plan = planAt(workspace, server, path);
  const call: SeedPlan['call'] = (tool, more = {}) => server.call(tool, { plan: path, ...more });
  return {
    ...plan,
    call,
    change: async (tool, more) => {
      const before = plan.read();
      const answer = await call(tool, more);
      if (answer.isError || answer.data?.['refused'] !== undefined) throw new Error(answer.text);
      return changedLines(before, plan.read());
    },
    findings: async (rule, forStatus) => {
      const answer = await call('check_plan', forStatus === undefined ? {} : { for_status: forStatus });
      return findingsOf(answer)
        .filter((finding) => finding.rule === rule)
        .map(({ severity, section, message }) => `${severity} ${section}: ${message}`);
    },
    between: (from, to) => textBetween(plan.read(), from, to),
  };
}

const findingSchema = z.object({ rule: z.string(), severity: z.string(), section: z.string(), message: z.string() });

function findingsOf(answer: ToolAnswer): z.output<typeof findingSchema>[] {
  return z.array(findingSchema).parse(answer.data?.['findings'], { error: () => answer.text });
}

function textBetween(text: string, from: string, to: string): string {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.startsWith(from));
  const end = lines.findIndex((line, index) => index > first && line.startsWith(to));
  if (first === -1 || end === -1) throw new Error(`No text from "${from}" to "${to}".`);
  return lines.slice(first, end).join('\n').trimEnd();
}

/** Lines that only one of two texts has, in order; blank ones left out. */
export function changedLines(before: string, after: string): Changed {
  const old = before.split('\n');
  const fresh = after.split('\n');
  const common = longestCommon(old, fresh);
  const isSaid = (line: string): boolean => line.trim() !== '';
  return {
    went: old.filter((line, index) => !common.old.has(index) && isSaid(line)),
    came: fresh.filter((line, index) => !common.fresh.has(index) && isSaid(line)),
  };
}

function longestCommon(old: readonly string[], fresh: readonly string[]): { old: Set<number>; fresh: Set<number> } {
  const rows = Array.from({ length: old.length + 1 }, () => new Uint32Array(fresh.length + 1));
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = fresh.length - 1; j >= 0; j -= 1)
      rows[i]?.set([old[i] === fresh[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))], j);
  const found = { old: new Set<number>(), fresh: new Set<number>() };
  for (let i = 0, j = 0; i < old.length && j < fresh.length; ) {
    if (old[i] === fresh[j]) {
      found.old.add(i);
      found.fresh.add(j);
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return found;
}

const pad = (number: number): string => String(number).padStart(2, '0');

/** Today as a plan writes it. */
export function today(): string {
  const now = new Date();
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}
