import { approval } from './approval.ts';
import { blockedReason } from './blocked-reason.ts';
import { branch } from './branch.ts';
import { checklist } from './checklist.ts';
import { choice } from './choice.ts';
import { constitution } from './constitution.ts';
import { date } from './date.ts';
import { duplicateId } from './duplicate-id.ts';
import { emptyPlan } from './empty-plan.ts';
import { gateList } from './gate-list.ts';
import { link } from './link.ts';
import type { Rule } from './model.ts';
import { openQuestion } from './open-question.ts';
import { openTasks } from './open-tasks.ts';
import { phaseCriteria } from './phase-criteria.ts';
import { prerequisites } from './prerequisites.ts';
import { questionOverdue } from './question-overdue.ts';
import { requiredSection } from './required-section.ts';
import { reviews } from './reviews.ts';
import { riskMitigation } from './risk-mitigation.ts';
import { specTrace } from './spec-trace.ts';
import { statusChoice } from './status-choice.ts';
import { taskDependency } from './task-dependency.ts';
import { taskList } from './task-list.ts';
import { templateBleed } from './template-bleed.ts';
import { timelineOrder } from './timeline-order.ts';
import { timelineStatus } from './timeline-status.ts';
import { timelineSum } from './timeline-sum.ts';
import { unfilled } from './unfilled.ts';
import { unknownResearch } from './unknown-research.ts';
import { violationBlock } from './violation-block.ts';

/** Every rule of `check_plan`, in the order in which an answer lists them as checked. */
export const rules: readonly Rule[] = [
  prerequisites,
  emptyPlan,
  unfilled,
  templateBleed,
  requiredSection,
  openQuestion,
  constitution,
  violationBlock,
  gateList,
  reviews,
  checklist,
  openTasks,
  choice,
  date,
  link,
  unknownResearch,
  phaseCriteria,
  timelineSum,
  timelineOrder,
  timelineStatus,
  riskMitigation,
  taskDependency,
  taskList,
  duplicateId,
  specTrace,
  branch,
  questionOverdue,
  blockedReason,
  statusChoice,
  approval,
];
