import type { Section } from '../../../markdown/model.ts';
import type { Template } from '../../../template/model.ts';
import { planSlots } from '../../slots.ts';
import type { Subject } from '../model.ts';
import { findTargets, knownNames } from '../targets.ts';
import { type EntryForm, entryForm, entryNames, knowsName } from './entryText.ts';
import type { Holding } from './holdings.ts';
import { sameName } from './names.ts';
import { isSampleItem } from './samples.ts';

/** The names of `values` that one more of a holding takes. */
export interface Known {
  has(name: string): boolean;
  readonly names: readonly string[];
}

/** What one more of a holding is made of, by name. */
export function knownTo(subject: Subject, holding: Holding): Known {
  if (holding.kind === 'row') {
    const { columns } = holding.target.table;
    return { has: (name) => columns.some((column) => sameName(column, name)), names: columns };
  }
  if (holding.kind === 'unit') return unitNames(subject, holding);
  const form = formOf(subject, holding);
  return { has: (name) => knowsName(form, name), names: entryNames(form) };
}

/** The form that the items of a list have. */
export function formOf(subject: Subject, holding: Extract<Holding, { kind: 'item' | 'first' }>): EntryForm | undefined {
  if (holding.kind === 'first') return entryForm(subject, holding.target.model, []);
  const { section, items, model } = holding.target;
  return entryForm(
    subject,
    model,
    items.filter((item) => isSampleItem(subject, section, item, items)),
  );
}

function unitNames(subject: Subject, { group }: Extract<Holding, { kind: 'unit' }>): Known {
  const { template } = subject;
  const like = template !== undefined && group.model !== undefined ? group.model : group.members.at(-1);
  const source = template !== undefined && like === group.model ? templateSubject(subject, template) : subject;
  const isWord = (name: string): boolean => group.word !== undefined && sameName(group.word, name);
  return {
    has: (name) => sameName('heading', name) || isWord(name) || knowsTarget(source, like, name),
    names: ['heading', ...(like === undefined ? [] : knownNames(source, like))],
  };
}

function knowsTarget(subject: Subject, like: Section | undefined, name: string): boolean {
  return like !== undefined && findTargets(subject, like, name).length > 0;
}

const known = new WeakMap<Template, Subject['slots']>();

/** A template asked in the way of a plan. */
function templateSubject(subject: Subject, template: Template): Subject {
  const slots = known.get(template) ?? planSlots(template.document, template).filter(({ slot }) => !slot.guidance);
  known.set(template, slots);
  return { ...subject, document: template.document, slots };
}
