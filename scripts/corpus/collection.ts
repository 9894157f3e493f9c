import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** A file of a collection: its path below the collection's folder, with `/`, and its bytes. */
export interface CollectedFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/** A folder of Markdown files, with the labels that people gave to some of them. */
export interface Collection {
  readonly files: readonly CollectedFile[];
  readonly labels: ReadonlyMap<string, FileLabels>;
}

const place = z.object({ line: z.int().min(1), text: z.string() });
const kind = z.enum(['token', 'choice', 'empty_field', 'empty_cell', 'empty_item', 'clarification', 'stub']);
const slot = place.extend({ kind, fence: z.boolean() });
const fileLabels = z.object({
  file: z.string(),
  slots: z.array(slot),
  unsure: z.array(place).optional(),
});

export type LabelledSlot = z.infer<typeof slot>;
export type FileLabels = z.infer<typeof fileLabels>;

/** Every Markdown file below a folder, sorted, and every label of `labels/*.jsonl` that names a slot list. Throws where a label is none. */
export function readCollection(folder: string): Collection {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  const paths = names.filter((name) => /\.(?:md|markdown)$/i.test(name) && !name.startsWith('labels/')).sort();
  return {
    files: paths.map((path) => ({ path, bytes: readFileSync(join(folder, path)) })),
    labels: new Map(readLabels(join(folder, 'labels')).map((labels) => [labels.file, labels])),
  };
}

function readLabels(folder: string): FileLabels[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  const rows = names.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'));
  return rows
    .filter((row) => row.trim() !== '')
    .map((row): unknown => JSON.parse(row))
    .filter((value) => z.object({ slots: z.array(z.unknown()) }).safeParse(value).success)
    .map((value) => fileLabels.parse(value));
}
