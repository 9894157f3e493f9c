import { PlanError } from '../errors.ts';
import { onOneLine } from '../plan/quote.ts';
import type { SourceFile } from '../workspace/templateSources.ts';
import type { Context } from './context.ts';
import { quoted } from './quoted.ts';
import { templatesFor } from './templates.ts';

type Reach = Pick<Context, 'workspace' | 'packaged'>;

/** A template as lists show it. */
export interface NamedTemplate {
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** Every template that loads, by id. Throws PlanError. */
export async function namedTemplates(context: Reach): Promise<NamedTemplate[]> {
  const { templates } = await templatesFor(context);
  return templates
    .map(({ id, title, description }) => ({
      id,
      title: onOneLine(title, 200),
      description: onOneLine(description, 400),
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The source of the template with an id, in any case; `isOwn` for a file of the workspace. Throws PlanError `unknown_template`. */
export async function templateSource(id: string, context: Reach): Promise<SourceFile & { readonly isOwn: boolean }> {
  const { templates, faults } = await templatesFor(context);
  const wanted = id.trim().toLowerCase();
  const template = templates.find((each) => each.id.toLowerCase() === wanted);
  const isOwn = template?.source === 'workspace';
  const files = isOwn ? (await context.workspace.listTemplateSources()).files : await context.packaged();
  const file = template === undefined ? undefined : files.find(({ path }) => path === template.path);
  if (file !== undefined) return { ...file, isOwn };
  const broken = faults.map((fault) => ` ${fault.message}`).join('');
  throw new PlanError('unknown_template', `There is no template ${quoted(id, 80)}.${broken}`, {
    fix: `Known: ${templates.map((each) => each.id).join(', ')}.`,
  });
}
