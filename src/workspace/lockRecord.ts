import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { decodeText } from '../markdown/bytes.ts';
import type { FileFacts, FilePort, Folder } from './port.ts';
import { type Holder, holderSchema } from './processes.ts';
import { readSpot } from './readFile.ts';

export const locksFolder = '.plankeeper/locks';

/** The token becomes part of a file's name, so nothing but hex digits is taken for one. */
const recordSchema = holderSchema.extend({ token: z.string().regex(/^[0-9a-f]{32}$/) });

type LockRecord = z.output<typeof recordSchema>;

/** What stands in a lock file; a broken one (a power cut) has no holder. */
export interface Held {
  readonly token: string;
  readonly holder: Holder | undefined;
}

/** A name that no other lock has or had. */
export function newToken(): string {
  return randomBytes(16).toString('hex');
}

/** Creates a file with the record. Throws the system's error. */
export function writeRecord(port: FilePort, folder: Folder, name: string, record: LockRecord): FileFacts {
  const file = port.openNew(folder, name, 0o644);
  try {
    port.write(file, Buffer.from(`${JSON.stringify(record)}\n`));
    return port.factsOf(file);
  } finally {
    port.close(file);
  }
}

/** What stands in a lock file; undefined where there is none. */
export function readHeld(port: FilePort, folder: Folder, name: string): Held | undefined {
  const read = readSpot(port, { folder, name, path: `${locksFolder}/${name}`, facts: port.facts(folder, name) }, 8192);
  if (read === undefined) return undefined;
  const record = recordSchema.safeParse(parsed(decodeText(read.bytes).text));
  if (!record.success) return { token: brokenToken(read.facts), holder: undefined };
  const { token: own, ...holder } = record.data;
  return { token: own, holder };
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
