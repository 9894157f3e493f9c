import type { z } from 'zod';
import { PlanError } from '../errors.ts';
import { builtInWords, wordFile, type Words, wordsWith } from '../plan/words.ts';
import type { Context } from './context.ts';

const made = new WeakMap<object, Words>();

/** The words of the workspace: those that its configuration adds beside those that come along. Throws PlanError `invalid_input`. */
export function wordsOf(context: Pick<Context, 'workspace'>): Words {
  const own = context.workspace.config.words;
  if (own === undefined) return builtInWords;
  const known = made.get(own);
  if (known !== undefined) return known;
  const parsed = wordFile.safeParse(own);
  if (!parsed.success) throw faulty(parsed.error.issues);
  const words = wordsWith(parsed.data);
  made.set(own, words);
  return words;
}

function faulty(issues: readonly z.core.$ZodIssue[]): PlanError {
  const said = issues.slice(0, 5).map((issue) => `words.${issue.path.map(String).join('.')}: ${issue.message}`);
  return new PlanError('invalid_input', `plankeeper.config.json: ${said.join('; ')}.`, {
    fix: `words holds lists by name in ${Object.keys(wordFile.shape).join(', ')}, as in {"roles": {"questions": ["Things to ask"]}}.`,
    where: 'plankeeper.config.json',
  });
}
