import { z } from 'zod';
import { PlanError } from '../errors.ts';
import { findFrontMatter } from '../markdown/frontMatter.ts';
import { applySplices, type Splice } from '../markdown/splices.ts';
import { splitLines } from '../markdown/lines.ts';
import { readFrontMatter, type FrontMatterData } from './frontMatter.ts';
import { parseMark } from './mark.ts';
import type { TemplateEngine } from './model.ts';

const line = z
  .string()
  .trim()
  .min(1)
  .max(400)
  .regex(/^[^\p{Cc}]*$/u, 'one line without control characters');
const addresses = z.array(line).max(200);
const keyed = z.record(z.string().regex(/^[a-z][a-z_]{0,39}$/, 'a key of a–z and _'), line);

/** The `plankeeper:` map of a template's front matter. */
export const metadataSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}\p{M}._-]{0,79}$/u, 'letters, digits, `-`, `_` and `.`')
    .exactOptional(),
  title: line.exactOptional(),
  description: line.exactOptional(),
  engine: z.enum(['handlebars', 'plain']).exactOptional(),
  statuses: z.array(line).min(1).max(20).exactOptional(),
  required: addresses.exactOptional(),
  optional: addresses.exactOptional(),
  repeat: addresses.exactOptional(),
  roles: keyed.exactOptional(),
  ids: keyed.exactOptional(),
  branch: line.exactOptional(),
  prerequisites: z
    .array(z.enum(['spec_exists', 'spec_approved', 'spec_clarified']))
    .max(3)
    .exactOptional(),
  constitution: z
    .string()
    .regex(/^[\p{L}\p{N}_][\p{L}\p{N}\p{M}._-]{0,79}\.md$/u, 'a file name ending in .md')
    .exactOptional(),
});

export type Metadata = z.infer<typeof metadataSchema>;

export interface CutTemplate {
  /** The source without our own metadata: every other byte as it was. */
  readonly text: string;
  readonly metadata: Metadata;
  /** A `description` that stands in the front matter for other tools. */
  readonly description: string | undefined;
  readonly engine: TemplateEngine;
  /** How many lines were cut, all of them above the body. */
  readonly linesCut: number;
}

/**
 * Cuts a template's own metadata (the `plankeeper:` map, a top-level `engine: handlebars`) out of its front matter.
 * Throws PlanError invalid_input for metadata that does not hold to its schema. Front matter that is not ours and
 * that we can't read is left alone.
 */
export function cutMetadata(source: string, where?: string): CutTemplate {
  const front = readOwn(source, where);
  const untouched: CutTemplate = { text: source, metadata: {}, description: undefined, engine: 'plain', linesCut: 0 };
  if (front === undefined) return untouched;
  const description = typeof front.data['description'] === 'string' ? front.data['description'] : undefined;
  const own = front.data['plankeeper'];
  const isMap = own !== undefined && !(typeof own === 'string' && parseMark(own) !== undefined);
  const metadata = isMap ? parseMetadata(own, where) : {};
  const isRendered = front.data['engine'] === 'handlebars';
  const keys = [...(isMap ? ['plankeeper'] : []), ...(isRendered ? ['engine'] : [])];
  if (keys.length === 0) return { ...untouched, description };
  const text = cutKeys(source, front, keys, where);
  const linesCut = splitLines(source).length - splitLines(text).length;
  return { text, metadata, description, engine: metadata.engine ?? (isRendered ? 'handlebars' : 'plain'), linesCut };
}

const ownKey = /^["']?(?:plankeeper["']?[ \t]{0,8}:|engine["']?[ \t]{0,8}:[ \t]{0,8}["']?handlebars)/m;

function readOwn(source: string, where: string | undefined): FrontMatterData | undefined {
  try {
    return readFrontMatter(source, where);
  } catch (error) {
    const yaml = findFrontMatter(source, splitLines(source), where)?.yaml ?? { from: 0, to: 0 };
    // Templates of other tools keep things such as `tags: [{{TAGS}}]` there: their business, unless they speak to us.
    if (error instanceof PlanError && !ownKey.test(source.slice(yaml.from, yaml.to))) return undefined;
    throw error;
  }
}

function parseMetadata(value: unknown, where: string | undefined): Metadata {
  const parsed = metadataSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = ['plankeeper', ...(issue?.path ?? [])].map(String).join('.');
  throw refusal(`\`${path}\`: ${issue?.message ?? 'not readable'}`, where, {
    fix: `Keys of the map are ${Object.keys(metadataSchema.shape).join(', ')}.`,
  });
}

/** Cutting goes by lines; YAML that puts one key over several unindented lines, or shares anchors, would be torn: refused. */
function cutKeys(source: string, front: FrontMatterData, keys: readonly string[], where: string | undefined): string {
  const cuts = cutsOf(source, front, keys);
  const text = applySplices(source, cuts);
  const isWhole = cuts[0]?.from === front.place.span.from;
  const kept = Object.entries(front.data).filter(([key]) => !keys.includes(key));
  if (JSON.stringify(kept) === JSON.stringify(isWhole ? [] : restOf(text))) return text;
  throw refusal(`\`${keys.join('` and `')}\` can't be told from what stands around`, where, {
    fix: 'Write the key at the beginning of a line, with all that belongs to it indented below.',
  });
}

/** The keys' own lines and the indented ones below them; the whole block where nothing else is left in it. */
function cutsOf(source: string, front: FrontMatterData, keys: readonly string[]): Splice[] {
  const { yaml, span } = front.place;
  const inner = splitLines(source).filter((each) => each.from >= yaml.from && each.from < yaml.to);
  const cuts: Splice[] = [];
  let blanks: Splice[] = [];
  let rest = '';
  let isOurs = false;
  for (const each of inner) {
    const text = source.slice(each.from, each.to);
    const cut = { from: each.from, to: each.next, text: '' };
    if (text.trim() === '') {
      blanks.push(cut);
      continue;
    }
    const isBelow = /^\s/.test(text);
    if (!isBelow) isOurs = keys.includes(topLevelKey.exec(text)?.[1] ?? '');
    if (isOurs) cuts.push(...(isBelow ? blanks : []), cut);
    else rest += text;
    blanks = [];
  }
  return rest === '' ? [{ ...span, text: '' }] : cuts;
}

const topLevelKey = /^["']?([a-z]{1,20})["']?[ \t]{0,8}:/;

function restOf(text: string): unknown {
  try {
    return Object.entries(readFrontMatter(text)?.data ?? {});
  } catch (error) {
    if (error instanceof PlanError) return undefined;
    throw error;
  }
}

function refusal(fault: string, where: string | undefined, more: { fix: string }): PlanError {
  const place = where === undefined ? {} : { where };
  return new PlanError('invalid_input', `Front matter${where === undefined ? '' : ` of ${where}`}: ${fault}.`, {
    ...more,
    ...place,
  });
}
