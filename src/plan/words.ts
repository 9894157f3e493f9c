import { z } from 'zod';
import german from '../../templates/words/de.json' with { type: 'json' };
import english from '../../templates/words/en.json' with { type: 'json' };
import spanish from '../../templates/words/es.json' with { type: 'json' };
import french from '../../templates/words/fr.json' with { type: 'json' };
import japanese from '../../templates/words/ja.json' with { type: 'json' };
import korean from '../../templates/words/ko.json' with { type: 'json' };
import portuguese from '../../templates/words/pt.json' with { type: 'json' };
import russian from '../../templates/words/ru.json' with { type: 'json' };
import chinese from '../../templates/words/zh.json' with { type: 'json' };
import { createWordSet, type WordSet } from './wordSet.ts';

export type { FoundWord, WordSet } from './wordSet.ts';

const list = z.array(z.string().min(1).max(120)).max(200);
const lists = z.record(z.string(), list);

/** A file of words in one language; every part may be left out. In `roles`, `labels` and `constitution`, `*` at an end stands for any further words. */
export const wordFile = z.strictObject({
  roles: lists.optional(),
  labels: lists.optional(),
  verdicts: lists.optional(),
  gates: lists.optional(),
  unit: lists.optional(),
  constitution: lists.optional(),
  questions: lists.optional(),
  statuses: lists.optional(),
  months: lists.optional(),
  none: list.optional(),
  negations: list.optional(),
  conditional: list.optional(),
  resolved: list.optional(),
  notBlocking: list.optional(),
  blocking: list.optional(),
});

export type WordFile = z.infer<typeof wordFile>;

/** Every word that the meaning of a plan depends on. A name without words has an empty set. */
export interface Words {
  role(name: string): WordSet;
  label(name: string): WordSet;
  verdict(name: string): WordSet;
  gate(name: string): WordSet;
  unit(name: string): WordSet;
  constitution(name: string): WordSet;
  question(name: string): WordSet;
  status(name: string): WordSet;
  /** 1–12; undefined for what names no month. */
  month(name: string): number | undefined;
  readonly roleNames: readonly string[];
  readonly verdictNames: readonly string[];
  readonly gateNames: readonly string[];
  readonly statusNames: readonly string[];
  readonly none: WordSet;
  readonly negations: WordSet;
  readonly conditional: WordSet;
  readonly resolved: WordSet;
  readonly notBlocking: WordSet;
  readonly blocking: WordSet;
}

type Group = 'roles' | 'labels' | 'verdicts' | 'gates' | 'unit' | 'constitution' | 'questions' | 'statuses' | 'months';

/** Joins word files, in order, into one set of words; a set is made when it is first asked for. */
export function createWords(...files: readonly WordFile[]): Words {
  const group = (name: Group): Map<string, () => WordSet> => {
    const names = new Set(files.flatMap((file) => Object.keys(file[name] ?? {})));
    return new Map([...names].map((key) => [key, once(() => files.flatMap((file) => file[name]?.[key] ?? []))]));
  };
  const single = (name: 'none' | 'negations' | 'conditional' | 'resolved' | 'notBlocking' | 'blocking'): WordSet =>
    createWordSet(files.flatMap((file) => file[name] ?? []));
  const groups = {
    roles: group('roles'),
    labels: group('labels'),
    verdicts: group('verdicts'),
    gates: group('gates'),
    unit: group('unit'),
    constitution: group('constitution'),
    questions: group('questions'),
    statuses: group('statuses'),
  };
  const months = new Map(
    [...group('months')].flatMap(([month, set]) => set().words.map((word) => [word.toLowerCase(), Number(month)])),
  );
  const from =
    (name: keyof typeof groups) =>
    (key: string): WordSet =>
      groups[name].get(key)?.() ?? noWords;
  return {
    role: from('roles'),
    label: from('labels'),
    verdict: from('verdicts'),
    gate: from('gates'),
    unit: from('unit'),
    constitution: from('constitution'),
    question: from('questions'),
    status: from('statuses'),
    month: (name) => months.get(name.toLowerCase()),
    roleNames: [...groups.roles.keys()],
    verdictNames: [...groups.verdicts.keys()],
    gateNames: [...groups.gates.keys()],
    statusNames: [...groups.statuses.keys()],
    none: single('none'),
    negations: single('negations'),
    conditional: single('conditional'),
    resolved: single('resolved'),
    notBlocking: single('notBlocking'),
    blocking: single('blocking'),
  };
}

function once(wordsOf: () => readonly string[]): () => WordSet {
  let made: WordSet | undefined;
  return () => (made ??= createWordSet(wordsOf()));
}

const noWords: WordSet = createWordSet([]);

/** The files that come with the program, English first: where words of several languages fit alike, the first wins. */
const packaged: readonly WordFile[] = [
  english,
  chinese,
  japanese,
  korean,
  portuguese,
  spanish,
  french,
  german,
  russian,
];

/** The words that come with the program. */
export const builtInWords: Words = createWords(...packaged);

/** The words of a workspace: its own beside those that come with the program. */
export function wordsWith(own: WordFile): Words {
  const others = packaged.map((file) => ({
    ...file,
    roles: withoutTaken(file.roles, own.roles),
    labels: withoutTaken(file.labels, own.labels),
    // The life of a plan is a list in order: a team's own stands for ours.
    ...(own.statuses?.['life'] === undefined ? {} : { statuses: { ...file.statuses, life: [] } }),
  }));
  return createWords(...others, own);
}

/** Our lists without the words to which a team gives a meaning of its own. */
function withoutTaken(ours: WordFile['roles'] = {}, own: WordFile['roles'] = {}): Record<string, string[]> {
  const taken = new Set(Object.values(own).flatMap((list) => list.map((word) => word.toLowerCase())));
  return Object.fromEntries(
    Object.entries(ours).map(([name, list]) => [name, list.filter((word) => !taken.has(word.toLowerCase()))]),
  );
}
