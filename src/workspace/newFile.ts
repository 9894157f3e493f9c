import { codeOf } from './faults.ts';
import type { FilePort, Folder, OpenFile } from './port.ts';

/** How a new file begins. */
export interface NewFile {
  readonly bytes: Uint8Array;
  /** Permission bits, less those that the user's mask takes. */
  readonly mode?: number;
  /** Called while the file is still empty. */
  readonly prepare?: (file: OpenFile) => void;
}

/** Creates a file and waits until the disk has its bytes. Throws the system's error. */
export function writeNewFile(port: FilePort, folder: Folder, name: string, { bytes, mode, prepare }: NewFile): void {
  const file = port.openNew(folder, name, mode ?? 0o666);
  try {
    prepare?.(file);
    port.write(file, bytes);
    port.sync(file);
  } finally {
    port.close(file);
  }
}

/** Waits until the disk has all of a file that stands there. Throws the system's error. */
export function syncFile(port: FilePort, folder: Folder, name: string): void {
  const file = port.openAppend(folder, name);
  try {
    port.sync(file);
  } finally {
    port.close(file);
  }
}

/** Removes a file that another process may have removed already. */
export function removeIfThere(port: FilePort, folder: Folder, name: string): void {
  try {
    port.remove(folder, name);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}
