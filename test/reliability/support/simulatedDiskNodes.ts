import type { EntryKind } from '../../../src/workspace/port.ts';

/** A name in a folder, as it was written, and what it leads to. */
export interface Name {
  readonly name: string;
  readonly ino: number;
}

/** One change of a folder's names that the disk does not know for sure yet. */
export interface EntryChange {
  /** The name that now leads somewhere. */
  readonly puts?: Name | undefined;
  /** The name that is gone. */
  readonly takes?: string | undefined;
}

/** What a name leads to. What its kind has no use for stays empty. */
export interface Node {
  readonly ino: number;
  readonly kind: EntryKind;
  mode: number;
  uid: number;
  gid: number;
  /** Names that lead here; 0 once the last one is gone. */
  links: number;
  mtimeNs: bigint;
  ctimeNs: bigint;
  /** As the disk has it for sure. */
  durableCtimeNs: bigint;
  /** Of a file. Never changed in place: copies of the disk share it. */
  bytes: Uint8Array;
  /** What a file held since its last sync, oldest first: the first is what the disk has for sure, the last is `bytes`. */
  stages: readonly Uint8Array[];
  /** Of a link. */
  readonly target: string;
  /** Of a folder, by the name as the disk compares it. */
  entries: Map<string, Name>;
  /** The entries as the disk has them for sure. */
  durable: Map<string, Name>;
  /** What changed since. */
  pending: readonly EntryChange[];
}

export function copyOf(node: Node): Node {
  return { ...node, entries: new Map(node.entries), durable: new Map(node.durable) };
}

export const nothing = new Uint8Array();
