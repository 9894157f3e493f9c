import type { CompleteRequestParams, CompleteResult } from '@modelcontextprotocol/server';
import { PlanError } from '../../errors.ts';
import type { Context } from '../../tools/context.ts';
import { sectionsOf } from '../../tools/placesOfPlan.ts';
import { quoted } from '../../tools/quoted.ts';
import { namedTemplates } from '../../tools/templateNamed.ts';
import { promptNamed } from '../prompts/promptNamed.ts';
import { listedPlans } from '../resources/plans.ts';
import { resourceTemplates } from '../resources/templates.ts';
import { parseUri } from '../resources/uris.ts';

/** The protocol allows no more. */
const mostValues = 100;

type Lister = (context: Context, others: Readonly<Record<string, string>>) => Promise<string[]>;

const plans: Lister = ({ workspace }) => listedPlans(workspace);
const templates: Lister = async (context) => (await namedTemplates(context)).map(({ id }) => id);
const none: Lister = async () => [];

/** In a URI `%`, `#` and `?` of a path would mean something else; all else of it stays as people read it. */
const planPaths: Lister = async (context, others) =>
  (await plans(context, others)).map((path) => path.replace(/[%#?]/g, encodeURIComponent));

/** Where no plan is named yet, or none that can be read, there is nothing to offer. */
const addresses: Lister = async (context, { path = '' }) => {
  if (path === '') return [];
  try {
    const named = parseUri(`plan://${path}`);
    return named.kind === 'plan' ? await sectionsOf(named.path, context) : [];
  } catch (error) {
    if (error instanceof PlanError) return [];
    throw error;
  }
};

/** What each variable of a resource template can be. */
const variables: ReadonlyMap<string, Readonly<Record<string, Lister>>> = new Map([
  [resourceTemplates.plan.uriTemplate, { path: planPaths }],
  [resourceTemplates.place.uriTemplate, { path: planPaths, address: addresses }],
  [resourceTemplates.template.uriTemplate, { id: templates }],
]);

/** What an argument can go on as: what begins with the words, then what holds them. Throws PlanError for what takes no such argument. */
export async function completionOf(
  { ref, argument, context: known }: CompleteRequestParams,
  context: Context,
): Promise<CompleteResult['completion']> {
  const listers = ref.type === 'ref/prompt' ? listersOfPrompt(ref.name) : listersOfTemplate(ref.uri);
  const list = Object.hasOwn(listers, argument.name) ? listers[argument.name] : undefined;
  if (list === undefined)
    throw new PlanError('invalid_input', `There is no argument ${quoted(argument.name, 80)} to complete.`, {
      fix: `Known: ${Object.keys(listers).join(', ')}.`,
    });
  const fitting = fittingOf(await list(context, known?.arguments ?? {}), argument.value);
  return { values: fitting.slice(0, mostValues), total: fitting.length, hasMore: fitting.length > mostValues };
}

function listersOfPrompt(name: string): Readonly<Record<string, Lister>> {
  const kinds = { plan: plans, template: templates, words: none } as const;
  return Object.fromEntries(promptNamed(name).arguments.map((each) => [each.name, kinds[each.kind]]));
}

function listersOfTemplate(uri: string): Readonly<Record<string, Lister>> {
  const known = variables.get(uri);
  if (known !== undefined) return known;
  throw new PlanError('invalid_input', `There is no resource template ${quoted(uri, 80)}.`, {
    fix: `Known: ${[...variables.keys()].join(', ')}.`,
  });
}

function fittingOf(values: readonly string[], words: string): string[] {
  const wanted = folded(words);
  const starting = values.filter((value) => folded(value).startsWith(wanted));
  const others = values.filter((value) => folded(value).includes(wanted) && !folded(value).startsWith(wanted));
  return [...starting, ...others];
}

function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
