import { stateIn } from '../../../constitution/gates.ts';
import { mentionedVerdict, openingVerdict } from '../../../constitution/verdictWords.ts';
import type { Words } from '../../../words.ts';
import type { Vocabulary } from './model.ts';

/** The words in which a plan answers principles. */
export function principleVocabulary(words: Words): Vocabulary {
  return {
    names: ['pass', 'violation', 'justified', 'not_applicable', 'deferred', 'unclear'],
    wordsOf: (name) => words.verdict(name),
    opening: (text) => openingVerdict(text, words),
    mention: (text) => mentionedVerdict(text, words),
    isStatusLabel: (label) => words.label('verdict').is(label),
  };
}

/** The words in which a plan gives the state of its gates. */
export function gateVocabulary(words: Words): Vocabulary {
  return {
    names: ['pass', 'fail', 'conditional'],
    wordsOf: (name) => words.gate(name),
    opening: (text) => {
      const spoken = stateIn(text, { words });
      return spoken === undefined ? undefined : { said: spoken.state, note: spoken.note };
    },
    mention: () => undefined,
    isStatusLabel: (label) => words.label('verdict').is(label) || words.label('status').is(label),
  };
}
