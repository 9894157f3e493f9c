import type { Item, Row, Section, Span } from '../../../markdown/model.ts';
import { listSections } from '../../../markdown/outline.ts';
import type { Subject } from '../../edits/model.ts';
import { idOf, namedKeys } from '../../ids/mentions.ts';
import type { Task } from '../../progress/model.ts';
import { ownItems } from '../../progress/own.ts';
import { textKey } from '../../progress/taskText.ts';
import { bareTitle } from '../../roles.ts';
import { oneLine } from '../../diff/tidy.ts';
import type { WordSet } from '../../words.ts';
import { writtenReader } from '../../written.ts';

/** Where a plan says what can be done side by side: the lists below such labels and headings, and the values of such labels. */
export function parallelWork(subject: Subject): readonly (readonly string[])[] {
  return namedWork(subject, subject.words.label('parallelWork'));
}

/** What a plan lists below labels and headings of one meaning, list by list, as plain words. */
export function namedWork(subject: Subject, names: WordSet): readonly (readonly string[])[] {
  const written = writtenReader(subject);
  const said = (span: Span): string[] => {
    const text = written(span) ?? '';
    return text === '' || subject.words.none.is(text) ? [] : [text];
  };
  const lists = listSections(subject.document).flatMap((section) => {
    const fields = section.content.fields.filter(({ label, id }) => names.is(label) && isOwn(section, id));
    const labelled = fields.map(({ value, items }) => [value, ...items.map(({ text }) => text)].flatMap(said));
    return [...labelled, headedItems(section, names).flatMap(({ text }) => said(text))];
  });
  return lists.filter((list) => list.length > 0);
}

/** The items of a section with such a title that stand under no label of their own. */
function headedItems(section: Section, names: WordSet): readonly Item[] {
  if (section.title === '' || !names.is(bareTitle(section))) return [];
  const labelled = new Set(section.content.fields.flatMap((field) => field.items));
  return ownItems(section).filter((item) => !labelled.has(item));
}

function isOwn(section: Section, id: string): boolean {
  return id.lastIndexOf('/') === section.id.length;
}

/** Tells whether the plan says of a task that it can be done beside others: never more than its words say. */
export function parallelReader(subject: Subject): (task: Task, place: Item | Row | undefined) => boolean {
  const { words } = subject;
  const lines = parallelWork(subject).flat();
  const keys = new Set(lines.flatMap((line) => [...namedKeys(line, words)]));
  const texts = new Set(lines.flatMap(partsOf));
  return (task, place) =>
    (task.label !== undefined && keys.has(idOf(task.label).key)) ||
    texts.has(textKey(task.text)) ||
    saysSo(task.text, words.label('parallelTask')) ||
    (place !== undefined && isMarked(subject, place));
}

/** A line whole and by its parts, without what names its stream. */
function partsOf(line: string): string[] {
  const about = /^[^:：]{1,60}[:：]\s*(\S.*)$/.exec(line)?.[1] ?? line;
  return [line, about, ...about.split(/[,;，；、]/)].map(textKey).filter((key) => key !== '');
}

/** `Write the importer (in parallel with T003)`. */
function saysSo(text: string, names: WordSet): boolean {
  const brackets = text.match(/[([（][^()[\]（）]{1,120}[)\]）]/g) ?? [];
  return brackets.some((bracket) => names.opens(bracket.slice(1, -1)) > 0);
}

/** A child item or a cell: `Parallel: yes`. */
function isMarked({ document, words }: Subject, place: Item | Row): boolean {
  const names = words.label('parallelTask');
  const isYes = (value: string): boolean =>
    words.label('stateDone').is(value) || /^(?:\[?[Pp]\]?|x|X)$/.test(value.trim());
  if (place.kind === 'row')
    return place.cells.some(
      ({ span }, index) => names.is(place.table.columns[index] ?? '') && isYes(document.text.slice(span.from, span.to)),
    );
  return place.children.some(({ text }) => {
    const [, label, value] =
      /^([^:：]{1,60})[:：]\s*(\S.*)$/.exec(oneLine(document.text.slice(text.from, text.to))) ?? [];
    return label !== undefined && value !== undefined && names.is(label) && isYes(value);
  });
}
