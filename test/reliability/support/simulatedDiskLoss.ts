import { createHash } from 'node:crypto';
import type { SimulatedDisk } from './simulatedDisk.ts';
import type { EntryChange, Node } from './simulatedDiskNodes.ts';

/** What a power loss leaves open: how many outcomes a file's data or a folder's change has, and how to bring one about. */
interface Question {
  readonly outcomes: number;
  readonly settle: (disk: SimulatedDisk, outcome: number) => void;
}

/**
 * The disks that a power loss may leave now. What was synced is there. Of every other change of a folder's names, each may be there or
 * not, whatever came before or after it; a rename's new name never leads to nothing, but the old one may still be there. A file's data
 * since its last sync is there up to any write, and of the next write nothing, the first half, the length alone with zeros, or zeros
 * and then the second half. All combinations where there are at most `most`; else none of the changes, all of them, where there is room
 * each alone and all but each, and drawn ones up to `most`, the same at each run for the same `seed`.
 */
export function* disksAfterPowerLoss(disk: SimulatedDisk, most: number, seed: string): Generator<SimulatedDisk> {
  const questions = [...disk.nodes()].flatMap(questionsOf);
  for (const outcomes of choices(questions, most, seed)) {
    const left = disk.copy();
    for (const node of left.nodes()) startOver(node);
    for (const [index, { settle }] of questions.entries()) settle(left, outcomes[index] ?? 0);
    for (const node of left.nodes()) finish(node);
    for (const node of left.nodes()) countNames(left, node);
    yield left;
  }
}

function questionsOf({ ino, kind, pending, stages }: Node): Question[] {
  if (kind === 'folder') return pending.map((change) => entryQuestion(ino, change));
  const contents = contentsOf(stages);
  if (contents.length < 2) return [];
  const settle = (disk: SimulatedDisk, outcome: number): void => {
    disk.node(ino).bytes = contents[outcome] ?? disk.node(ino).bytes;
  };
  return [{ outcomes: contents.length, settle }];
}

/** 0: it did not reach the disk; the last: it did. Between them, of a rename: the new name did, and the old is there too. */
function entryQuestion(folder: number, { puts, takes }: EntryChange): Question {
  const outcomes = puts !== undefined && takes !== undefined ? 3 : 2;
  const settle = (disk: SimulatedDisk, outcome: number): void => {
    if (outcome === 0) return;
    const { durable } = disk.node(folder);
    if (takes !== undefined && outcome === outcomes - 1) durable.delete(disk.key(takes));
    if (puts !== undefined) durable.set(disk.key(puts.name), puts);
  };
  return { outcomes, settle };
}

/** What a file may hold: the oldest first, the newest last. */
function contentsOf(stages: readonly Uint8Array[]): Uint8Array[] {
  const all = stages.flatMap((next, index) => {
    const before = stages[index - 1];
    return before === undefined ? [next] : [...torn(before, next), next];
  });
  const known = new Map(all.map((bytes) => [createHash('sha256').update(bytes).digest('base64'), bytes]));
  return [...known.values()];
}

/** A write behind the end that reached the disk in part. */
function torn(before: Uint8Array, after: Uint8Array): Uint8Array[] {
  if (after.length <= before.length) return [];
  const middle = before.length + Math.ceil((after.length - before.length) / 2);
  const zeros = new Uint8Array(after.length);
  zeros.set(before);
  const late = after.slice();
  late.fill(0, before.length, middle);
  return [after.slice(0, middle), zeros, late];
}

function startOver(node: Node): void {
  node.bytes = node.stages[0] ?? node.bytes;
}

function finish(node: Node): void {
  node.entries = new Map(node.durable);
  node.pending = [];
  node.stages = [node.bytes];
  node.links = 0;
  node.ctimeNs = node.durableCtimeNs;
}

function countNames(disk: SimulatedDisk, folder: Node): void {
  for (const { ino } of folder.entries.values()) disk.node(ino).links += 1;
}

function* choices(questions: readonly Question[], most: number, seed: string): Generator<readonly number[]> {
  const counts = questions.map(({ outcomes }) => outcomes);
  const total = counts.reduce((product, count) => product * count, 1);
  if (total <= most) {
    for (let at = 0; at < total; at += 1) yield combination(counts, at);
    return;
  }
  const [none, all] = [counts.map(() => 0), counts.map((count) => count - 1)];
  const single = [...counts.keys()].flatMap((at) => [none.with(at, all[at] ?? 0), all.with(at, 0)]);
  const chosen = [none, all, ...(single.length + 2 <= most ? single : [])];
  const draw = drawsOf(seed);
  while (chosen.length < most) chosen.push(counts.map((count) => draw(count)));
  yield* chosen;
}

function combination(counts: readonly number[], at: number): number[] {
  let left = at;
  return counts.map((count) => {
    const outcome = left % count;
    left = Math.floor(left / count);
    return outcome;
  });
}

/** Whole numbers below a limit, from a hash of the seed and a counter. */
function drawsOf(seed: string): (below: number) => number {
  let drawn = 0;
  return (below) => {
    drawn += 1;
    return createHash('sha256').update(`${seed}:${drawn}`).digest().readUInt32BE() % below;
  };
}
