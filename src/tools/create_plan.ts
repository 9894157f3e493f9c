import { z } from 'zod';
import { parseDocument } from '../markdown/document.ts';
import { planRevision } from '../markdown/revision.ts';
import { slugOf } from '../markdown/slug.ts';
import { nextNumberAfter } from '../plan/create/ids.ts';
import type { Facts } from '../plan/create/model.ts';
import { newPlanText } from '../plan/create/newPlan.ts';
import { subjectOf } from '../plan/edits/subject.ts';
import { type PlacedSlot, unfilledCount } from '../plan/slots.ts';
import { firstUnfilled } from '../plan/views/unfilled.ts';
import { values } from './arguments.ts';
import type { Context } from './context.ts';
import { wordsOf } from './words.ts';
import { textIfReadable } from './readable.ts';
import { basisOf } from './newPlanBasis.ts';
import { linkTo, type Spec } from './spec.ts';
import { underConstitution } from './templates.ts';
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
    const { template: chosen, spec, exception } = await basisOf(request, context);
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
