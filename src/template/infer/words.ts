import { isWholeWord } from '../../markdown/wordEdges.ts';
import german from '../../../templates/words/slots.de.json' with { type: 'json' };
import english from '../../../templates/words/slots.en.json' with { type: 'json' };
import spanish from '../../../templates/words/slots.es.json' with { type: 'json' };
import french from '../../../templates/words/slots.fr.json' with { type: 'json' };
import japanese from '../../../templates/words/slots.ja.json' with { type: 'json' };
import korean from '../../../templates/words/slots.ko.json' with { type: 'json' };
import portuguese from '../../../templates/words/slots.pt.json' with { type: 'json' };
import russian from '../../../templates/words/slots.ru.json' with { type: 'json' };
import chinese from '../../../templates/words/slots.zh.json' with { type: 'json' };

/** A language's words as its data file has them. */
type WordFile = Readonly<Record<Exclude<keyof typeof english, 'repeat'>, readonly string[]>> & {
  readonly repeat: Readonly<Record<keyof typeof english.repeat, readonly string[]>>;
};

/** Word lists of every language that slot inference knows; another language is one more data file. */
const files: readonly WordFile[] = [english, chinese, japanese, korean, portuguese, spanish, french, german, russian];

/** The lists, all in lower case. */
export const slotWords = {
  clarification: merged((file) => file.clarification),
  conditional: merged((file) => file.conditional),
  none: new Set(merged((file) => file.none)),
  total: new Set(merged((file) => file.total)),
  repeatOpenings: merged((file) => file.repeat.openings),
  repeatAdding: merged((file) => file.repeat.adding),
  repeatClosings: merged((file) => file.repeat.closings),
  repeatSame: merged((file) => file.repeat.same),
  repeatForm: merged((file) => file.repeat.form),
  instructions: merged((file) => file.instructions),
  examples: merged((file) => file.examples),
  openEnds: new Set(merged((file) => file.openEnds)),
  stubs: new Set(merged((file) => file.stubs)),
  naming: new Set(merged((file) => file.naming)),
  named: new Set(merged((file) => file.named)),
  ordinals: new Set(merged((file) => file.ordinals)),
  markers: new Set(merged((file) => file.markers)),
  routeNames: new Set(merged((file) => file.routeNames)),
  choices: new Set(merged((file) => file.choices)),
  choiceLabels: new Set(merged((file) => file.choiceLabels)),
  legends: merged((file) => file.legends),
  negations: merged((file) => file.negations),
  later: new Set(merged((file) => file.later)),
  removal: merged((file) => file.removal),
  references: new Set(merged((file) => file.references)),
};

function merged(list: (file: WordFile) => readonly string[]): readonly string[] {
  return [...new Set(files.flatMap((file) => list(file).map((word) => word.toLowerCase())))];
}

/** Whether a text opens with one of some words, in any case, ending where a word ends. */
export function opensWith(text: string, words: readonly string[]): boolean {
  const lower = text.trimStart().slice(0, 80).normalize('NFC').toLowerCase();
  const likely = byFirstLetter(words).get(lower.charAt(0)) ?? [];
  return likely.some((word) => lower.startsWith(word) && isWholeWord(lower, 0, word.length));
}

/** A list of hundreds of words is asked about every place of a text. */
const indexes = new WeakMap<readonly string[], ReadonlyMap<string, readonly string[]>>();

function byFirstLetter(words: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const known = indexes.get(words);
  if (known !== undefined) return known;
  const index = new Map<string, string[]>();
  for (const word of words) index.set(word.charAt(0), [...(index.get(word.charAt(0)) ?? []), word]);
  indexes.set(words, index);
  return index;
}

/** Whether a text ends with one of some words, in any case, beginning where a word begins. */
export function endsWith(text: string, words: readonly string[]): boolean {
  const lower = text.trimEnd().slice(-80).normalize('NFC').toLowerCase();
  return words.some((word) => lower.endsWith(word) && isWholeWord(lower, lower.length - word.length, lower.length));
}

/** The words of an instruction that asks for more units of the same kind. */
export function isRepeatMarker(words: string): boolean {
  if (words.length > 200) return false;
  if (opensWith(words, slotWords.repeatOpenings)) return true;
  if (opensWith(words, slotWords.repeatSame) && endsWith(words, slotWords.repeatForm)) return true;
  const lower = words
    .trim()
    .replace(/(?<![.!。…])[.!。…]+$/, '')
    .toLowerCase();
  // Where the verb comes last, what is added stands before it.
  const adds = opensWith(lower, slotWords.repeatAdding) || endsWith(lower, slotWords.repeatAdding);
  const closes = slotWords.repeatClosings.some(
    (closing) => lower.endsWith(closing) || (lower.startsWith(closing) && isWholeWord(lower, 0, closing.length)),
  );
  return adds && closes;
}
