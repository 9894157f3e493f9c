import { disksAfterPowerLoss } from './simulatedDiskLoss.ts';
import type { SimulatedDisk } from './simulatedDisk.ts';
import { textAt } from './simulatedDiskFiles.ts';
import { base, type SimulatedServer, startOn } from './simulatedDiskServer.ts';
import type { WritingCall } from './simulatedDiskWork.ts';

/** A moment at which the power may fail. */
interface Cut {
  /** The disk as it stood before the call, with what was not synced. */
  readonly disk: SimulatedDisk;
  /** How many of the calls had been answered. */
  readonly answered: number;
  /** The port's call that did not happen any more. */
  readonly before: string;
}

/** What happened to a plan, with every moment at which the power may fail. */
export interface Recording {
  /** The plan's texts: before the first call, then after each; undefined where there is no plan. */
  readonly texts: readonly (string | undefined)[];
  readonly cuts: readonly Cut[];
}

/** Makes the calls one after another and keeps the disk at every moment at which a power loss would leave something new. */
export async function recordCalls(
  disk: SimulatedDisk,
  path: string,
  calls: readonly WritingCall[],
): Promise<Recording> {
  const cuts: Cut[] = [];
  let answered = 0;
  const note = (before: string): void => {
    const last = cuts.at(-1);
    if (last?.disk.changes === disk.changes && last.answered === answered) return;
    cuts.push({ disk: disk.copy(), answered, before });
  };
  const server = startOn(disk, note);
  const texts = [textAt(disk, `${base}/${path}`)];
  for (const call of calls) {
    await mustCall(server, call);
    answered += 1;
    note(`the answer of ${call.tool}`);
    texts.push(textAt(disk, `${base}/${path}`));
  }
  return { texts, cuts };
}

/** A disk that a power loss left, and what happened before. */
export interface Remains {
  readonly disk: SimulatedDisk;
  readonly answered: number;
  readonly where: string;
}

/** Every different disk that a power loss may leave at any moment of a recording; at most `most` are drawn for each moment. */
export function* remainsOf({ cuts }: Recording, most: number): Generator<Remains> {
  const seen = new Set<string>();
  for (const [index, { disk, answered, before }] of cuts.entries()) {
    let at = 0;
    for (const left of disksAfterPowerLoss(disk, most, `cut ${index}`)) {
      at += 1;
      const key = `${answered} ${left.fingerprint()}`;
      if (seen.has(key)) continue;
      seen.add(key);
      yield { disk: left, answered, where: `cut ${index} before ${before}, disk ${at}` };
    }
  }
}

/** Calls a tool; throws where it is refused. */
export async function mustCall(server: SimulatedServer, { tool, args }: WritingCall): Promise<void> {
  const answer = await server.call(tool, args);
  if (answer.isError || answer.data?.['refused'] !== undefined) throw new Error(`${tool}: ${answer.text}`);
}
