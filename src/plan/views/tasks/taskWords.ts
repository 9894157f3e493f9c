import { plainText } from '../../../markdown/inline.ts';
import type { Document, Item, Row } from '../../../markdown/model.ts';
import { oneLine } from '../../diff/tidy.ts';
import type { Task } from '../../progress/model.ts';
import { withoutAddress } from './addressComment.ts';

/** A task's words with the marks that stood in them. */
export interface TaskWords {
  readonly text: string;
  /** `[P]`. */
  readonly isParallel: boolean;
  /** `US1`. */
  readonly story: string | undefined;
}

/** The words of a task as the plan writes them, code marks and all, without ID, marks and an address left by another view. */
export function taskWords(document: Document, task: Task, place: Item | Row | undefined): TaskWords {
  const text = sourceOf(document, task, place);
  const story = /(?:^|\s)\[(US-?\d{1,3}(?:\.\d{1,3})?[a-z]?)\](?=\s|$)/.exec(text)?.[1];
  const bare = withoutAddress(oneLine(text.replace(/(^|\s)\[(?:P|US-?\d{1,3}(?:\.\d{1,3})?[a-z]?)\](?=\s|$)/g, '$1')));
  return { text: bare === '' ? task.text : bare, isParallel: /(?:^|\s)\[P\](?=\s|$)/.test(text), story };
}

/** Source text that reads as the task's plain words do; those, where none does. */
function sourceOf({ text }: Document, task: Task, place: Item | Row | undefined): string {
  const spans = place === undefined ? [] : place.kind === 'row' ? place.cells.map(({ span }) => span) : [place.text];
  const sources = spans.map((span) => oneLine(text.slice(span.from, span.to)));
  const found = sources
    .flatMap((source) => withoutLabel(source, task.label))
    .find((source) => oneLine(plainText(source)) === task.text && isBalanced(source));
  const words = found ?? task.text;
  // What a table's cell escapes needs no escape elsewhere.
  return place?.kind === 'row' ? words.replaceAll('\\|', '|') : words;
}

/** What may be the words behind an ID: emphasis around the ID goes with it, emphasis behind it stays. */
function withoutLabel(source: string, label: string | undefined): string[] {
  if (label === undefined) return [source];
  const at = source.indexOf(label);
  // In a table the ID may have a cell of its own.
  if (at === -1 || /[^*_`[(~\s]/.test(source.slice(0, at))) return [source];
  const rest = source.slice(at + label.length);
  return [/^[*_`]{0,3}[\s:：.)\]—–-]{1,10}/, /^[*_`\s:：.)\]—–-]{1,10}/].map((marks) => rest.replace(marks, ''));
}

function isBalanced(source: string): boolean {
  return ['**', '__', '`'].every((mark) => source.split(mark).length % 2 === 1);
}
