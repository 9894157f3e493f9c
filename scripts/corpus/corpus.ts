/**
 * Measures Plankeeper on a folder of Markdown files that teams have written: the laws of bytes on every file, how well slots are
 * found where labels tell them, how well the parts of plans are recognised, how plans are held against their constitutions and which
 * questions are found open. Run: npm run corpus -- DIR [--errors]
 *
 * Labels stand in the folder's `labels/*.jsonl`; for files whose bytes are known, marks by line and column come with this script.
 * Exit code 1 where a law breaks, a file takes too long, or a figure falls below its floor.
 */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDocument } from '../../src/markdown/document.ts';
import { inferSlots } from '../../src/template/infer/inferSlots.ts';
import { filledBrackets } from './brackets.ts';
import { type CollectedFile, type FileLabels, readCollection, readLabels } from './collection.ts';
import { fingerprint, type Floors, floorsFor } from './floors.ts';
import { holdLaws } from './laws.ts';
import { findLeftovers } from './leftovers.ts';
import { markedPairs, markedPlans, markedSlots } from './marks.ts';
import { matchPairs } from './pairs.ts';
import { recognise } from './recognition.ts';
import { errorsReport, figuresOf, recognitionReport, slotsReport, three } from './report.ts';
import { type FileScore, scoreFile } from './scoring.ts';
import { millisecondsFor, mostMilliseconds } from './timing.ts';
import { readPairLabels, scorePairs } from './verdicts.ts';
import { verdictErrors, verdictFigures, verdictsReport } from './verdictsReport.ts';

const args = process.argv.slice(2);
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const folder = resolve(args.find((arg) => !arg.startsWith('--')) ?? join(root, '..', 'shared', 'corpus'));
const say = (text: string): boolean => process.stdout.write(`${text}\n`);

if (!existsSync(folder)) say(`Skipped: there is no folder ${folder} to measure on.`);
else process.exitCode = measure(folder).length === 0 ? 0 : 1;

