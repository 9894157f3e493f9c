import matter from 'gray-matter';
import { parseDocument as parseYaml } from 'yaml';
import { PlanError } from '../errors.ts';
import { findFrontMatter } from '../markdown/frontMatter.ts';
import { splitLines } from '../markdown/lines.ts';
import type { FrontMatter } from '../markdown/model.ts';

export interface FrontMatterData {
  readonly place: FrontMatter;
  /** Top-level keys with their values; dates stay strings. Empty where the YAML is no map. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** What front matter may have; more is either no front matter or an attack on the YAML reader. */
const limits = { lines: 1_000, commas: 2_000, depth: 32, indent: 80, markers: 8, aliases: 50 } as const;

/**
 * Reads the front matter of a text; undefined where it has none (only an opening line exactly `---` begins one).
 * Throws PlanError invalid_input with the line for YAML that is invalid, too deep or too large. Nothing is executed or cached.
 */
export function readFrontMatter(text: string, where?: string): FrontMatterData | undefined {
  const place = findFrontMatter(text, splitLines(text), where);
  if (place === undefined) return undefined;
  const yaml = text.slice(place.yaml.from, place.yaml.to).replace(/\r\n?/g, '\n');
  refuseExcess(yaml, where);
  const file = matter(`---\n${yaml}---\n`, {
    language: 'yaml',
    engines: { yaml: (source: string) => readYaml(source, where), ...refusedEngines(where) },
  });
  return { place, data: file.data };
}

/** gray-matter's own engines execute what they read, under each of these names. */
function refusedEngines(where: string | undefined): Record<string, () => object> {
  const refuse = (): object => {
    throw refusal('only YAML is read', 1, where);
  };
  return { js: refuse, javascript: refuse, coffee: refuse, coffeescript: refuse, json: refuse, toml: refuse };
}

function readYaml(source: string, where: string | undefined): object {
  const document = parseYaml(source, { schema: 'core', uniqueKeys: true, prettyErrors: false, logLevel: 'silent' });
  const fault = document.errors[0];
  if (fault !== undefined) throw refusal(fault.message, lineOf(source, fault.pos[0]), where);
  try {
    const value: unknown = document.toJS({ maxAliasCount: limits.aliases });
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  } catch (cause) {
    throw refusal(cause instanceof Error ? cause.message : 'it cannot be read', 1, where);
  }
}

/** The YAML reader recurses and compares keys pairwise, and a deep enough stack ends the process: so bounds come first. */
function refuseExcess(yaml: string, where: string | undefined): void {
  const lines = yaml.split('\n');
  if (lines.length > limits.lines) throw refusal(`more than ${limits.lines} lines`, limits.lines, where);
  let depth = 0;
  let commas = 0;
  lines.forEach((line, index) => {
    const indent = line.search(/\S/);
    const markers = /^\s{0,80}((?:[-?:][ \t]{1,80}){0,9})/.exec(line)?.[1]?.match(/[-?:]/g)?.length ?? 0;
    for (const character of line) {
      if (character === '[' || character === '{') depth += 1;
      else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
      else if (character === ',') commas += 1;
      if (depth > limits.depth) break;
    }
    if (indent > limits.indent || markers > limits.markers || depth > limits.depth) {
      throw refusal('it is nested too deeply', index + 2, where);
    }
    if (commas > limits.commas) throw refusal('its lists are too long', index + 2, where);
  });
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

function refusal(fault: string, line: number, where: string | undefined): PlanError {
  const place = where === undefined ? `Front matter, line ${line}` : `Front matter of ${where}, line ${line}`;
  return new PlanError('invalid_input', `${place}: ${fault.trim().replace(/\.$/, '')}.`, {
    fix: 'Mend the YAML between the two `---` lines at the top of the file.',
    ...(where === undefined ? {} : { where }),
  });
}
