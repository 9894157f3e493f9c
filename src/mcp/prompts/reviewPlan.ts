import { type Prompt, planArgument } from './model.ts';
import { planNamed } from './planNamed.ts';

export const reviewPlan: Prompt = {
  name: 'review-plan',
  title: 'Review a plan',
  description: 'Judge a plan before it is approved, and change nothing.',
  arguments: [planArgument],
  write: async (given, context) =>
    [
      `Review the plan ${await planNamed(given, context)}. Change nothing in it.`,
      'Read all of it with read_plan: view "outline" first where it is long, then its sections. Then call check_constitution, list_open_questions and check_plan.',
      'The tools find and count; judge yourself what they can not: whether it will work, what is missing, which risks and principles are passed over.',
      'Give me your findings, the gravest first: the section id, what is wrong, what you would write instead. Close with whether it is ready for its next status.',
    ].join('\n'),
};
