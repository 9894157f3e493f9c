import { clarifyPlan } from './clarifyPlan.ts';
import { draftPlan } from './draftPlan.ts';
import type { Prompt } from './model.ts';
import { resumePlan } from './resumePlan.ts';
import { reviewPlan } from './reviewPlan.ts';

/** Every prompt, in the order of a plan's life. */
export const prompts: readonly Prompt[] = [draftPlan, clarifyPlan, reviewPlan, resumePlan];
