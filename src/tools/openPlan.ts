import { parseDocument } from '../markdown/document.ts';
import type { Document } from '../markdown/model.ts';
import type { FillSetting } from '../plan/edits/subject.ts';
import { builtInWords } from '../plan/words.ts';
import type { Context } from './context.ts';
import { templateOfPlan } from './templates.ts';

/** A plan as a tool reads it: its text, parsed, with its template where that is known. */
export interface OpenPlan {
  readonly path: string;
  readonly document: Document;
  readonly setting: FillSetting;
}

/** Finds and reads the plan that a caller names. Throws PlanError. */
export async function openPlan(name: string, context: Context): Promise<OpenPlan> {
  const path = await context.workspace.resolvePlan(name);
  const { text } = await context.workspace.read(path);
  return planAt(path, text, context);
}

/** A plan's text that is at hand already, as inside an edit. */
export async function planAt(path: string, text: string, context: Context): Promise<OpenPlan> {
  const document = parseDocument(text);
  const template = await templateOfPlan(document, path, context);
  return { path, document, setting: { template, words: builtInWords, today: context.today } };
}
