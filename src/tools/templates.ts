import { readMark } from '../template/mark.ts';
import type { TemplateSource } from '../template/load.ts';
import { matchTemplate } from '../template/match.ts';
import type { Template } from '../template/model.ts';
import { oncePer } from '../markdown/oncePer.ts';
import { planRevision } from '../markdown/revision.ts';
import type { Document } from '../markdown/model.ts';
import type { PlanError } from '../errors.ts';
import { withConventions } from '../plan/create/conventions.ts';
import type { Principle } from '../plan/constitution/model.ts';
import { principlesOf } from '../plan/constitution/principles.ts';
import type { Words } from '../plan/words.ts';
import type { SourceFile } from '../workspace/templateSources.ts';
import type { Context } from './context.ts';
import { wordsOf } from './words.ts';

/** What loaded, the workspace's templates first, and why the others did not. */
export interface Shelf {
  readonly templates: readonly Template[];
  readonly faults: readonly PlanError[];
}

/** Shelves by the hash of all their sources: a template is a pure function of them. */
const shelves = new Map<string, Shelf>();
const mostShelves = 8;

/** Every template of the workspace and of the program. */
export async function templatesFor(context: Pick<Context, 'workspace' | 'packaged'>): Promise<Shelf> {
  const { files: own, faults } = await context.workspace.listTemplateSources();
  const packaged = await context.packaged();
  const words = wordsOf(context);
  const key = [JSON.stringify(context.workspace.config.words), hashOf(own), hashOfPackaged(packaged)].join(' ');
  const shelf = shelves.get(key) ?? keep(key, await loadShelf(own, packaged, words));
  return faults.length === 0 ? shelf : { ...shelf, faults: [...faults, ...shelf.faults] };
}

/** The built-in template that is taken where the workspace has none and none is named. */
const firstBuiltIn = 'layered-platform';

/** The template that is taken without a name: the workspace's only one, without any the first built-in one; undefined where it has several. */
export function usualTemplate(templates: readonly Template[]): Template | undefined {
  const own = templates.filter((template) => template.source === 'workspace');
  if (own.length > 0) return own.length === 1 ? own[0] : undefined;
  return templates.find((template) => template.id === firstBuiltIn);
}

function keep(key: string, shelf: Shelf): Shelf {
  if (shelves.size >= mostShelves) shelves.clear();
  shelves.set(key, shelf);
  return shelf;
}

function hashOf(files: readonly SourceFile[]): string {
  return planRevision(files.map(({ path, text }) => `${path}\0${text}`).join('\0'));
}

/** What comes with the program stays as it is. */
const hashOfPackaged = oncePer(hashOf);

/** Partials and constitutions stand in folders of those names; ours give way to the workspace's. */
async function loadShelf(own: readonly SourceFile[], packaged: readonly SourceFile[], words: Words): Promise<Shelf> {
  // Handlebars and YAML are a good part of the start-up; a server that is only asked for its tools needs neither.
  const { loadTemplates } = await import('../template/load.ts');
  const both = [...packaged, ...own];
  const named = (folder: string): Map<string, string> =>
    new Map(both.filter((file) => isIn(file, folder)).map((file) => [nameOf(file), file.text]));
  const partials = new Map([...named('partials')].map(([name, text]) => [name.replace(/\.md$/i, ''), text]));
  const sources = (files: readonly SourceFile[], source: TemplateSource['source']): TemplateSource[] =>
    files
      .filter((file) => /\.md$/i.test(file.path) && !isIn(file, 'partials') && !isIn(file, 'constitutions'))
      .map((file) => ({ ...file, source }));
  const { templates, faults } = loadTemplates([...sources(own, 'workspace'), ...sources(packaged, 'built-in')], {
    partials,
    constitutions: named('constitutions'),
    principlesOf: (constitution) => principlesOf(constitution, words),
  });
  return { templates: templates.map((template) => withConventions(template, words)), faults };
}

function isIn(file: SourceFile, folder: string): boolean {
  return file.path.split('/').slice(0, -1).includes(folder);
}

function nameOf(file: SourceFile): string {
  return file.path.slice(file.path.lastIndexOf('/') + 1);
}

/** The template that a plan was made from, by its mark, else by its headings and labels; rendered with the constitution that the plan stands under. */
export async function templateOfPlan(
  document: Document,
  constitution: SourceFile | undefined,
  context: Context,
): Promise<Template | undefined> {
  const { templates } = await templatesFor(context);
  const mark = readMark(document);
  const template =
    mark === undefined ? matchTemplate(document, templates) : templates.find((each) => each.id === mark.id);
  return template === undefined ? undefined : underConstitution(template, constitution, context);
}

/** A template of ours writes its check section from the principles of the constitution that the plan stands under, where there is one. */
export function underConstitution(
  template: Template,
  constitution: SourceFile | undefined,
  context: Context,
): Template {
  if (template.engine === 'plain' || constitution === undefined) return template;
  const principles = principlesOf(constitution.text, wordsOf(context));
  return principles.length === 0 ? template : rendered(template, principles);
}

const renderings = new WeakMap<readonly Principle[], Map<Template, Template>>();

function rendered(template: Template, principles: readonly Principle[]): Template {
  const known = renderings.get(principles) ?? new Map<Template, Template>();
  renderings.set(principles, known);
  const made = known.get(template) ?? { ...template, ...template.render(principles) };
  known.set(template, made);
  return made;
}