/** Prints what it measures and gives back what must not be. */
function measure(path: string): readonly string[] {
  const files = readCollection(path);
  const floors = floorsFor(files);
  say(`${files.length} files in ${path} (${fingerprint(files)})\n`);
  const faults = [
    ...laws(files),
    ...times(files),
    ...slots('Labels of the collection', files, readLabels(path), floors?.labels),
    ...slots('Marks that come with this script', files, markedSlots(files), floors?.marks),
    ...parts(files, floors),
    ...leftovers(files, floors),
    ...brackets(files, floors),
    ...matches(files, floors),
    ...verdicts(path, files, floors),
  ];
  say(faults.length === 0 ? 'All holds.' : `Must not be:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  if (floors === undefined) say('No floors were held: they belong to another collection.');
  return faults;
}

function laws(files: readonly CollectedFile[]): readonly string[] {
  const reports = files.map((file) => ({ path: file.path, ...holdLaws(file) }));
  const refused = new Map<string, number>();
  for (const code of reports.flatMap((report) => report.refused)) refused.set(code, (refused.get(code) ?? 0) + 1);
  const filled = reports.reduce((sum, report) => sum + report.filled, 0);
  const placeless = reports.reduce((sum, report) => sum + report.placeless, 0);
  const codes = [...refused].map(([code, count]) => `${count} ${code}`).join(', ');
  say(
    `Laws: ${files.length} files printed and rendered, ${filled} of ${2 * files.length} fills done, ${placeless} had no place to fill; refused before: ${codes || 'none'}\n`,
  );
  return reports.flatMap(({ path, broken }) => broken.map((sentence) => `${path}: ${sentence}`));
}

function times(files: readonly CollectedFile[]): readonly string[] {
  const rows = files.map((file) => ({ path: file.path, size: file.bytes.length, time: millisecondsFor(file) }));
  const [slowest] = rows.toSorted((a, b) => b.time - a.time);
  if (slowest !== undefined)
    say(`Slowest: ${slowest.path} (${Math.round(slowest.size / 1024)} KB) in ${slowest.time.toFixed(1)} ms\n`);
  return rows
    .filter(({ time }) => time > mostMilliseconds)
    .map(({ path, time }) => `${path} took ${time.toFixed(1)} ms, more than ${mostMilliseconds}`);
}

function slots(
  title: string,
  files: readonly CollectedFile[],
  labels: ReadonlyMap<string, FileLabels>,
  floors: Floors['labels'] | undefined,
): readonly string[] {
  const scores = files.flatMap((file): FileScore[] => {
    const own = labels.get(file.path);
    if (own === undefined) return [];
    const document = parseDocument(file.text);
    return [scoreFile(document, inferSlots(document), own)];
  });
  if (scores.length === 0) return [];
  say(`${slotsReport(title, scores)}\n`);
  if (args.includes('--errors')) say(`${errorsReport(scores)}\n`);
  const figures = figuresOf(scores);
  return Object.entries(floors ?? {}).flatMap(([name, [precision, recall]]) => {
    const [gotPrecision = 0, gotRecall = 0] = figures.get(name) ?? [];
    return [
      ...below(`${title}: precision of ${name}`, gotPrecision, precision),
      ...below(`${title}: recall of ${name}`, gotRecall, recall),
    ];
  });
}

function parts(files: readonly CollectedFile[], floors: Floors | undefined): readonly string[] {
  const rows = recognise(files, markedPlans(files));
  if (rows.every(({ plans }) => plans === 0)) return [];
  say(`Parts of plans, by their headings\n${recognitionReport(rows)}\n`);
  if (args.includes('--errors')) say(`${rows.map(({ part, missed }) => `${part}: ${missed.join(' ')}`).join('\n')}\n`);
  return rows.flatMap(({ part, found, plans }) =>
    below(`Plans whose ${part} is found`, plans === 0 ? 1 : found / plans, floors?.recognition[part] ?? 0),
  );
}

function leftovers(files: readonly CollectedFile[], floors: Floors | undefined): readonly string[] {
  const { left, found, extra } = findLeftovers(files);
  if (left === 0) return [];
  say(
    `Places left in half-filled plans whose template is known: found ${found} of ${left}, and ${extra} that are none\n`,
  );
  return below('Left places that are found', found / left, floors?.leftovers ?? 0);
}

function brackets(files: readonly CollectedFile[], floors: Floors | undefined): readonly string[] {
  const { total, taken } = filledBrackets(files);
  if (total === 0) return [];
  const share = taken.length / total;
  say(`Brackets of filled plans that no template has: ${taken.length} of ${total} taken for slots (${three(share)})\n`);
  if (args.includes('--errors')) say(`${taken.join('\n')}\n`);
  const most = floors?.bracketsTaken ?? 1;
  return share > most
    ? [`Of brackets in filled plans ${three(share)} are taken for slots, more than ${three(most)}`]
    : [];
}

function matches(files: readonly CollectedFile[], floors: Floors | undefined): readonly string[] {
  const { plans, matched, wrong } = matchPairs(files, markedPairs());
  if (plans === 0) return [];
  say(`Plans beside templates of their repository: ${plans}; matched ${matched}, of these wrongly ${wrong.length}\n`);
  const known = floors === undefined ? [] : wrong.map((pair) => `Matched wrongly: ${pair}`);
  return [...known, ...below('Plans matched to their template', matched, floors?.matched ?? 0)];
}

function verdicts(path: string, files: readonly CollectedFile[], floors: Floors | undefined): readonly string[] {
  const scores = scorePairs(files, readPairLabels(path));
  if (scores.length === 0) return [];
  say(`${verdictsReport(scores)}\n`);
  if (args.includes('--errors')) say(`${verdictErrors(scores)}\n`);
  const figures = verdictFigures(scores);
  const held = floors?.verdicts;
  return [
    ...below('Principles that are found', figures.principles, held?.principles ?? 0),
    ...below('Verdicts that are given', figures.given, held?.given ?? 0),
    ...below('Verdicts that agree', figures.agreed, held?.agreed ?? 0),
    ...below('Precision of open questions', figures.questionsPrecision, held?.questionsPrecision ?? 0),
    ...below('Recall of open questions', figures.questionsRecall, held?.questionsRecall ?? 0),
    ...above('Principles that are invented', figures.invented, held?.invented),
    ...above('Verdicts where the labels have none', figures.claimed, held?.claimed),
  ];
}

function above(what: string, got: number, most: number | undefined): string[] {
  return most !== undefined && got > most ? [`${what} are ${got}, more than ${most}`] : [];
}

function below(what: string, got: number, floor: number): string[] {
  return got < floor ? [`${what} is ${three(got)}, below ${three(floor)}`] : [];
}
