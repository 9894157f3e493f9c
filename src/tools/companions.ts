import { parseDocument } from '../markdown/document.ts';
import { planIdsIn } from '../plan/ids/planId.ts';
import { type Link, linksOf } from '../plan/links.ts';
import type { Companions } from '../plan/rules/model.ts';
import type { Words } from '../plan/words.ts';
import type { Context } from './context.ts';
import { nextTurn } from './nextTurn.ts';
import type { OpenPlan } from './openPlan.ts';
import { textIfReadable } from './readable.ts';
import { specOfPlan } from './spec.ts';

/** How many of a plan's links are followed. */
const mostLinks = 2000;

/** How many other plans are asked for their IDs, and how much of each is read, in characters. */
const mostPlans = 2000;
const headLength = 8000;

/** What lies around a plan, as far as rules ask for it. Throws PlanError where its spec or task list can't be read. */
export async function companionsOf(opened: OpenPlan, context: Context): Promise<Companions> {
  const { path, document, setting } = opened;
  const { words, template } = setting;
  const pattern = template?.meta.ids?.['plan'];
  return {
    links: await followed(path, linksOf({ document, words }), context),
    spec: await specOfPlan(opened, context),
    branch: context.workspace.git.branch,
    takenIds: pattern === undefined ? new Map() : await idsOfOthers(path, pattern, words, context),
    tasks: await tasksBeside(path, context),
  };
}

/** Targets → whether something is there; each is looked at once. */
async function followed(path: string, links: readonly Link[], context: Context): Promise<ReadonlyMap<string, boolean>> {
  const forms = new Map(links.map(({ target, form }) => [target, form]));
  const found = new Map<string, boolean>();
  for (const [target, form] of [...forms].slice(0, mostLinks)) {
    const beside = await context.workspace.existsNear(path, target);
    const isThere =
      beside !== true && form === 'path' ? await context.workspace.existsNear(path, `/${target}`) : beside;
    if (isThere !== undefined) found.set(target, isThere);
  }
  return found;
}

/** The IDs that the other listed plans call their own, in lower case → the plan. One that can't be read takes none. */
async function idsOfOthers(
  path: string,
  pattern: string,
  words: Words,
  context: Context,
): Promise<ReadonlyMap<string, string>> {
  const taken = new Map<string, string>();
  if (context.workspace.root === undefined) return taken;
  const others = (await context.workspace.listPlans()).filter((other) => other !== path);
  for (const other of others.slice(0, mostPlans)) {
    await nextTurn();
    if (context.signal.aborted) break;
    const text = await textIfReadable(other, context);
    const document = parseDocument((text ?? '').slice(0, headLength));
    for (const { id } of planIdsIn({ document, words }, pattern)) taken.set(id.toLowerCase(), other);
  }
  return taken;
}

async function tasksBeside(path: string, context: Context): Promise<Companions['tasks']> {
  const file = await context.workspace.readNear(path, './tasks.md');
  return file === undefined || file.path === path ? undefined : { path: file.path, text: file.text };
}
