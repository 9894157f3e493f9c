import { PlanError } from '../errors.ts';
import { parseDocument } from '../markdown/document.ts';
import type { Document } from '../markdown/model.ts';
import type { Constitution } from '../plan/constitution/model.ts';
import { parseConstitution } from '../plan/constitution/parse.ts';
import type { FillSetting } from '../plan/edits/subject.ts';
import type { Context } from './context.ts';
import type { SourceFile } from '../workspace/templateSources.ts';
import { wordsOf } from './words.ts';
import { templateOfPlan } from './templates.ts';

/** A plan as a tool reads it: its text, parsed, with its template where that is known. */
export interface OpenPlan {
  readonly path: string;
  readonly document: Document;
  readonly setting: FillSetting;
  /** False where the file is no valid UTF-8: then the text shows U+FFFD in places. */
  readonly faithful: boolean;
  /** Why the constitution that it stands under can't be read; reading and writing go on without it. */
  readonly constitutionFault: PlanError | undefined;
}

/** Finds and reads the plan that a caller names. Throws PlanError. */
export async function openPlan(name: string, context: Context): Promise<OpenPlan> {
  const path = await context.workspace.resolvePlan(name);
  const { text, faithful } = await context.workspace.read(path);
  return { ...(await planAt(path, text, context)), faithful };
}

/** A plan's text that is at hand already, as inside an edit. */
export async function planAt(path: string, text: string, context: Context): Promise<OpenPlan> {
  const document = parseDocument(text, path);
  const { file, fault } = await constitutionOver(path, context);
  const template = await templateOfPlan(document, file, context);
  const known = { template, path, words: wordsOf(context), today: context.today };
  const constitution = fault === undefined ? constitutionIn(file, known) : undefined;
  return { path, document, setting: { ...known, constitution }, faithful: true, constitutionFault: fault };
}

interface FoundConstitution {
  readonly file?: SourceFile | undefined;
  readonly fault?: PlanError;
}

async function constitutionOver(path: string, context: Context): Promise<FoundConstitution> {
  try {
    const file = await context.workspace.findConstitution(path);
    // One over the limits of a document can't be read either.
    if (file !== undefined) parseConstitution(file.text, wordsOf(context), file.path);
    return { file };
  } catch (fault) {
    if (fault instanceof PlanError) return { fault };
    throw fault;
  }
}

/** For whoever judges a plan. Throws PlanError where it, or the constitution that it stands under, can't be read. */
export function requireReadable({ path, faithful, constitutionFault: fault }: OpenPlan): void {
  if (!faithful)
    throw new PlanError('unreadable', `${path} is not valid UTF-8: what stands in it can't be judged.`, {
      fix: `Convert it to UTF-8, or bring back an earlier text: read_plan ${JSON.stringify({ plan: path, view: 'history' })}.`,
      where: path,
    });
  if (fault === undefined) return;
  throw new PlanError(fault.code, `The constitution of ${path} can't be read. ${fault.message}`, {
    fix: `${fault.fix ?? ''} The plan can be read and filled meanwhile.`.trim(),
    where: path,
  });
}

/** The constitution that a caller names, for a plan. Throws PlanError. */
export async function constitutionNamed(
  named: string,
  { path, setting }: OpenPlan,
  context: Context,
): Promise<Constitution | undefined> {
  return constitutionIn(await context.workspace.findConstitution(path, named), setting);
}

/** The constitution of a file, else the template's own. Throws PlanError. */
function constitutionIn(
  file: SourceFile | undefined,
  { template, words }: Pick<FillSetting, 'template' | 'words'>,
): Constitution | undefined {
  if (file !== undefined) return parseConstitution(file.text, words, file.path);
  // A template's own constitution is no file of the workspace: it has no path there.
  const own = template?.constitution;
  return own === undefined ? undefined : parseConstitution(own.text, words);
}
