import type { Words } from '../words.ts';
import type { Constitution } from './model.ts';
import { createNames, type PrincipleNames } from './names.ts';
import { createPhrases, type Phrases, sentencesOf, tokensOf, wordCount } from './phrases.ts';
import type { CheckPlace } from './places.ts';

/** What the reading of a plan's records needs to know. */
export interface Reader {
  readonly words: Words;
  readonly names: PrincipleNames;
  /** Words that the constitution or the template wrote. */
  readonly own: Phrases;
  /** Words that the template wrote. */
  readonly template: Phrases;
  /** The plan's own list is all there is: nothing but a dash or a question mark tells its words from the author's. */
  readonly isOwnList: boolean;
}

export interface ReaderSources {
  readonly words: Words;
  readonly constitution: Constitution;
  /** The template's constitution sections, where the template is known. */
  readonly template: readonly CheckPlace[] | undefined;
  /** There is no constitution but the plan's own list. */
  readonly isOwnList: boolean;
}

export function createReader({ words, constitution, template, isOwnList }: ReaderSources): Reader {
  // A list that the plan holds itself may have the author's words in it; where there is a template, that one knows better.
  const known = isOwnList && template !== undefined ? [] : constitution.principles;
  const principles = known.flatMap((principle) => [
    principle.question,
    ...principle.rules,
    ...sentencesOf(principle.text),
  ]);
  const lines = (template ?? [])
    .flatMap(withAll)
    .flatMap((place) => [place.whole, place.text, ...place.cells.map((cell) => cell.text)]);
  return {
    words,
    names: createNames(constitution.principles, words),
    own: createPhrases([...principles, ...lines]),
    template: createPhrases(lines),
    isOwnList: isOwnList && template === undefined,
  };
}

function withAll(place: CheckPlace): readonly CheckPlace[] {
  return [place, ...place.children.flatMap(withAll)];
}

/** Text of the author's own that says something: not a placeholder, not 'None' or 'TBD', and more than one bare word. */
export function isSubstance(text: string, words: Words): boolean {
  const plain = text.trim();
  if (isPlaceholder(plain) || words.none.is(plain) || words.verdict('unclear').is(plain)) return false;
  return (
    wordCount(plain) >= 2 || tokensOf(plain).some(({ text: word }) => !/^\p{ASCII}*$/u.test(word) && word.length >= 4)
  );
}

/** Nothing but one placeholder: `[evidence]`, `{note}`, `<reason>`. */
export function isPlaceholder(text: string): boolean {
  return (
    /^[\s*_`]*(?:\[[^\][]{0,400}\](?!\()|\{\{?[^{}]{0,400}\}?\}|<[^<>]{0,400}>)[\s*_`.]*$/.test(text) ||
    /^[.…\s]*$/.test(text)
  );
}
