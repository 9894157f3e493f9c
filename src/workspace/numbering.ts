import { type Area, folderOf, inFolder } from './confine.ts';
import { reading } from './faults.ts';
import { leadingNumber } from './planNames.ts';

/** Where numbered plans usually stand. */
const numberedFolders = ['specs', 'plans'];

/** The pattern of a new plan's path where the configuration has none: among the specs where there are any. */
export function usualPattern(area: Area): string {
  const hasSpecs = ['specs', '.specify'].some(
    (folder) => reading(folder, () => inFolder(area, folder, () => true)) === true,
  );
  return `${hasSpecs ? 'specs' : 'plans'}/{number}-{slug}/plan.md`;
}

/**
 * One above the highest number that opens a name among specs, plans, and in the folder where the pattern has its number;
 * three digits or more.
 */
export function nextNumber(area: Area, pattern: string): string {
  const own = pattern.slice(0, Math.max(0, pattern.indexOf('{number}')));
  const folders = new Set([...numberedFolders, folderOf(`${own}name`)]);
  const numbers = [...folders].flatMap((folder) => numbersIn(area, folder));
  return formatNumber(Math.max(0, ...numbers) + 1);
}

/** The number that comes after one of `nextNumber`. */
export function numberAfter(number: string): string {
  return formatNumber(Number(number) + 1);
}

function numbersIn(area: Area, folder: string): number[] {
  const entries = reading(folder, () => inFolder(area, folder, (opened) => area.port.list(opened))) ?? [];
  return entries.flatMap(({ name }) => {
    const digits = leadingNumber(name);
    return digits === undefined ? [] : [Number(digits)];
  });
}

function formatNumber(number: number): string {
  return String(number).padStart(3, '0');
}
