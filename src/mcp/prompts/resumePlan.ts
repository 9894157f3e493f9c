import { type Prompt, planArgument } from './model.ts';
import { planNamed } from './planNamed.ts';

export const resumePlan: Prompt = {
  name: 'resume-plan',
  title: 'Go on with a plan',
  description: 'Take up the work on a plan where it was left.',
  arguments: [planArgument],
  write: async (given, context) =>
    [
      `Go on with the plan ${await planNamed(given, context)}.`,
      'See where it stands: read_plan with view "tasks", then with view "history", and list_open_questions with blocking_only.',
      'Tell me in three sentences what is done, what is next and what blocks it. Stop there if a question blocks the next task or the plan is not approved.',
      'Else do the next task: mark_item in_progress, the work itself, mark_item done with a note of the evidence, and so on. A task goes by the address in the comment of its line, or by its ID where there is none.',
      'Where the work departs from the plan, change the plan by fill_section before you go on.',
    ].join('\n'),
};
