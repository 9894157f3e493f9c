import { PlanError } from '../errors.ts';
import type { EntryKind } from './port.ts';
import { shown } from './shown.ts';

/** Whether a path has the name of a Markdown file. */
export function isMarkdown(path: string): boolean {
  return /\.(?:md|markdown)$/i.test(path);
}

/** Throws PlanError `invalid_input` for what is no Markdown file by name. */
export function mustBeMarkdown(path: string): void {
  if (isMarkdown(path)) return;
  throw new PlanError('invalid_input', `${shown(path)} is not a Markdown file.`, {
    fix: 'Name a path that ends in .md or .markdown.',
    where: path,
  });
}

/** Throws PlanError for a path that no plan is written to: other than Markdown, in a `.git`, or in our own folder. */
export function mustBeWritable(path: string): void {
  mustBeMarkdown(path);
  const folders = path.split('/').slice(0, -1).map(asSystemsRead);
  if (!folders.includes('.git') && folders[0] !== '.plankeeper') return;
  throw new PlanError('outside_workspace', `${shown(path)} is in a folder where no plans are kept.`, {
    fix: 'Choose a path outside .git and .plankeeper.',
    where: path,
  });
}

/** A folder's name as the most careless system reads it: without case, without what nobody sees, without dots and blanks at its end. */
function asSystemsRead(name: string): string {
  let plain = name.toLowerCase().replace(/\p{Cf}/gu, '');
  while (plain.endsWith('.') || plain.endsWith(' ')) plain = plain.slice(0, -1);
  // The short name that Windows gives it.
  return plain === 'git~1' ? '.git' : plain;
}

/** The refusal for a path with nothing there. */
export function noSuchFile(path: string): PlanError {
  return new PlanError('unknown_plan', `There is no file ${shown(path)}.`, {
    fix: 'Call list_plans, or name a Markdown file by its path.',
    where: path,
  });
}

/** The refusal for a file that is not valid UTF-8 where it would be written. */
export function notUtf8(path: string): PlanError {
  return new PlanError(
    'unreadable',
    `${shown(path)} is not valid UTF-8, so writing it would change bytes that nobody named.`,
    {
      fix: 'Convert it to UTF-8, then call again.',
      where: path,
    },
  );
}

/** The refusal for a path that is taken, by a plan or by something else. */
export function planExists(path: string, kind: EntryKind = 'file'): PlanError {
  const isPlan = kind === 'file';
  return new PlanError('plan_exists', `${shown(path)} is there already${isPlan ? '' : ', and is no file'}.`, {
    fix: isPlan ? 'Choose another path, or go on with that plan: read_plan.' : 'Choose another path.',
    where: path,
  });
}
