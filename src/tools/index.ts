import { checkConstitution } from './check_constitution.ts';
import { createPlan } from './create_plan.ts';
import { fillSection } from './fill_section.ts';
import { listOpenQuestions } from './list_open_questions.ts';
import { listTemplates } from './list_templates.ts';
import { readPlan } from './read_plan.ts';
import type { Tool } from './tool.ts';

/** Every tool, in the order in which clients list them. */
export const tools: readonly Tool[] = [
  listTemplates,
  createPlan,
  readPlan,
  fillSection,
  checkConstitution,
  listOpenQuestions,
];
