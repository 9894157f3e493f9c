/**
 * The file-system port: the few calls that everything here is made of. A name is one component, looked up in a folder
 * that is held open, so that no path is resolved twice. Calls block and throw the system's errors (an `Error` with `code`).
 */

/** What stands at a name; `other` is a FIFO, a socket or a device. */
export type EntryKind = 'file' | 'folder' | 'link' | 'other';

export interface Entry {
  readonly name: string;
  readonly kind: EntryKind;
}

/** What the system knows of a file, links not followed. Times are nanoseconds since 1970. */
export interface FileFacts {
  readonly kind: EntryKind;
  /** Bytes. */
  readonly size: number;
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** How many names the file has. */
  readonly links: number;
  readonly dev: bigint;
  readonly ino: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
}

/** A folder held open: its names are looked up in that very folder, whatever its path has come to mean since. */
export interface Folder {
  /** Where it was opened. */
  readonly path: string;
  /** The system's number for it; undefined where the system has no way to look up names by it. */
  readonly handle: number | undefined;
}

/** A file held open. */
export interface OpenFile {
  readonly handle: number;
}

export interface FilePort {
  /** Whether `A.md` and `a.md` may be the same file here. */
  readonly foldsCase: boolean;

  /** Opens a folder by its absolute path, following links. */
  openFolder(path: string): Folder;
  /** Opens a folder in a folder; a link is an error (`ENOTDIR` or `ELOOP`). */
  enter(folder: Folder, name: string): Folder;
  leave(folder: Folder): void;
  list(folder: Folder): readonly Entry[];
  makeFolder(folder: Folder, name: string): void;
  /** Removes an empty folder. */
  removeFolder(folder: Folder, name: string): void;
  /** Makes the folder's entries durable, where the system can. */
  syncFolder(folder: Folder): void;

  /** Undefined where nothing has that name. */
  facts(folder: Folder, name: string): FileFacts | undefined;
  readLink(folder: Folder, name: string): string;
  /** The absolute path with every link resolved. */
  realPath(path: string): string;
  rename(folder: Folder, from: string, to: string): void;
  /** Gives a file a second name; `EEXIST` where the name is taken. */
  link(folder: Folder, from: string, to: string): void;
  remove(folder: Folder, name: string): void;

  /** Opens to read, without following a link and without waiting for a FIFO's writer. */
  openRead(folder: Folder, name: string): OpenFile;
  /** Creates to write; `EEXIST` where the name is taken. */
  openNew(folder: Folder, name: string, mode: number): OpenFile;
  /** Opens to write at the end, creating where missing; follows no link. */
  openAppend(folder: Folder, name: string): OpenFile;
  factsOf(file: OpenFile): FileFacts;
  /** Reads on into `into`; the number of bytes, 0 at the end. */
  read(file: OpenFile, into: Uint8Array): number;
  /** Writes all of `bytes`. */
  write(file: OpenFile, bytes: Uint8Array): void;
  truncate(file: OpenFile, size: number): void;
  setMode(file: OpenFile, mode: number): void;
  setOwner(file: OpenFile, uid: number, gid: number): void;
  sync(file: OpenFile): void;
  close(file: OpenFile): void;
}
