import english from '../../../templates/words/slots.en.json' with { type: 'json' };

/** Word lists of every language that slot inference knows; another language is one more data file. */
const files = [english];

/** The lists, all in lower case. */
export const slotWords = {
  clarification: merged((file) => file.clarification),
  conditional: merged((file) => file.conditional),
  none: new Set(merged((file) => file.none)),
  total: new Set(merged((file) => file.total)),
  repeatOpenings: merged((file) => file.repeat.openings),
  repeatAdding: new Set(merged((file) => file.repeat.adding)),
  repeatClosings: merged((file) => file.repeat.closings),
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
};

function merged(list: (file: typeof english) => readonly string[]): readonly string[] {
  return files.flatMap((file) => list(file).map((word) => word.toLowerCase()));
}

/** Whether a text opens with one of some words, in any case, ending where a word ends. */
export function opensWith(text: string, words: readonly string[]): boolean {
  const lower = text.trimStart().slice(0, 80).toLowerCase();
  return words.some((word) => lower.startsWith(word) && !/[\p{L}\p{N}]/u.test(lower.charAt(word.length)));
}

/** The words of an instruction that asks for more units of the same kind. */
export function isRepeatMarker(words: string): boolean {
  if (opensWith(words, slotWords.repeatOpenings)) return true;
  const lower = words
    .trim()
    .replace(/[.!。]$/, '')
    .toLowerCase();
  const first = /^\p{L}{1,40}/u.exec(lower)?.[0] ?? '';
  return slotWords.repeatAdding.has(first) && slotWords.repeatClosings.some((closing) => lower.endsWith(closing));
}
