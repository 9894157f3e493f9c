import { z } from 'zod';
import { PlanError } from '../errors.ts';
import { decodeText } from '../markdown/bytes.ts';
import { type Area, atFile } from './confine.ts';
import { reading } from './faults.ts';
import { globFault } from './glob.ts';
import type { FileFacts } from './port.ts';
import { isUnchanged, readSpot } from './readFile.ts';
import { isMarkdown } from './planFiles.ts';
import { shown } from './shown.ts';

export const configName = 'plankeeper.config.json';
const mostConfigBytes = 256 * 1024;

const glob = z
  .string()
  .min(1)
  .check((context) => {
    const fault = globFault(context.value);
    if (fault !== undefined)
      context.issues.push({ code: 'custom', message: `a pattern that ${fault}`, input: context.value });
  });

const path = z
  .string()
  .min(1)
  .max(300)
  .refine((value) => globFault(value) === undefined && !/[*?]/.test(value), 'expected a path relative to the root');

/** `plankeeper.config.json`. Every key may be left out. */
export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  plans: z.array(glob).max(100).optional().describe('Patterns of the files that lists of plans show.'),
  newPlan: z
    .string()
    .max(300)
    .refine(
      isPlanPattern,
      "expected a relative path ending in .md, with {number}, {slug} or both, such as 'plans/{number}-{slug}/plan.md'",
    )
    .optional()
    .describe('Where a new plan goes.'),
  constitution: path
    .refine(isMarkdown, 'expected a path ending in .md')
    .optional()
    .describe('The constitution of every plan.'),
  templates: z.array(glob).max(100).optional().describe('Folders or patterns with more templates.'),
  words: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('Words of headings, labels, verdicts and statuses beside those that come along.'),
  mark: z.boolean().optional().describe('Whether a new plan names its template in its front matter.'),
});

type Written = z.output<typeof configSchema>;

/** The settings of a workspace; undefined where the workspace leaves the choice to us. */
export interface Config {
  readonly plans: readonly string[] | undefined;
  readonly newPlan: string | undefined;
  readonly constitution: string | undefined;
  readonly templates: readonly string[];
  /** As written; what they mean is checked where they are used. */
  readonly words: Readonly<Record<string, unknown>> | undefined;
  readonly mark: boolean;
}

/** The workspace's configuration file, read again whenever it changed. */
export class ConfigFile {
  readonly #area: Area;
  #known: { facts: FileFacts; config: Config } | undefined;

  constructor(area: Area) {
    this.#area = area;
  }

  /** Throws PlanError `invalid_input` that names each faulty key and what was expected. */
  get(): Config {
    return (
      reading(configName, () =>
        atFile(this.#area, configName, (spot) => {
          if (spot.facts === undefined) return undefined;
          if (this.#known !== undefined && isUnchanged(this.#known.facts, spot.facts)) return this.#known.config;
          const read = readSpot(this.#area.port, spot, mostConfigBytes);
          if (read === undefined) return undefined;
          const config = parseConfig(decodeText(read.bytes).text);
          this.#known = { facts: read.facts, config };
          return config;
        }),
      ) ?? settings({})
    );
  }
}

/** Throws PlanError `invalid_input`. */
export function parseConfig(text: string): Config {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const why = error instanceof Error ? error.message : 'not readable';
    throw faulty(`is not valid JSON: ${shown(why)}`);
  }
  const result = configSchema.safeParse(value);
  if (!result.success) throw faulty(result.error.issues.slice(0, 5).map(said).join('; '));
  return settings(result.data);
}

function settings(written: Written): Config {
  return {
    plans: written.plans,
    newPlan: written.newPlan,
    constitution: written.constitution,
    templates: written.templates ?? [],
    words: written.words,
    mark: written.mark ?? true,
  };
}

function said(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(configSchema.shape).filter((key) => !key.startsWith('$'));
    return `has the unknown key ${issue.keys.slice(0, 5).map(shown).join(', ')} (known: ${known.join(', ')})`;
  }
  const key = issue.path.map(String).join('.');
  return key === '' ? `must be an object: ${issue.message}` : `key ${shown(key)}: ${issue.message}`;
}

function faulty(what: string): PlanError {
  return new PlanError('invalid_input', `${configName} ${what}.`, {
    fix: 'Correct that file, then call again.',
    where: configName,
  });
}

/** A relative Markdown path whose only marks are `{number}` and `{slug}`. */
function isPlanPattern(pattern: string): boolean {
  if (!/\{(?:slug|number)\}/.test(pattern)) return false;
  const plain = pattern.replaceAll('{slug}', 's').replaceAll('{number}', '1');
  return isMarkdown(plain) && globFault(plain) === undefined && !/[*?]/.test(plain);
}
