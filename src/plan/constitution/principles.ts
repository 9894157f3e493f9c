import type { Principle } from './model.ts';
import type { Words } from '../words.ts';
import { parseConstitution } from './parse.ts';

/** The principles of a constitution's text, as a template writes them; none where the text has none. */
export function principlesOf(constitutionText: string, words?: Words): readonly Principle[] {
  return parseConstitution(constitutionText, words).principles;
}
