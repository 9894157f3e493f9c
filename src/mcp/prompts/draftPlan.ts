import type { Context } from '../../tools/context.ts';
import { quoted } from '../../tools/quoted.ts';
import { templateSource } from '../../tools/templateNamed.ts';
import type { Prompt } from './model.ts';

export const draftPlan: Prompt = {
  name: 'draft-plan',
  title: 'Draft a plan',
  description: 'Make a plan from a template and fill in what is known.',
  arguments: [
    { name: 'title', description: 'What the plan is for', required: true, kind: 'words', longest: 200 },
    {
      name: 'template',
      description: "A template's id; else the agent chooses",
      required: false,
      kind: 'template',
      longest: 1000,
    },
    { name: 'spec', description: 'Path of the spec that it follows', required: false, kind: 'words', longest: 1000 },
  ],
  async write(given, context) {
    return [
      `Draft an implementation plan in this workspace. Create it once: create_plan with ${await argumentsOf(given, context)}.`,
      ...(given.template === undefined ? ['Before that, list_templates, and choose the one that fits.'] : []),
      'Then read_plan with view "unfilled", and fill_section with what the workspace and I tell you, many places in one call; add_item for more phases, risks or rows.',
      'Invent nothing: what you do not know becomes an open question.',
      'At the end call check_constitution, list_open_questions and check_plan, mend what they find, and tell me what is left for people.',
    ].join('\n');
  },
};

/** `title "Parcel lockers", template "layered-platform"`. */
async function argumentsOf(given: Readonly<Record<string, string>>, context: Context): Promise<string> {
  if (given.template !== undefined) await templateSource(given.template, context);
  return ['title', 'template', 'spec']
    .flatMap((name) => (given[name] === undefined ? [] : [`${name} ${quoted(given[name], 1000)}`]))
    .join(', ');
}
