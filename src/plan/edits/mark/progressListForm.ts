import type { Item } from '../../../markdown/model.ts';
import { findProgressLists, type ProgressGroup, type ProgressList } from '../../progress/progressLists.ts';
import { createFilled } from '../../progress/taskPlaces.ts';
import { blockedSuffix } from '../../progress/taskText.ts';
import type { Subject } from '../model.ts';

/** How a group of progress lists writes its entries. */
export interface ListForm {
  isReal(item: Item): boolean;
  /** `[x] `, `[ ] `, or nothing where the lists have no boxes. */
  boxIn(list: ProgressList): string;
  /** `None`, in the plan's word for it. */
  readonly none: string;
  /** ` - Blocked by: `. */
  readonly blockedLead: string;
  /** The bullet of new lists. */
  readonly marker: string;
}

/** Reads the form off the entries and samples that stand there, else off the template's. */
export function listForm(subject: Subject, group: ProgressGroup): ListForm {
  const { document, words } = subject;
  const isReal = createFilled(subject);
  const isNone = (item: Item): boolean => words.none.is(document.text.slice(item.text.from, item.text.to));
  const items = group.lists.flatMap((list) => list.items);
  const telling = items.filter((item) => !isNone(item));
  const templates = telling.length > 0 ? [] : templateItems(subject);
  const hasBoxes = (list: ProgressList): boolean => {
    const own = list.items.filter((item) => !isNone(item));
    return [own, telling, templates].find((some) => some.length > 0)?.some(({ box }) => box !== undefined) ?? false;
  };
  const none = items.find(isNone);
  return {
    isReal: (item) => isReal(item.text),
    boxIn: (list) => (hasBoxes(list) ? (list.state === 'done' ? '[x] ' : '[ ] ') : ''),
    none: none === undefined ? capital(words.none.words[0] ?? '') : document.text.slice(none.text.from, none.text.to),
    blockedLead: leadIn(subject, group),
    marker: items.find(({ form, marker }) => form !== 'number' && marker !== '')?.marker ?? '-',
  };
}

function templateItems({ template, words }: Subject): readonly Item[] {
  if (template === undefined) return [];
  const groups = findProgressLists({ document: template.document, words, template }, () => false);
  return groups.flatMap((group) => group.lists.flatMap((list) => list.items));
}

function leadIn(subject: Subject, group: ProgressGroup): string {
  const { document, words, template } = subject;
  const inPlan = group.lists.flatMap((list) => list.items.map(({ text }) => document.text.slice(text.from, text.to)));
  const inTemplate = templateItems(subject).map(({ text }) => template?.text.slice(text.from, text.to) ?? '');
  for (const source of [...inPlan, ...inTemplate]) {
    const lead = blockedSuffix(source, words)?.lead;
    if (lead !== undefined && /\s$/.test(lead) && !/[(（]/.test(lead)) return lead;
  }
  return ` - ${words.label('blockedBy').words[0] ?? ''}: `;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
