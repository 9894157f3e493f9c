import { z } from 'zod';
import { PlanError } from '../errors.ts';
import { parseDocument } from '../markdown/document.ts';
import { planRevision } from '../markdown/revision.ts';
import { slugOf } from '../markdown/slug.ts';
import { nextNumberAfter } from '../plan/create/ids.ts';
import type { Facts } from '../plan/create/model.ts';
import { newPlanText } from '../plan/create/newPlan.ts';
import { unmetPrerequisites } from '../plan/create/prerequisites.ts';
import { subjectOf } from '../plan/edits/subject.ts';
import { type PlacedSlot, unfilledCount } from '../plan/slots.ts';
import { firstUnfilled } from '../plan/views/unfilled.ts';
import type { Template } from '../template/model.ts';
import { values } from './arguments.ts';
import type { Context } from './context.ts';
import { wordsOf } from './words.ts';
import { textIfReadable } from './readable.ts';
import { linkTo, readSpec, type Spec } from './spec.ts';
import { templatesFor, underConstitution, usualTemplate } from './templates.ts';
import { defineTool } from './tool.ts';

const input = z.strictObject({
  title: z.string().min(1).max(200),
  template: z.string().max(1000).optional(),
  path: z.string().max(1000).optional(),
  values: values.optional().describe('By label or slot'),
  spec: z.string().max(1000).optional(),
  exception: z.string().max(1000).optional().describe("A human's reason to skip a prerequisite"),
});

type Input = z.output<typeof input>;

export const createPlan = defineTool({
  name: 'create_plan',
  title: 'Create a plan',
  description:
    'Create a plan from a template; fills in what is known (dates, author, branch, status) and the values given.',
  hints: { readOnly: false, destructive: false, idempotent: false, openWorld: false },
  input,
  output: z.strictObject({
    plan: z.string(),
    path: z.string(),
    revision: z.string(),
    template: z.string(),
    unfilled: z.int().min(0).max(1_000_000),
    next: z.string(),
  }),
  async run(request, context) {
    const chosen = await chooseTemplate(request.template, context);
    const spec = await readSpec(request, context);
    const exception = requireOpenGate(chosen, request, spec?.text, context);
    const slug = slugOf(request.title) || 'plan';
    let slots: readonly PlacedSlot[] = [];
    let isListed = true;
    const created = await context.workspace.createPlan(
      { slug, path: request.path, spec: spec?.path, signal: context.signal },
      async (place) => {
        // Read here, where no other plan can be made meanwhile: an ID is given once.
        const others = Object.keys(chosen.meta.ids ?? {}).length === 0 ? [] : await otherPlans(context);
        const template = underConstitution(chosen, await context.workspace.findConstitution(place.path), context);
        const facts = factsFor(request, context, place, spec, others, slug);
        const setting = {
          template,
          constitution: undefined,
          path: undefined,
          words: wordsOf(context),
          today: context.today,
        };
        const { mark } = context.workspace.config;
        const text = newPlanText({ template, facts, values: request.values ?? {}, exception, mark }, setting);
        // All that the answer tells is worked out here: once the plan is there, nothing may fail any more.
        isListed = context.workspace.isListed(place.path);
        slots = subjectOf(parseDocument(text), setting).slots;
        return text;
      },
    );
    const fill = `fill_section ${firstUnfilled(slots)?.id ?? 'where the plan needs more'}; read_plan view "unfilled" lists what is left`;
    const next = isListed
      ? fill
      : `${fill}. Lists do not show ${created.path} until "plans" in plankeeper.config.json covers it`;
    const data = {
      plan: created.id,
      path: created.path,
      revision: planRevision(created.text),
      template: chosen.id,
      unfilled: unfilledCount(slots),
      next,
    };
    return {
      text: `Created ${data.path} from ${data.template} · revision ${data.revision} · unfilled ${data.unfilled} · next: ${next}`,
      data,
    };
  },
});

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
  request: Input,
  spec: string | undefined,
  context: Context,
): string | undefined {
  const unmet = unmetPrerequisites(template.meta.prerequisites ?? [], spec, {
    words: wordsOf(context),
    today: context.today,
  });
  if (unmet.length === 0) return undefined;
  const reason = request.exception?.trim();
  if (reason !== undefined && reason !== '') return reason;
  throw new PlanError('gate_closed', `${template.id} has prerequisites that do not hold. ${unmet.join(' ')}`, {
    fix: "Mend the spec and name it in spec, or call again with a human's reason in exception.",
  });
}

/** The texts of the plans that can be read. */
async function otherPlans(context: Context): Promise<string[]> {
  const paths = await context.workspace.listPlans();
  const texts = await Promise.all(paths.map((path) => textIfReadable(path, context)));
  return texts.filter((text) => text !== undefined);
}

/** Branches that everybody shares are no plan's branch. */
const sharedBranches = new Set(['main', 'master', 'trunk', 'develop', 'HEAD']);

function factsFor(
  request: Input,
  context: Context,
  place: { path: string; id: string; number: string | undefined },
  spec: Spec | undefined,
  others: readonly string[],
  slug: string,
): Facts {
  const { author, branch } = context.workspace.git;
  return {
    title: request.title.trim(),
    slug,
    name: place.number === undefined ? undefined : place.id,
    today: context.today,
    author,
    branch: branch === undefined || sharedBranches.has(branch) ? undefined : branch,
    spec: spec === undefined ? undefined : { link: linkTo(place.path, spec.path), text: spec.text },
    nextNumber: (prefix) => nextNumberAfter(prefix, others),
  };
}
