import { PlanError } from '../errors.ts';
import { parseDocument } from '../markdown/document.ts';
import { planRevision } from '../markdown/revision.ts';
import { unique } from '../markdown/unique.ts';
import { findGuidance } from './infer/guidance.ts';
import { repeatsIn } from './infer/repeats.ts';
import { firstSentence, identityOf, labelsOf } from './identity.ts';
import { type CutTemplate, cutMetadata } from './metadata.ts';
import type { PrincipleData, RenderedTemplate, Template, TemplateMeta, TemplateOrigin } from './model.ts';
import { compileTemplate } from './render.ts';
import type { Passage } from './sentinels.ts';
import { slotsOf } from './slots.ts';

export interface TemplateSource {
  /** Workspace-relative; of a built-in template relative to `templates/`. */
  readonly path: string;
  readonly text: string;
  readonly source: TemplateOrigin;
}

export interface LoadOptions {
  /** Partials by name, the workspace's own before ours. */
  readonly partials: ReadonlyMap<string, string>;
  /** Default constitutions by file name. */
  readonly constitutions: ReadonlyMap<string, string>;
  /** Reads the principles of a constitution. */
  readonly principlesOf: (constitution: string) => readonly PrincipleData[];
}

/** Makes a template of its source. Throws PlanError invalid_input for metadata or Handlebars that don't hold; plain Markdown always loads. */
export function loadTemplate(source: TemplateSource, options: LoadOptions): Template {
  const cut = cutMetadata(source.text, source.path);
  const constitution = constitutionOf(cut, source, options);
  const render = rendererOf(cut, source, options);
  const rendered = render(constitution === undefined ? [] : options.principlesOf(constitution.text));
  const meta = metaOf(cut, rendered, source.path);
  return {
    ...rendered,
    id: meta.id,
    title: meta.title,
    description: meta.description,
    source: source.source,
    path: source.path,
    engine: cut.engine,
    revision: planRevision(source.text),
    meta,
    ...(constitution === undefined ? {} : { constitution }),
    labels: labelsOf(rendered.document),
    render,
  };
}

/** Loads many, in order of preference; a later template with a known id gets a suffix. Those that don't load come back as faults. */
export function loadTemplates(
  sources: readonly TemplateSource[],
  options: LoadOptions,
): { templates: readonly Template[]; faults: readonly PlanError[] } {
  const templates: Template[] = [];
  const faults: PlanError[] = [];
  const used = new Set<string>();
  for (const source of sources) {
    try {
      const template = loadTemplate(source, options);
      const id = unique(template.id, used);
      templates.push(id === template.id ? template : { ...template, id, meta: { ...template.meta, id } });
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
      faults.push(named(error, source.path));
    }
  }
  return { templates, faults };
}

/** A fault that names its template: one found in a constitution's words does not by itself. */
function named(fault: PlanError, path: string): PlanError {
  const { code, fix, where = path } = fault;
  const message = fault.message.includes(path) ? fault.message : `${path}: ${fault.message}`;
  return new PlanError(code, message, { ...(fix === undefined ? {} : { fix }), where, cause: fault });
}

function constitutionOf(cut: CutTemplate, source: TemplateSource, options: LoadOptions): Template['constitution'] {
  const name = cut.metadata.constitution;
  if (name === undefined) return undefined;
  const text = options.constitutions.get(name);
  if (text !== undefined) return { path: name, text };
  const known = [...options.constitutions.keys()].join(', ') || 'none';
  throw new PlanError(
    'invalid_input',
    `${source.path}: there is no default constitution \`${name}\`; known ones are ${known}.`,
    {
      fix: 'Name one of these in `plankeeper.constitution`, or leave the key out.',
      where: source.path,
    },
  );
}

function rendererOf(cut: CutTemplate, source: TemplateSource, options: LoadOptions): Template['render'] {
  if (cut.engine === 'plain') {
    const plain = describe(cut.text, [], source.path);
    return () => plain;
  }
  const render = compileTemplate({
    text: cut.text,
    partials: options.partials,
    where: source.path,
    linesCut: cut.linesCut,
  });
  return (principles) => {
    const { text, passages } = render(principles);
    return describe(text, passages, source.path);
  };
}

function describe(text: string, passages: readonly Passage[], name: string): RenderedTemplate {
  const document = parseDocument(text, name);
  const { slots, generated } = slotsOf(document, passages);
  return { text, document, slots, guidance: findGuidance(document, slots), generated };
}

function metaOf(cut: CutTemplate, rendered: RenderedTemplate, path: string): TemplateMeta {
  const own = identityOf(rendered.document, rendered.slots, path);
  return {
    ...cut.metadata,
    id: cut.metadata.id ?? own.id,
    title: cut.metadata.title ?? own.title,
    description: cut.metadata.description ?? (firstSentence(cut.description ?? '') || own.description),
    repeat: cut.metadata.repeat ?? repeatsIn(rendered.document, rendered.slots),
    engine: cut.engine,
  };
}
