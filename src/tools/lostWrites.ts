import { parseDocument } from '../markdown/document.ts';
import type { Document } from '../markdown/model.ts';
import { planRevision } from '../markdown/revision.ts';
import { lostWrites } from '../plan/edits/lostWrites.ts';
import type { Context } from './context.ts';

/** A warning where the last edit of a plan by a tool was undone behind its back; empty where its text still stands. */
export async function lostWriteWarnings(path: string, now: Document, context: Context): Promise<string[]> {
  const [last] = await context.workspace.history(path);
  if (last?.before === undefined || last.after === planRevision(now.text)) return [];
  const before = await context.workspace.version(path, last.before);
  const after = await context.workspace.version(path, last.after);
  if (before === undefined || after === undefined) return [];
  const lost = lostWrites(parseDocument(before), parseDocument(after), now);
  if (lost.length === 0) return [];
  const places = lost.slice(0, 10).join(', ');
  return [
    `${places}: the text of the last edit (${last.what}) is gone and what stood there before it is back. An editor may have saved an old buffer; read before you write it again.`,
  ];
}
