import { z } from 'zod';
import { decodeText } from '../markdown/bytes.ts';
import { removeIfThere, writeNewFile } from './newFile.ts';
import type { FilePort, Folder } from './port.ts';
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
});

/** One write of a plan: the names of the versions before and after. */
export type LogLine = z.output<typeof lineSchema>;

/** Appends a line, not yet durable; gives back what strikes it again in the folder then open. Throws the system's error. */
export function appendLine(port: FilePort, folder: Folder, line: LogLine): (folder: Folder) => void {
  const endsTorn = !(readBytes(port, folder).at(-1) === newline);
  const file = port.openAppend(folder, logName);
  try {
    const { size } = port.factsOf(file);
    // A crash may have left half a line: it stays one that nobody can read.
    port.write(file, Buffer.from(`${size > 0 && endsTorn ? '\n' : ''}${JSON.stringify(line)}\n`));
    return (then) => cutTo(port, then, size);
  } finally {
    port.close(file);
  }
}

/** The lines, oldest first; those that a crash tore are left out. Throws the system's error. */
export function readLog(port: FilePort, folder: Folder): LogLine[] {
  const lines = decodeText(readBytes(port, folder)).text.split('\n');
  return lines.flatMap((line) => {
    const result = lineSchema.safeParse(parsed(line));
    return result.success ? [result.data] : [];
  });
}

/** Puts a log of these lines in the place of the old. Throws the system's error. */
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
}

function readBytes(port: FilePort, folder: Folder): Uint8Array {
  const spot = { folder, name: logName, path: logName, facts: port.facts(folder, logName) };
  return readSpot(port, spot, mostLogBytes)?.bytes ?? new Uint8Array();
}

function cutTo(port: FilePort, folder: Folder, size: number): void {
  const file = port.openAppend(folder, logName);
  try {
    port.truncate(file, size);
  } finally {
    port.close(file);
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
