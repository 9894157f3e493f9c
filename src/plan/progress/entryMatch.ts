import { textKey, type TaskText } from './taskText.ts';

interface Candidate<Place> {
  readonly place: Place;
  readonly words: TaskText;
  /** `Phase 2`, where it belongs to one. */
  readonly phase: string | undefined;
}

interface EntryFinder<Place, Entry> {
  of(place: Place): Entry | undefined;
  isJoined(entry: Entry): boolean;
}

/**
 * Joins the entries of the progress lists with the tasks that they stand for: the same ID, else the same text, where need be with the
 * phase behind it (`Write tests (Phase 2)`). Of tasks with the same text the first without an entry takes it.
 */
export function createEntryFinder<Place, Entry extends { readonly words: TaskText }>(
  candidates: readonly Candidate<Place>[],
  entries: readonly Entry[],
): EntryFinder<Place, Entry> {
  const joined = new Map<Place, Entry>();
  const taken = new Set<Entry>();
  if (entries.length === 0) return { of: () => undefined, isJoined: () => false };
  const byLabel = grouped(candidates, ({ words }) => words.label?.toLowerCase());
  const byPhase = grouped(candidates, ({ words, phase }) =>
    phase === undefined ? undefined : `${textKey(words.text)} ${textKey(phase)}`,
  );
  const byText = grouped(candidates, ({ words }) => textKey(words.text));
  for (const entry of entries) {
    const key = textKey(entry.words.text);
    const label = entry.words.label?.toLowerCase();
    const isFree = ({ place, words }: Candidate<Place>): boolean =>
      !joined.has(place) && (label === undefined || words.label === undefined || words.label.toLowerCase() === label);
    const named = byLabel.get(label ?? '')?.filter(isFree) ?? [];
    const found =
      (named.length === 1 ? named[0] : named.find(({ words }) => textKey(words.text) === key)) ??
      byPhase.get(key)?.find(isFree) ??
      (key === '' ? undefined : byText.get(key)?.find(isFree));
    if (found === undefined) continue;
    joined.set(found.place, entry);
    taken.add(entry);
  }
  return { of: (place) => joined.get(place), isJoined: (entry) => taken.has(entry) };
}

function grouped<Place>(
  candidates: readonly Candidate<Place>[],
  keyOf: (candidate: Candidate<Place>) => string | undefined,
): ReadonlyMap<string, readonly Candidate<Place>[]> {
  const groups = new Map<string, Candidate<Place>[]>();
  for (const candidate of candidates) {
    const key = keyOf(candidate);
    if (key === undefined || key === '') continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [candidate]);
    else group.push(candidate);
  }
  return groups;
}
