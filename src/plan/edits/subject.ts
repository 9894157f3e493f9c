import type { Document } from '../../markdown/model.ts';
import type { Template } from '../../template/model.ts';
import { aliasesOf } from '../aliases.ts';
import type { Constitution } from '../constitution/model.ts';
import { planSlots } from '../slots.ts';
import type { Words } from '../words.ts';
import type { Subject } from './model.ts';

/** What the fills of a call are worked out with. */
export interface FillSetting {
  readonly template: Template | undefined;
  /** Its workspace-relative path, for refusals; undefined while the plan has none. */
  readonly path: string | undefined;
  readonly words: Words;
  /** Its principles' ids are addresses; undefined where the plan's own check list is all there is. */
  readonly constitution: Constitution | undefined;
  /** Local date, YYYY-MM-DD. */
  readonly today: string;
}

/** A plan as edits see it. Aliases are worked out when an address is no id. */
export function subjectOf(document: Document, setting: FillSetting): Subject {
  const { template, words } = setting;
  const placed = planSlots(document, template);
  const slots = placed.filter(({ slot }) => !slot.guidance);
  const instructions = placed.filter(({ slot }) => slot.guidance);
  let known: ReadonlyMap<string, string> | undefined;
  const aliases = {
    get: (name: string): string | undefined => {
      const all = known ?? aliasesOf(document, { ...setting, slots });
      known = all;
      return all.get(name);
    },
  };
  return { document, template, path: setting.path, words, slots, instructions, aliases };
}
