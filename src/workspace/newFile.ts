import { codeOf } from './faults.ts';
import type { FilePort, Folder, OpenFile } from './port.ts';

/** Creates a file with `bytes` and waits until the disk has them; `prepare` may set its mode and owner. Throws the system's error. */
export function writeNewFile(
  port: FilePort,
  folder: Folder,
  name: string,
  bytes: Uint8Array,
  prepare: (file: OpenFile) => void = () => undefined,
): void {
  const file = port.openNew(folder, name, 0o666);
  try {
    prepare(file);
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
