import { PlanError } from '../errors.ts';
import { type Area, atFile, confined } from './confine.ts';
import { reading } from './faults.ts';

/** Whether a file or folder stands at a path of the area, links followed; undefined where that is outside of it or can't be told. */
export function existsIn(area: Area, name: string): boolean | undefined {
  try {
    const path = confined(area, name);
    if (path === '') return true;
    return reading(path, () => atFile(area, path, ({ facts }) => facts !== undefined)) ?? false;
  } catch (error) {
    if (error instanceof PlanError) return undefined;
    throw error;
  }
}
