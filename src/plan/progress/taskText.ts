import { plainText } from '../../markdown/inline.ts';
import type { Span } from '../../markdown/model.ts';
import type { Words } from '../words.ts';

export interface TaskText {
  /** The ID that opens it: `T012`, `TASK-3`. */
  readonly label: string | undefined;
  /** On one line and without the ID; marks such as `[P]` and `[US1]` stay. */
  readonly text: string;
}

const ownLabel = /^((?:[A-Z]{1,8}-){0,2}[A-Z]{1,8}-?\d{1,5}(?:\.\d{1,4}){0,3}[a-z]?)(?=[\s:：)\]—–-]|$|\.\s|\.$)/;

/** A text that wraps, on one line: what sets its further lines off goes, marks of quotes included. */
export function unwrapped(source: string): string {
  return source.replace(/(?:\r\n|\r|\n)[ \t>]*/g, ' ');
}

/** Reads the words of a task out of its source text. */
export function readTaskText(source: string): TaskText {
  const plain = plainText(unwrapped(source)).replace(/\s+/g, ' ').trim();
  const label = ownLabel.exec(plain)?.[1];
  if (label === undefined || !isTaskId(label, plain.charAt(label.length))) return { label: undefined, text: plain };
  const text = plain.slice(label.length).replace(/^[\s:：.)\]—–-]{1,10}/, '');
  return { label, text: text === '' ? label : text };
}

/** `S3 bucket` opens with a name: an ID has a hyphen, three digits, the T of tasks or a mark behind it. */
function isTaskId(label: string, next: string): boolean {
  return label.includes('-') || /\d{3}/.test(label) || /^T\d/.test(label) || /[:：.)]/.test(next);
}

const marks = /\[[A-Z]{1,4}\d{0,4}\]/g;
const dates = /(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})(?!\d)/g;

/** What two texts of one task share: letters and digits in lower case, without marks and dates. */
export function textKey(text: string): string {
  return text
    .replace(marks, ' ')
    .replace(dates, ' ')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

export interface BlockedSuffix {
  /** From the blank before the dash to the end, by offsets into the text. */
  readonly span: Span;
  readonly reason: string;
  /** ` - Blocked by: `, as written. */
  readonly lead: string;
}

/** The reason behind a text: `Export data - Blocked by: no access`, `Export data (blocked by no access)`. */
export function blockedSuffix(text: string, words: Words): BlockedSuffix | undefined {
  for (const found of words.label('blockedBy').findAll(text)) {
    const separator = /(?<!\s)\s*(?:[–—-]|->|→|[(（,，;；])[\s*_]{0,4}$/.exec(text.slice(0, found.from));
    if (separator === null || separator.index === 0) continue;
    const behind = /^[*_]{0,2}\s{0,2}[:：]?[*_]{0,2}\s{0,2}/.exec(text.slice(found.to))?.[0] ?? '';
    const reason = text.slice(found.to + behind.length).trim();
    const isBracketed = /[(（]/.test(separator[0]);
    return {
      span: { from: separator.index, to: text.length },
      reason: isBracketed ? reason.replace(/[)）]$/, '') : reason,
      lead: text.slice(separator.index, found.to + behind.length),
    };
  }
  return undefined;
}
