import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { decodeText } from '../markdown/bytes.ts';
import type { FileFacts, FilePort, Folder } from './port.ts';
import { type Holder, holderSchema } from './processes.ts';
import { readSpot } from './readFile.ts';

export const locksFolder = '.plankeeper/locks';
const mostKeyLength = 1000;

/** The token becomes part of a file's name, so nothing but hex digits is taken for one. */
const recordSchema = holderSchema.extend({
  token: z.string().regex(/^[0-9a-f]{32}$/),
  /** What the lock is on; a very long one is left out. */
  key: z.string().max(mostKeyLength).optional(),
});

type LockRecord = z.output<typeof recordSchema>;

/** What stands in a lock file. */
export interface Held {
  readonly token: string;
  /** What the lock is on, in the holder's words. */
  readonly key?: string | undefined;
  /** Undefined where the record can't be read. */
  readonly holder: Holder | undefined;
  /** Records get the lock's name when they are complete: only a power cut leaves a part of one, and no holder with it. */
  readonly isTorn: boolean;
}

/** A name that no other lock has or had. */
export function newToken(): string {
  return randomBytes(16).toString('hex');
}

/** Creates a file with the record. Throws the system's error. */
export function writeRecord(port: FilePort, folder: Folder, name: string, record: LockRecord): FileFacts {
  const file = port.openNew(folder, name, 0o644);
  try {
    const { key, ...rest } = record;
    const isShort = key !== undefined && key.length <= mostKeyLength;
    port.write(file, Buffer.from(`${JSON.stringify(isShort ? record : rest)}\n`));
    return port.factsOf(file);
  } finally {
    port.close(file);
  }
}

/** What stands in a lock file; undefined where there is none. */
export function readHeld(port: FilePort, folder: Folder, name: string): Held | undefined {
  const read = readSpot(port, { folder, name, path: `${locksFolder}/${name}`, facts: port.facts(folder, name) }, 8192);
  if (read === undefined) return undefined;
  const written = parsed(decodeText(read.bytes).text);
  const record = recordSchema.safeParse(written);
  if (!record.success) return { token: brokenToken(read.facts), holder: undefined, isTorn: written === undefined };
  const { token: own, key, ...holder } = record.data;
  return { token: own, key, holder, isTorn: false };
}

/** Whether a lock file is still the one that was placed. */
export function isSame(facts: FileFacts | undefined, mine: FileFacts): boolean {
  return facts !== undefined && facts.ino === mine.ino && facts.dev === mine.dev && facts.mtimeNs === mine.mtimeNs;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A stand-in for the token of a lock that can't be read. */
function brokenToken(facts: FileFacts): string {
  return createHash('sha256').update(`${facts.dev}:${facts.ino}:${facts.mtimeNs}`).digest('hex').slice(0, 32);
}
