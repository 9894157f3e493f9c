import { PlanError } from '../errors.ts';
import type { Context } from './context.ts';

/** A plan's text; undefined where it can't be read: then it must stand in nobody's way. */
export async function textIfReadable(path: string, context: Context): Promise<string | undefined> {
  try {
    return (await context.workspace.read(path)).text;
  } catch (fault) {
    if (fault instanceof PlanError) return undefined;
    throw fault;
  }
}
