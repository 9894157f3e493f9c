import { z } from 'zod';
import { decodeText } from '../markdown/bytes.ts';
import { codeOf } from './faults.ts';
import { removeIfThere, writeNewFile } from './newFile.ts';
import type { FilePort, Folder, OpenFile } from './port.ts';
import { readSpot } from './readFile.ts';

const logName = 'log.jsonl';
const mostLogBytes = 16 * 1024 * 1024;
const newline = 0x0a;

const version = z.string().regex(/^[0-9a-f]{64}\.md$/);
const lineSchema = z.object({
  at: z.iso.datetime(),
  what: z.string(),
  /** Of the plan, for people who look. */
  path: z.string(),
  before: version.optional(),
  after: version,
  /** The write that an earlier line tells of did not happen. */
  struck: z.literal(true).optional(),
});

/** One write of a plan: the names of the versions before and after. */
export type LogLine = Omit<z.output<typeof lineSchema>, 'struck'>;

/** Appends a line, durably or not at all; gives back what strikes it again in the folder then open. Throws the system's error. */
export function appendLine(port: FilePort, folder: Folder, line: LogLine): (folder: Folder) => void {
  const before = readBytes(port, folder);
  const size = before.length;
  // A crash may have left half a line: it stays one that nobody can read.
  const start = size === 0 || before.at(-1) === newline ? '' : '\n';
  const bytes = Buffer.from(`${start}${JSON.stringify(line)}\n`);
  try {
    appendBytes(port, folder, bytes);
    // The log's own name; later ones find it synced with the versions.
    if (size === 0) port.syncFolder(folder);
  } catch (error) {
    // The write that the line tells of will not happen.
    if (codeOf(error) !== undefined) cutIfPossible(port, folder, size);
    throw error;
  }
  return (then) => {
    // Who lost the lock meanwhile must not cut off what the next holder logged.
    const isLast = Buffer.compare(readBytes(port, then).subarray(size), bytes) === 0;
    if (isLast) cutTo(port, then, size);
    else appendBytes(port, then, Buffer.from(`${JSON.stringify({ ...line, struck: true })}\n`));
  };
}

/** The lines, oldest first; those that were struck or that a crash tore are left out. Throws the system's error. */
export function readLog(port: FilePort, folder: Folder): LogLine[] {
  const lines: LogLine[] = [];
  for (const line of decodeText(readBytes(port, folder)).text.split('\n')) {
    const result = lineSchema.safeParse(parsed(line));
    if (!result.success) continue;
    const { struck, ...step } = result.data;
    if (struck === undefined) lines.push(step);
    else strikeIn(lines, step);
  }
  return lines;
}

/** A plan's file as it stands. */
export interface Standing {
  /** Of its version. */
  readonly name: string;
  /** When anything last changed it, nanoseconds since 1970. */
  readonly changedNs: bigint;
}

/**
 * The lines without those at the end whose write never came about: their process ended in between, and what they would have
 * replaced stands there untouched.
 */
export function withoutUnfinished(lines: readonly LogLine[], standing: Standing): readonly LogLine[] {
  const end = lines.findLastIndex((line) => !isUnfinished(line, standing)) + 1;
  return lines.slice(0, end);
}

/** Whether a plan's file last changed, at `changedNs`, before a line was written. */
export function isOlder(changedNs: bigint, line: LogLine): boolean {
  return changedNs < BigInt(Date.parse(line.at)) * 1_000_000n;
}

/** Takes such lines out of the log. Throws the system's error. */
export function dropUnfinished(port: FilePort, folder: Folder, standing: Standing): void {
  const last = decodeText(readBytes(port, folder)).text.trimEnd().split('\n').at(-1) ?? '';
  const line = lineSchema.safeParse(parsed(last));
  // The usual case, told without reading every line.
  if (line.success && line.data.struck === undefined && !isUnfinished(line.data, standing)) return;
  const lines = readLog(port, folder);
  const finished = withoutUnfinished(lines, standing);
  if (finished.length < lines.length) writeLog(port, folder, finished);
}

/** Puts a log of these lines in the place of the old, durably. Throws the system's error. */
export function writeLog(port: FilePort, folder: Folder, lines: readonly LogLine[]): void {
  const temp = `${logName}.tmp`;
  removeIfThere(port, folder, temp);
  const text = lines
    .map(
      (line) => `${JSON.stringify(line)}
`,
    )
    .join('');
  writeNewFile(port, folder, temp, { bytes: Buffer.from(text) });
  port.rename(folder, temp, logName);
  // Else a power cut could bring back the old log without what is appended to the new one.
  port.syncFolder(folder);
}

function strikeIn(lines: LogLine[], { at, what, before, after }: LogLine): void {
  const index = lines.findLastIndex(
    (line) => line.at === at && line.what === what && line.before === before && line.after === after,
  );
  if (index >= 0) lines.splice(index, 1);
}

function readBytes(port: FilePort, folder: Folder): Uint8Array {
  const spot = { folder, name: logName, path: logName, facts: port.facts(folder, logName) };
  return readSpot(port, spot, mostLogBytes)?.bytes ?? new Uint8Array();
}

function appendBytes(port: FilePort, folder: Folder, bytes: Uint8Array): void {
  changeDurably(port, folder, (file) => port.write(file, bytes));
}

function cutIfPossible(port: FilePort, folder: Folder, size: number): void {
  try {
    cutTo(port, folder, size);
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
  }
}

function cutTo(port: FilePort, folder: Folder, size: number): void {
  changeDurably(port, folder, (file) => port.truncate(file, size));
}

function changeDurably(port: FilePort, folder: Folder, change: (log: OpenFile) => void): void {
  const file = port.openAppend(folder, logName);
  try {
    change(file);
    port.sync(file);
  } finally {
    port.close(file);
  }
}

function isUnfinished(line: LogLine, { name, changedNs }: Standing): boolean {
  return line.before === name && line.after !== name && isOlder(changedNs, line);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
