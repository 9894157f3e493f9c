import type { ListResourcesResult, Resource } from '@modelcontextprotocol/server';
import { PlanError } from '../../errors.ts';
import type { Context } from '../../tools/context.ts';
import { nextTurn } from '../../tools/nextTurn.ts';
import { titleOf } from '../../tools/placesOfPlan.ts';
import { quoted } from '../../tools/quoted.ts';
import { namedTemplates } from '../../tools/templateNamed.ts';
import { listedPlans } from './plans.ts';
import { constitutionUri, planUri, templateUri } from './uris.ts';

/** How many resources a page holds. */
const pageSize = 100;

const mimeType = 'text/markdown';

/** A resource by where it stands in the list: the constitution, templates by id, plans by path. Described when its page is asked for. */
interface Entry {
  readonly place: string;
  describe(): Promise<Resource>;
}

/** A page of the resources that there are now: the one behind `cursor`, else the first. Throws PlanError `invalid_input` for a cursor that is none. */
export async function listResources(cursor: string | undefined, context: Context): Promise<ListResourcesResult> {
  const last = cursor === undefined ? '' : placeIn(cursor);
  const all = [...(await constitutionOf(context)), ...(await templatesOf(context)), ...(await plansOf(context))];
  const rest = all.filter(({ place }) => place > last);
  const page = rest.slice(0, pageSize);
  const resources: Resource[] = [];
  for (const entry of page) {
    // A cancel is heard; nobody waits for the answer of a cancelled call.
    await nextTurn();
    if (context.signal.aborted) break;
    resources.push(await entry.describe());
  }
  const end = rest.length > page.length ? page.at(-1) : undefined;
  return { resources, ...(end === undefined ? {} : { nextCursor: cursorAt(end.place) }) };
}

/** None where there is none, or none that can be read: reading it says why. */
async function constitutionOf({ workspace }: Context): Promise<Entry[]> {
  try {
    const file = await workspace.findConstitution();
    if (file === undefined) return [];
    const { path, text } = file;
    const title = titleOf(text) ?? 'Constitution';
    const size = Buffer.byteLength(text);
    const description = `The principles that plans are held against: ${quoted(path)}`;
    return [
      {
        place: '0',
        describe: async () => ({ uri: constitutionUri, name: 'constitution', title, description, mimeType, size }),
      },
    ];
  } catch (error) {
    if (error instanceof PlanError) return [];
    throw error;
  }
}

async function templatesOf(context: Context): Promise<Entry[]> {
  const templates = await namedTemplates(context);
  return templates.map(({ id, title, description }) => ({
    place: `1 ${id}`,
    describe: async () => ({
      uri: templateUri(id),
      name: id,
      title,
      ...(description === '' ? {} : { description }),
      mimeType,
    }),
  }));
}

async function plansOf({ workspace }: Context): Promise<Entry[]> {
  const paths = await listedPlans(workspace);
  return paths.map((path) => ({ place: `2 ${path}`, describe: () => describePlan(path, workspace) }));
}

/** One that can't be read stays in the list, and says why. */
async function describePlan(path: string, workspace: Context['workspace']): Promise<Resource> {
  const known = { uri: planUri(path), name: path, mimeType };
  try {
    const { text, bytes } = await workspace.read(path);
    const title = titleOf(text);
    return { ...known, ...(title === undefined ? {} : { title }), size: bytes.length };
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    return { ...known, description: `Can't be read: ${quoted(error.message)}` };
  }
}

/** An opaque mark for the resource that a page ended with: a page after it is right whatever came or went meanwhile. */
function cursorAt(place: string): string {
  return Buffer.from(place, 'utf8').toString('base64url');
}

function placeIn(cursor: string): string {
  const place = cursor.length > 20_000 ? '' : Buffer.from(cursor, 'base64url').toString('utf8');
  if (/^(?:0$|[12] .)/s.test(place) && cursorAt(place) === cursor) return place;
  throw new PlanError('invalid_input', 'The cursor is none that resources/list gave.', {
    fix: 'Ask again without cursor, or with nextCursor of the page before.',
  });
}
