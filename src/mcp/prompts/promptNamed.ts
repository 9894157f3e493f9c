import { PlanError } from '../../errors.ts';
import { quoted } from '../../tools/quoted.ts';
import { prompts } from './index.ts';
import type { Prompt } from './model.ts';

/** The prompt of a name. Throws PlanError `invalid_input`. */
export function promptNamed(name: string): Prompt {
  const prompt = prompts.find((each) => each.name === name);
  if (prompt !== undefined) return prompt;
  throw new PlanError('invalid_input', `There is no prompt ${quoted(name, 80)}.`, {
    fix: `Known: ${prompts.map((each) => each.name).join(', ')}.`,
  });
}

/** The arguments that a prompt was asked with, blank ones left out. Throws PlanError `invalid_input` for missing, unknown and overlong ones. */
export function requireArguments(prompt: Prompt, given: Readonly<Record<string, string>>): Record<string, string> {
  const known = new Map(prompt.arguments.map((each) => [each.name, each]));
  const faults: string[] = [];
  const sound = Object.entries(given).filter(([name, value]) => {
    const argument = known.get(name);
    if (argument === undefined) faults.push(`Unknown argument ${quoted(name, 60)}.`);
    else if (value.length > argument.longest)
      faults.push(`${name} is too long: found ${value.length} characters, allowed ${argument.longest}.`);
    return value.trim() !== '';
  });
  const result = Object.fromEntries(sound);
  for (const { name, required } of prompt.arguments)
    if (required && !Object.hasOwn(result, name)) faults.push(`${name} is missing.`);
  if (faults.length === 0) return result;
  const takes = prompt.arguments.map(({ name, required }) => (required ? name : `${name}?`)).join(', ');
  throw new PlanError('invalid_input', faults.slice(0, 8).join(' '), { fix: `${prompt.name} takes ${takes}.` });
}
