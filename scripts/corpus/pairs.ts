import { parseDocument } from '../../src/markdown/document.ts';
import { loadTemplates, type TemplateSource } from '../../src/template/load.ts';
import { matchTemplate } from '../../src/template/match.ts';
import type { CollectedFile } from './collection.ts';

/** Plans without a mark, matched to the templates of their own repository. */
export interface Matches {
  /** Plans whose repository has a template. */
  readonly plans: number;
  readonly matched: number;
  /** Matched to a template that they were not made from, as far as anybody read them. */
  readonly wrong: readonly string[];
}

/** Matches each plan as a workspace of its repository would; `pairs` tells the right answers. */
export function matchPairs(files: readonly CollectedFile[], pairs: ReadonlyMap<string, string>): Matches {
  const plans = files.filter((file) => file.kind === 'plan' && file.repo !== undefined);
  const shelves = new Map<string | undefined, ReturnType<typeof shelfOf>>();
  const results = plans.flatMap((plan) => {
    const shelf = shelves.get(plan.repo) ?? shelfOf(files, plan.repo);
    shelves.set(plan.repo, shelf);
    if (shelf.length === 0) return [];
    return [{ plan: plan.path, template: matchTemplate(parseDocument(plan.text), shelf)?.path }];
  });
  const matched = results.filter(({ template }) => template !== undefined);
  return {
    plans: results.length,
    matched: matched.length,
    wrong: matched
      .filter(({ plan, template }) => pairs.get(plan) !== template)
      .map(({ plan, template }) => `${plan} → ${template ?? ''}`),
  };
}

function shelfOf(
  files: readonly CollectedFile[],
  repo: string | undefined,
): ReturnType<typeof loadTemplates>['templates'] {
  const sources = files
    .filter((file) => file.kind === 'template' && file.repo === repo)
    .map((file): TemplateSource => ({ path: file.path, text: file.text, source: 'workspace' }));
  return loadTemplates(sources, { partials: new Map(), constitutions: new Map(), principlesOf: () => [] }).templates;
}
