import { addItem } from './add_item.ts';
import { answerQuestion } from './answer_question.ts';
import { checkConstitution } from './check_constitution.ts';
import { checkPlan } from './check_plan.ts';
import { createPlan } from './create_plan.ts';
import { fillSection } from './fill_section.ts';
import { listOpenQuestions } from './list_open_questions.ts';
import { listPlans } from './list_plans.ts';
import { listTemplates } from './list_templates.ts';
import { markItem } from './mark_item.ts';
import { readPlan } from './read_plan.ts';
import { restorePlan } from './restore_plan.ts';
import { setStatus } from './set_status.ts';
import type { Tool } from './tool.ts';

/** Every tool, in the order in which clients list them. */
export const tools: readonly Tool[] = [
  listTemplates,
  createPlan,
  listPlans,
  readPlan,
  fillSection,
  addItem,
  markItem,
  checkPlan,
  checkConstitution,
  listOpenQuestions,
  answerQuestion,
  setStatus,
  restorePlan,
];
