import { PlanError } from '../errors.ts';
import { resolvePlace } from '../markdown/addresses.ts';
import { parseDocument } from '../markdown/document.ts';
import { listSections } from '../markdown/outline.ts';
import { readingOf } from '../plan/planReading.ts';
import { onOneLine } from '../plan/quote.ts';
import type { Context } from './context.ts';
import { openPlan } from './openPlan.ts';

/** The text of one place of a plan with all below it, as it stands in the file. Throws PlanError. */
export async function textOfPlace(plan: string, address: string, context: Context): Promise<string> {
  const { path, document, setting, faithful } = await openPlan(plan, context);
  if (!faithful)
    throw new PlanError('unreadable', `${path} is not valid UTF-8: a place in it has no exact text.`, {
      fix: 'Read the whole file, or convert it to UTF-8.',
      where: path,
    });
  const { aliases } = readingOf(document, setting).subject;
  const { from, to } = resolvePlace(document, address, aliases, path).span;
  return document.text.slice(from, to);
}

/** The addresses of a plan's sections and units, in its order. Throws PlanError. */
export async function sectionsOf(plan: string, context: Pick<Context, 'workspace'>): Promise<string[]> {
  const path = await context.workspace.resolvePlan(plan);
  const { text } = await context.workspace.read(path);
  return listSections(parseDocument(text, path)).map(({ id }) => id);
}

/** So much of a text is looked at for its title, in characters. */
const mostBeforeTitle = 32 * 1024;

/** The title of a Markdown text, on one line; undefined where it has none near its start. */
export function titleOf(text: string): string | undefined {
  try {
    const title = parseDocument(text.slice(0, mostBeforeTitle)).title?.title ?? '';
    return onOneLine(title, 200) || undefined;
  } catch (error) {
    // A text over the limits of a document is named by its path.
    if (error instanceof PlanError) return undefined;
    throw error;
  }
}
