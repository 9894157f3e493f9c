import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { decodeText } from '../../src/markdown/bytes.ts';

/** A file of a collection: its path below the collection's folder, with `/`. */
export interface CollectedFile {
  readonly path: string;
  readonly bytes: Buffer;
  readonly text: string;
  /** Hex digits of the bytes' hash. */
  readonly sha256: string;
  /** As the collection's index tells: 'template', 'plan' …; undefined without an index. */
  readonly kind: string | undefined;
  /** The repository that it comes from; undefined where nobody told. */
  readonly repo: string | undefined;
}

const place = z.object({ line: z.int().min(1), text: z.string() });
const kind = z.enum(['token', 'choice', 'empty_field', 'empty_cell', 'empty_item', 'clarification', 'stub']);
const slot = place.extend({ kind, fence: z.boolean() });
const fileLabels = z.object({ file: z.string(), slots: z.array(slot), unsure: z.array(place).optional() });
const indexRow = z.object({ file: z.string(), kind: z.string(), repo: z.string().nullable() });

export const slotKind = kind;
export type LabelledSlot = z.infer<typeof slot>;
/** What somebody found in a file by reading: its slots, and places that may or may not be some. Lines count from 1. */
export type FileLabels = z.infer<typeof fileLabels>;

/** Every Markdown file below a folder, sorted. */
export function readCollection(folder: string): readonly CollectedFile[] {
  const index = new Map(rowsOf(join(folder, 'index.jsonl'), indexRow).map((row) => [row.file, row]));
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  const paths = names.filter((name) => /\.(?:md|markdown)$/i.test(name) && !name.startsWith('labels/')).sort();
  return paths.map((path) => {
    const bytes = readFileSync(join(folder, path));
    const row = index.get(path);
    return {
      path,
      bytes,
      text: decodeText(bytes).text,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      kind: row?.kind,
      repo: row?.repo ?? undefined,
    };
  });
}

/** The slots that a collection labels in its own `labels/*.jsonl`, by file. Other rows there are left alone. */
export function readLabels(folder: string): ReadonlyMap<string, FileLabels> {
  const names = existsSync(join(folder, 'labels')) ? readdirSync(join(folder, 'labels')) : [];
  const rows = names.filter((name) => name.endsWith('.jsonl')).flatMap((name) => rowsOf(join(folder, 'labels', name)));
  const labels = rows.flatMap((row) => fileLabels.safeParse(row).data ?? []);
  return new Map(labels.map((each) => [each.file, each]));
}

/** The rows of a file of JSON lines; none where it is missing. Throws where a row has another shape. */
export function rowsOf<Row>(path: string, shape?: z.ZodType<Row>): Row[];
export function rowsOf(path: string, shape: z.ZodType = z.unknown()): unknown[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => shape.parse(JSON.parse(line)));
}
