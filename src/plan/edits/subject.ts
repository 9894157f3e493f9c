import type { Document } from '../../markdown/model.ts';
import type { Template } from '../../template/model.ts';
import { aliasesOf } from '../aliases.ts';
import type { Constitution } from '../constitution/model.ts';
import { once } from '../once.ts';
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

const known = new WeakMap<Document, { readonly setting: FillSetting; readonly subject: Subject }>();

/** A plan as edits see it; made once for a document in one setting. Aliases are worked out when an address is no id. */
export function subjectOf(document: Document, setting: FillSetting): Subject {
  const last = known.get(document);
  if (last !== undefined && isSameSetting(last.setting, setting)) return last.subject;
  const subject = makeSubject(document, setting);
  known.set(document, { setting, subject });
  return subject;
}

/** Whether nothing that a plan is read with differs. */
export function isSameSetting(one: FillSetting, other: FillSetting): boolean {
  return (
    one.template === other.template &&
    one.path === other.path &&
    one.words === other.words &&
    one.constitution === other.constitution &&
    one.today === other.today
  );
}

function makeSubject(document: Document, setting: FillSetting): Subject {
  const { template, words } = setting;
  const placed = planSlots(document, template);
  const slots = placed.filter(({ slot }) => !slot.guidance);
  const instructions = placed.filter(({ slot }) => slot.guidance);
  const all = once(() => aliasesOf(document, { ...setting, slots }));
  const aliases = { get: (name: string): string | undefined => all().get(name) };
  return { document, template, path: setting.path, words, slots, instructions, aliases };
}
