import type { Document, Span } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { outermost } from '../../markdown/spans.ts';
import type { PlanReading } from '../planReading.ts';
import type { Found, Rule } from './model.ts';
import { callTo, startOf } from './wording.ts';

/** A file without text has nothing that any other rule could find fault with. */
export const emptyPlan: Rule = {
  id: 'empty-plan',
  wants: 'Text stands in the plan, besides front matter, headings, comments and labels without a value.',
  gate: 'beyondFirst',
  check({ reading }) {
    return hasText(reading.document) ? [] : [empty(reading)];
  },
};

function empty(reading: PlanReading): Found {
  const hasHeading = reading.document.blocks.some(({ kind }) => kind === 'heading');
  const restore = callTo('restore_plan', reading, {});
  const history = callTo('read_plan', reading, { view: 'history' });
  return {
    ...startOf(reading.document),
    message: `Nothing stands in this plan${hasHeading ? ' below its headings' : ''}.`,
    expected: 'text',
    gate: 'beyondFirst',
    fix: `Write it, or if it was lost: ${restore} brings back what stood there before the file was emptied; ${history} lists its earlier texts.`,
  };
}

function hasText(document: Document): boolean {
  let at = 0;
  let rest = '';
  for (const gone of outermost(withoutWords(document))) {
    rest += document.text.slice(at, gone.from);
    at = Math.max(at, gone.to);
  }
  rest += document.text.slice(at);
  return rest
    .replace(/<!--[^]*?(?:-->|$)/g, '')
    .split(/[\r\n]/)
    .some(hasWords);
}

/** Front matter, headings, and labels without what they say. */
function withoutWords(document: Document): Span[] {
  const { blocks, frontMatter, lines } = document;
  const headings = blocks.flatMap(({ kind, first, end }) => {
    const [from, to] = [lines[first]?.from, lines[end - 1]?.to];
    return kind !== 'heading' || from === undefined || to === undefined ? [] : [{ from, to }];
  });
  const labels = listSections(document).flatMap(({ content }) => content.fields.map(({ labelSpan }) => labelSpan));
  return [...(frontMatter === undefined ? [] : [frontMatter.span]), ...headings, ...labels];
}

/** A letter, a digit or a picture, besides the mark of a list and its box. */
function hasWords(line: string): boolean {
  return /[\p{L}\p{N}\p{So}]/u.test(line.replace(/^[\s>]*(?:[-+*]|\d{1,9}[.)])?\s*(?:\[[ xX]\])?/, ''));
}
