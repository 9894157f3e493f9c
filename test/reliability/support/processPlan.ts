import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The plan that the trials of the process write to. */
export const plan = 'plans/ferry.md';

/** Its text with these lines of the log. */
export function ferryWith(entries: readonly string[]): string {
  const log = entries.length === 0 ? '[What happened]' : entries.map((entry) => `- ${entry}`).join('\n');
  return `# Ferry\n\n## Goals\n\nBoats leave on the hour.\n\n## Log\n\n${log}\n\n## Crew\n\nIda and Bo.\n`;
}

/** A call that adds a line to the log. */
export function logCall(entry: string): { readonly name: string; readonly arguments: Record<string, unknown> } {
  return {
    name: 'fill_section',
    arguments: { plan, fills: [{ section: 'log', mode: 'append', content: `- ${entry}` }] },
  };
}

/** A line of the log that nobody takes for a sample. */
export function nthBoat(n: number): string {
  return `Boat ${n} left the pier with ${Math.abs(n * 7) % 90} souls`;
}

/** The lines that stand in the log. Throws where anything else of the plan is not as it was. */
export function logOf(text: string): readonly string[] {
  const entries = [...text.matchAll(/^- (.*)$/gm)].map((found) => found[1] ?? '');
  if (text !== ferryWith(entries)) throw new Error(`The plan is broken:\n${text}`);
  return entries;
}

/** Names of files that no process may leave behind: locks and drafts. */
export function litterIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.startsWith(join(folder, '.plankeeper', 'history')))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((name) => name !== plan && !name.endsWith('.gitignore'));
}
