import { plainText } from '../../markdown/inline.ts';
import type { Span } from '../../markdown/model.ts';
import type { Candidate, Stretch } from './candidate.ts';
import { isWhole } from './place.ts';
import { endsWith, slotWords } from './words.ts';

const naming = [...slotWords.naming];

/**
 * `【项目名称】`: brackets that mostly set off headings and states. A place is only what stands for a whole value or cell, or closes
 * a heading, and says itself what goes there: with the label's own words, or with a word for a name at its end.
 */
export function lenticularIn(text: string, stretch: Stretch): Candidate[] {
  if (!stretch.own.includes('【') || stretch.place === 'fence' || stretch.place === 'markup') return [];
  return [...stretch.own.matchAll(/【([^【】\n\r]{1,60})】/g)].flatMap((match) => {
    const from = stretch.from + match.index;
    const span = { from, to: from + match[0].length };
    const inner = (match[1] ?? '').trim();
    if (!saysWhat(text, stretch, span, inner)) return [];
    return [{ class: 'token', dialect: 'lenticular', span, inner, options: [], stretch }];
  });
}

function saysWhat(text: string, stretch: Stretch, span: Span, inner: string): boolean {
  const value = stretch.values.find((each) => each.from <= span.from && span.to <= each.to);
  if (value !== undefined)
    return isWhole(text, value, span) && (isNaming(inner) || inner === plainText(value.label).trim());
  if (stretch.place === 'cell')
    return isWhole(text, stretch, span) && (isNaming(inner) || inner === plainText(stretch.column).trim());
  return stretch.place === 'heading' && span.from > stretch.from && span.to === stretch.to && isNaming(inner);
}

function isNaming(inner: string): boolean {
  return endsWith(inner, naming);
}
