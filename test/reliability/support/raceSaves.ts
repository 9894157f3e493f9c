import type { LoggedWrite } from './raceTraces.ts';

/** A save by an editor, by the SHA-256 of what it read right before it and of what it wrote. */
export interface Save {
  readonly seen: string;
  readonly saved: string;
}

/** A race of our writes with one editor, each text by its SHA-256. */
export interface EditorRace {
  readonly start: string;
  /** All our writes, in the order of the history. */
  readonly writes: readonly LoggedWrite[];
  /** The versions that callers were told of: the first digits of their hashes. */
  readonly acknowledged: readonly string[];
  /** In the order of time. */
  readonly saves: readonly Save[];
  readonly disk: string;
  /** Whether a version is the one before it with one edit done, and no other byte changed. */
  isOneEdit(before: string, after: string): boolean;
}

export interface EditorVerdict {
  readonly faults: readonly string[];
  /** Saves that one of our writes replaced without having read them. */
  readonly unseen: number;
}

/**
 * What must hold between us and an editor that may save an old text over ours at any time:
 * 1. what we acknowledged is a write in the history, and there is no write that we did not acknowledge;
 * 2. each write makes one edit in the text that it replaced, and that text is what our last write left or a save of the editor:
 *    so we overwrite no edit of our own, whoever loses one;
 * 3. each save of the editor is the text that a later write of ours replaced, or the editor itself saved over it, or it stands
 *    on disk still: else a write of ours went over it unseen. The editor saved over it where it found it when it looked right
 *    before its next save.
 */
export function checkSaves(race: EditorRace): EditorVerdict {
  return { faults: [...unknownWrites(race), ...brokenChain(race)], unseen: unseenSaves(race).length };
}

function unknownWrites({ writes, acknowledged, disk, saves }: EditorRace): string[] {
  const told = writes.map(({ after }) => acknowledged.filter((revision) => after.startsWith(revision)).length);
  const missing = acknowledged.filter((revision) => !writes.some(({ after }) => after.startsWith(revision)));
  const isKnown = disk === writes.at(-1)?.after || saves.some(({ saved }) => saved === disk);
  return [
    ...missing.map((revision) => `The acknowledged version ${revision} is not in the history.`),
    ...writes.flatMap(({ after }, n) =>
      told[n] === 1 ? [] : [`${told[n] ?? 0} callers were told of version ${after}.`],
    ),
    ...(isKnown ? [] : ['What stands on disk was written by nobody.']),
  ];
}

function brokenChain({ start, writes, saves, isOneEdit }: EditorRace): string[] {
  const saved = new Set(saves.map((save) => save.saved));
  return writes.flatMap(({ before, after }, n) => {
    const last = writes[n - 1]?.after ?? start;
    if (before !== last && !saved.has(before))
      return [`Write ${n + 1} replaced what was neither our last version nor a save.`];
    return isOneEdit(before, after) ? [] : [`Write ${n + 1} changed other bytes than its own.`];
  });
}

function unseenSaves({ writes, saves, disk }: EditorRace): Save[] {
  const replaced = new Set(writes.map(({ before }) => before));
  return saves.filter(({ saved }, n) => !replaced.has(saved) && saves[n + 1]?.seen !== saved && disk !== saved);
}
