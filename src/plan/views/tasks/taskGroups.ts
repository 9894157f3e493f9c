import type { Item, Span } from '../../../markdown/model.ts';
import type { Subject } from '../../edits/model.ts';
import { idOf, mentionsIn, namedKeys } from '../../ids/mentions.ts';
import { ownItems } from '../../progress/own.ts';
import { sectionsWithRole } from '../../roles.ts';
import type { Words } from '../../words.ts';
import { writtenReader } from '../../written.ts';

/** A part of the work whose tasks the plan names by ID alone: `Task group 1: Import -> T001–T004`. */
export interface TaskGroup {
  /** The id of its item. */
  readonly place: string;
  readonly span: Span;
  /** `Task group 1: Import`. */
  readonly title: string;
  /** `Import`. */
  readonly about: string;
  /** As written, those within a range too. */
  readonly ids: readonly string[];
}

/** The task groups of the section that divides the plan into tasks, in order. */
export function taskGroups(subject: Subject): readonly TaskGroup[] {
  const { document, words, template } = subject;
  const written = writtenReader(subject);
  const groupOf = (item: Item): TaskGroup[] => {
    const [title, named] = (written(item.text) ?? '').split(/(?<!\s)\s*(?:->|→|⇒|=>)\s*/);
    const ids = named === undefined ? [] : idsIn(named, words);
    if (title === undefined || title === '' || ids.length === 0) return item.children.flatMap(groupOf);
    const about = /^[^:：]{1,60}[:：]\s*(\S.*)$/.exec(title)?.[1] ?? title;
    return [{ place: item.id, span: item.span, title, about, ids }];
  };
  const sections = sectionsWithRole(document, words, 'tasks', template);
  return sections.flatMap((section) => ownItems(section).flatMap(groupOf));
}

/** The most IDs that a group may stand for. */
const mostIds = 300;

/** Every ID that a text names; those within a range in the form of the one that opens it. */
function idsIn(text: string, words: Words): readonly string[] {
  const plain = text.replace(/(\d[a-z]?)(?=-[A-Z]{1,8}-?\d)/g, '$1 ');
  const named = mentionsIn(plain);
  const byKey = new Map(named.map((id) => [id.key, id.text]));
  const forms = new Map(named.toReversed().map((id) => [id.kind, id.text]));
  const ids = [...namedKeys(plain, words)].flatMap((key) => {
    const { kind } = idOf(key);
    const form = forms.get(kind);
    const id = byKey.get(key) ?? (form === undefined ? undefined : inForm(form, key.slice(kind.length)));
    return id === undefined ? [] : [{ id, kind, number: Number.parseInt(key.slice(kind.length), 10) }];
  });
  const kinds = [...new Set(named.map(({ kind }) => kind))];
  return ids
    .toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.number - b.number)
    .slice(0, mostIds)
    .map(({ id }) => id);
}

/** `7` in the form of `T-001` is `T-007`. */
function inForm(form: string, number: string): string {
  const letters = form.slice(0, form.search(/\d/));
  const width = /\d+/.exec(form)?.[0].length ?? 1;
  return `${letters}${number.padStart(width, '0')}`;
}
