import { keepRefusal, PlanError, together } from '../errors.ts';
import { unmetPrerequisites } from '../plan/create/prerequisites.ts';
import type { Template } from '../template/model.ts';
import type { Context } from './context.ts';
import { readSpec, type Spec } from './spec.ts';
import { templatesFor, usualTemplate } from './templates.ts';
import { wordsOf } from './words.ts';

/** What a new plan is made from. */
export interface Basis {
  readonly template: Template;
  readonly spec: Spec | undefined;
  /** The exception to record; undefined where none is needed. */
  readonly exception: string | undefined;
}

/** What the caller names for a new plan. */
export interface BasisRequest {
  readonly template?: string | undefined;
  readonly path?: string | undefined;
  readonly spec?: string | undefined;
  readonly exception?: string | undefined;
}

/** The template, the spec and a place that is free for the plan; what is wrong with any of them comes in one refusal. Throws PlanError. */
export async function basisOf(request: BasisRequest, context: Context): Promise<Basis> {
  const faults: PlanError[] = [];
  const spec = await noted(faults, () => readSpec(request, context));
  const isSpecSound = faults.length === 0;
  // A plan without a path goes beside its spec.
  if (isSpecSound || request.path !== undefined)
    await noted(faults, () => context.workspace.mustBeFree({ path: request.path, spec: spec?.path }));
  const template = await noted(faults, () => chooseTemplate(request.template, context));
  const exception =
    template === undefined || !isSpecSound
      ? undefined
      : await noted(faults, () => requireOpenGate(template, request.exception, spec?.text, context));
  if (template === undefined || faults.length > 0) throw together(faults);
  return { template, spec, exception };
}

/** What `find` gives; undefined where it refuses, with the refusal among `faults`. */
async function noted<Found>(faults: PlanError[], find: () => Found | Promise<Found>): Promise<Found | undefined> {
  try {
    return await find();
  } catch (fault) {
    keepRefusal(faults, fault);
    return undefined;
  }
}

/** The one named, else the one that is taken without a name. */
async function chooseTemplate(name: string | undefined, context: Context): Promise<Template> {
  const { templates, faults } = await templatesFor(context);
  const ids = templates.map((template) => template.id).join(', ');
  if (name !== undefined) {
    const wanted = name.trim().toLowerCase();
    const template = templates.find(
      (each) =>
        each.id.toLowerCase() === wanted || (each.source === 'workspace' && each.path?.toLowerCase() === wanted),
    );
    if (template !== undefined) return template;
    const broken = faults.map((fault) => fault.message).join(' ');
    throw new PlanError('unknown_template', `No template "${name.slice(0, 80)}".${broken === '' ? '' : ` ${broken}`}`, {
      fix: `Known: ${ids}.`,
    });
  }
  const usual = usualTemplate(templates);
  if (usual !== undefined) return usual;
  throw new PlanError('unknown_template', 'The workspace has several templates and none was named.', {
    fix: `Name one in template: ${ids}.`,
  });
}

/** The exception to record, or undefined where none is needed. Throws `gate_closed` where a prerequisite does not hold and none was given. */
function requireOpenGate(
  template: Template,
  given: string | undefined,
  spec: string | undefined,
  context: Context,
): string | undefined {
  const unmet = unmetPrerequisites(template.meta.prerequisites ?? [], spec, {
    words: wordsOf(context),
    today: context.today,
  });
  if (unmet.length === 0) return undefined;
  const reason = given?.trim();
  if (reason !== undefined && reason !== '') return reason;
  throw new PlanError('gate_closed', `${template.id} has prerequisites that do not hold. ${unmet.join(' ')}`, {
    fix: "Mend the spec and name it in spec, or call again with a human's reason in exception.",
  });
}
