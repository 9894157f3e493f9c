import { type Prompt, planArgument } from './model.ts';
import { planNamed } from './planNamed.ts';

export const clarifyPlan: Prompt = {
  name: 'clarify-plan',
  title: 'Clarify a plan',
  description: "Go through a plan's open questions with the person who can answer them.",
  arguments: [planArgument],
  write: async (given, context) =>
    [
      `Clarify the plan ${await planNamed(given, context)} with me: list_open_questions, the blocking ones first.`,
      'Ask me one at a time, with its options and what hangs on it. Answer none of them yourself.',
      'Record what I say by answer_question, in my words, with my name as decided_by; defer what I put off, with what it waits for.',
      'Where an answer changes other sections, find them by read_plan with find, and change them by fill_section.',
      'When I stop or nothing is open any more, call check_plan and say what still blocks the next status.',
    ].join('\n'),
};
