import type { z } from 'zod';
import { PlanError } from '../../errors.ts';
import type { JsonSchema } from './schemas.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** More faults than this help nobody. */
const mostFaults = 8;

/** The refusal of arguments that do not fit `schema`: each fault with its path, what was expected and what was found. */
export function invalidInput(tool: string, schema: JsonSchema, args: unknown, issues: readonly Issue[]): PlanError {
  const faults = issues.slice(0, mostFaults).map((issue) => faultOf(issue, tool, schema, args));
  const more = issues.length > mostFaults ? ` And ${issues.length - mostFaults} more.` : '';
  return new PlanError('invalid_input', `${faults.join(' ')}${more}`, { fix: 'Nothing was done.' });
}

function faultOf(issue: Issue, tool: string, schema: JsonSchema, args: unknown): string {
  const bound = issue.code === 'invalid_union' ? boundInside(issue) : undefined;
  if (bound !== undefined) return faultOf(bound, tool, schema, args);
  const place = placeOf(issue.path);
  const wanted = schemaAt(schema, issue.path);
  const found = valueAt(args, issue.path);
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => quoted(key)).join(', ');
    const where = place === '' ? tool : place;
    return `Unknown argument ${names}: ${where} takes ${argumentsOf(wanted)}.`;
  }
  if (issue.code === 'invalid_type' || issue.code === 'invalid_value' || issue.code === 'invalid_union') {
    if (found === undefined) return `${place} is missing: expected ${kindOf(wanted)}.`;
    return `${place === '' ? 'The arguments' : place}: expected ${kindOf(wanted)}, found ${quoted(found)}.`;
  }
  const words = boundOf(issue, found) ?? issue.message;
  return `${place === '' ? '' : `${place}: `}${words}${/[.!?]$/.test(words) ? '' : '.'}`;
}

/** Of a choice that was met but for a bound, the fault of that bound; undefined where none was met so far. */
function boundInside({ errors, path }: Extract<Issue, { code: 'invalid_union' }>): Issue | undefined {
  const isBound = ({ code }: Issue): boolean => code === 'too_small' || code === 'too_big';
  const [first] = errors.find((issues) => issues.length > 0 && issues.every(isBound)) ?? [];
  return first === undefined ? undefined : { ...first, path: [...path, ...first.path] };
}

/** What a bound asks for and what came: `expected at most 200 characters, found 512`; undefined where no bound was broken. */
function boundOf(issue: Issue, found: unknown): string | undefined {
  if (issue.code === 'invalid_key') {
    const [inner] = issue.issues;
    const name = issue.path.at(-1);
    const words = inner === undefined ? undefined : boundOf(inner, typeof name === 'string' ? name : undefined);
    return words === undefined ? undefined : `as a name, ${words}`;
  }
  if (issue.code !== 'too_small' && issue.code !== 'too_big') return undefined;
  const bound = issue.code === 'too_small' ? issue.minimum : issue.maximum;
  const side = issue.code === 'too_small' ? 'at least' : 'at most';
  if (typeof found === 'string') return `expected ${side} ${counted(bound, 'character')}, found ${found.length}`;
  if (Array.isArray(found)) return `expected a list of ${side} ${bound}, found ${found.length}`;
  return `expected ${side} ${bound}, found ${quoted(found)}`;
}

function counted(number: number | bigint, noun: string): string {
  return `${number} ${noun}${Number(number) === 1 ? '' : 's'}`;
}

/** `fills[0].section` */
function placeOf(path: Path): string {
  return path.reduce<string>((place, step) => {
    if (typeof step === 'number') return `${place}[${step}]`;
    const name = bounded(String(step));
    return place === '' ? name : `${place}.${name}`;
  }, '');
}

function schemaAt(schema: JsonSchema, path: Path): JsonSchema {
  return path.reduce<JsonSchema>((at, step) => {
    if (typeof step === 'number') return objectOf(at.items);
    const properties = objectOf(at.properties);
    return Object.hasOwn(properties, step) ? objectOf(properties[String(step)]) : objectOf(at.additionalProperties);
  }, schema);
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, step) => {
    if (Array.isArray(at)) return typeof step === 'number' ? at[step] : undefined;
    const object = objectOf(at);
    return Object.hasOwn(object, step) ? object[String(step)] : undefined;
  }, value);
}

/** `plan, sections?, view?` */
function argumentsOf(schema: JsonSchema): string {
  const names = Object.keys(objectOf(schema.properties));
  const required = Array.isArray(schema.required) ? schema.required : [];
  return names.length === 0 ? 'none' : names.map((name) => (required.includes(name) ? name : `${name}?`)).join(', ');
}

/** What a place takes, in words: `text`, `a list of text`, `one of "content", "outline"`, `an object with section, values?`. */
function kindOf(schema: JsonSchema): string {
  if (Array.isArray(schema.anyOf)) return schema.anyOf.map((choice) => kindOf(objectOf(choice))).join(' or ');
  if (Array.isArray(schema.enum)) return `one of ${schema.enum.map((choice) => JSON.stringify(choice)).join(', ')}`;
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.type === 'string') return 'text';
  if (schema.type === 'integer') return 'a whole number';
  if (schema.type === 'boolean') return 'true or false';
  if (schema.type === 'array') return `a list of ${kindOf(objectOf(schema.items))}`;
  if (schema.type !== 'object') return `a ${String(schema.type ?? 'value')}`;
  return 'properties' in schema ? `an object with ${argumentsOf(schema)}` : 'an object of names and values';
}

function objectOf(value: unknown): JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** The caller's own value, short and on one line. */
function quoted(value: unknown): string {
  return bounded(JSON.stringify(value) ?? String(value));
}

function bounded(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
