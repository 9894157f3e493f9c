import type { Document } from '../markdown/model.ts';
import type { Template } from '../template/model.ts';
import { principleAliases } from './constitution/aliases.ts';
import type { Constitution } from './constitution/model.ts';
import { questionAliases } from './questions/ids.ts';
import { openQuestions } from './questions/questions.ts';
import { rolesOf } from './roles.ts';
import type { PlacedSlot } from './slots.ts';
import type { Words } from './words.ts';

export interface AliasSource {
  readonly template: Template | undefined;
  readonly constitution: Constitution | undefined;
  readonly words: Words;
  /** Local date, YYYY-MM-DD. */
  readonly today: string;
  readonly slots: readonly PlacedSlot[];
}

/** The names that places have besides their ids: section roles, principle ids and question ids, in lower case. */
export function aliasesOf(document: Document, source: AliasSource): ReadonlyMap<string, string> {
  const questions = openQuestions(document, { ...source, slots: source.slots.map(({ slot }) => slot.span) });
  const roles = [...rolesOf(document, source.words, source.template)].map(([role, id]): [string, string] => [
    role.toLowerCase(),
    id,
  ]);
  return new Map([...roles, ...principleAliases(document, source.constitution, source), ...questionAliases(questions)]);
}
