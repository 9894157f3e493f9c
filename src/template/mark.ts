import { PlanError } from '../errors.ts';
import type { Document, Field } from '../markdown/model.ts';
import { textStart } from '../markdown/lines.ts';
import type { Splice } from '../markdown/splices.ts';

/** What a plan says of the template that it was made from. */
export interface TemplateMark {
  readonly id: string;
  /** 12 hex digits. */
  readonly revision: string;
}

const key = 'plankeeper';

/** Reads `ID@REVISION`; undefined where a text is something else. */
export function parseMark(text: string): TemplateMark | undefined {
  const match = /^([^\s@]{1,80})@([0-9a-f]{12})$/.exec(text);
  return match?.[1] === undefined || match[2] === undefined ? undefined : { id: match[1], revision: match[2] };
}

/** The mark in a plan's front matter, if it has one. */
export function readMark(document: Document): TemplateMark | undefined {
  const field = markField(document);
  if (field === undefined) return undefined;
  const value = document.text.slice(field.value.from, field.value.to);
  return parseMark(value.replace(/^(["'])(.*)\1$/, '$2'));
}

/**
 * Puts the mark into front matter: over an older mark, as the last line of a block, or in a block of its own.
 * Throws PlanError invalid_input where the `plankeeper` key holds something else.
 */
export function markSplice(document: Document, mark: TemplateMark): Splice {
  const value = `${mark.id}@${mark.revision}`;
  const field = markField(document);
  if (field !== undefined) {
    if (readMark(document) !== undefined) return { ...field.value, text: value };
    throw new PlanError(
      'invalid_input',
      'The front-matter key `plankeeper` holds something other than `ID@REVISION`.',
      {
        fix: 'Remove that key from the front matter.',
      },
    );
  }
  const line = `${key}: ${value}${document.eol}`;
  const front = document.frontMatter;
  if (front !== undefined) return { from: front.yaml.to, to: front.yaml.to, text: line };
  const start = textStart(document.text);
  return { from: start, to: start, text: `---${document.eol}${line}---${document.eol}` };
}

function markField(document: Document): Field | undefined {
  return document.frontMatter?.fields.find((field) => field.label === key);
}
