/**
 * Measures Plankeeper on a folder of Markdown files that teams have written: the laws of bytes on every file, and how well slots
 * are found where `labels/*.jsonl` tells them. Run: npm run corpus -- DIR [--errors]
 */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeText } from '../../src/markdown/bytes.ts';
import { parseDocument } from '../../src/markdown/document.ts';
import { inferSlots } from '../../src/template/infer/inferSlots.ts';
import { type Collection, readCollection } from './collection.ts';
import { holdLaws } from './laws.ts';
import { type FileScore, precisionOf, recallOf, scoreFile, tally } from './scoring.ts';
import { millisecondsFor, mostMilliseconds } from './timing.ts';

const args = process.argv.slice(2);
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const folder = resolve(args.find((arg) => !arg.startsWith('--')) ?? join(root, '..', 'shared', 'corpus'));

if (existsSync(folder)) measure(folder);
else console.log(`Skipped: there is no folder ${folder} to measure on.`);

function measure(path: string): void {
  const collection = readCollection(path);
  if (!args.includes('--no-laws')) laws(collection);
  const scores = collection.files.flatMap((file): FileScore[] => {
    const labels = collection.labels.get(file.path);
    if (labels === undefined) return [];
    const document = parseDocument(decodeText(file.bytes).text);
    return [scoreFile(document, inferSlots(document), labels)];
  });
  const rows = [
    undefined,
    'token',
    'choice',
    'stub',
    'empty_field',
    'empty_cell',
    'empty_item',
    'clarification',
  ] as const;
  for (const row of rows) {
    const t = tally(scores, row === undefined ? undefined : [row]);
    console.log((row ?? 'all').padEnd(14), precisionOf(t).toFixed(3), recallOf(t).toFixed(3), t);
  }
  for (const s of scores) {
    const t = tally([s]);
    console.log(s.file, precisionOf(t).toFixed(3), recallOf(t).toFixed(3));
    if (args.includes('--errors')) {
      for (const m of s.missed) console.log('   missed', m.kind, m.line, m.text);
      for (const m of s.invented) console.log('   invented', m.kind, m.line, m.text);
      for (const h of s.hits)
        if (h.found.kind !== h.label.kind)
          console.log('   kind', h.label.kind, '→', h.found.kind, h.label.line, h.label.text);
    }
  }
}

function laws(collection: Collection): void {
  const refused = new Map<string, number>();
  for (const file of collection.files) {
    const report = holdLaws(file);
    for (const b of report.broken) console.log('BROKEN', file.path, b);
    for (const r of report.refused) refused.set(r, (refused.get(r) ?? 0) + 1);
    const ms = millisecondsFor(file);
    if (ms > mostMilliseconds) console.log('SLOW', file.path, ms.toFixed(1));
  }
  console.log(refused);
}
