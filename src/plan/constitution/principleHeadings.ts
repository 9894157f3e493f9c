import type { Document, Section } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { wordNumberOf } from '../../markdown/slug.ts';
import { bareTitle } from '../roles.ts';
import type { Words } from '../words.ts';

/** The sections of a constitution that hold its principles, and whether each is a principle itself or a list or table of them. */
export interface PrincipleHeadings {
  readonly form: 'heading' | 'list' | 'table';
  readonly sections: readonly Section[];
}

/**
 * Headings below a principles section; without such a section those below the one whose headings are numbered;
 * else `Article N` headings; else the headings one level below the title that are no governance and the like.
 */
export function principleHeadings(document: Document, words: Words): PrincipleHeadings {
  const sections = listSections(document).filter((section) => section.kind === 'section');
  const named = namedSections(sections, words);
  const below = named.flatMap((section) => (section.children.length > 0 ? section.children : section.units));
  if (below.length > 0) return { form: 'heading', sections: below };
  const lists = named.filter((section) => section.content.items.length > 0);
  if (lists.length > 0) return { form: 'list', sections: lists };
  if (named.length > 0) return { form: 'table', sections: named };
  return { form: 'heading', sections: unnamedPrinciples(sections, words) };
}

/** The sections of the preferred name on the highest level: `Core Principles`, or all of `Technical Principles`, `Product Principles`. */
function namedSections(sections: readonly Section[], words: Words): readonly Section[] {
  const ranked = sections.flatMap((section) => {
    const rank = principlesRank(section, words);
    const { items, tables } = section.content;
    const holds = section.children.length + section.units.length + items.length + tables.length > 0;
    return rank === undefined || !holds || isWordNumbered(section) ? [] : [{ section, rank }];
  });
  const best = Math.min(...ranked.map(({ rank }) => rank));
  const preferred = ranked.filter(({ rank }) => rank === best).map(({ section }) => section);
  const level = Math.min(...preferred.map((section) => section.level));
  return preferred.filter((section) => section.level === level);
}

/** A translated heading often carries the English one in brackets; either may be the known word. */
function principlesRank(section: Section, words: Words): number | undefined {
  const names = words.constitution('principles');
  const inner = /[([（]([^()[\]（）]{1,100})[)\]）]\s*$/u.exec(section.title)?.[1] ?? '';
  return names.rank(bareTitle(section)) ?? names.rank(inner);
}

function unnamedPrinciples(sections: readonly Section[], words: Words): readonly Section[] {
  const parent = sections.find(
    (section) => section.children.filter(isNumbered).length >= 2 && !isOther(section, words),
  );
  const top = sections.filter((section) => section.parent === undefined && !isOther(section, words));
  const articles = top.filter(isWordNumbered);
  if (articles.length >= 2) return articles;
  if (parent !== undefined) return parent.children.filter((section) => !isOther(section, words));
  return articles.length > 0 ? articles : top;
}

/** An outline number, or a Chinese numeral with its comma. */
function isNumbered(section: Section): boolean {
  return section.number !== undefined || isWordNumbered(section) || chineseNumber.test(section.title);
}

export const chineseNumber = /^[一二三四五六七八九十]{1,3}、/u;

/** `Article 6`, `Article IV: …`, `第1条: …`. */
function isWordNumbered(section: Section): boolean {
  return wordNumberOf(section.title) !== undefined || romanArticle.test(section.title) || counted.test(section.title);
}

export const romanArticle = /^\p{L}{2,20}\s([IVXL]{1,7})(?=\s{0,3}(?:[:：–—(（-]|$))/u;
export const counted = /^第\s?(\d{1,3}|[一二三四五六七八九十]{1,3})\s?\p{L}(?=\s{0,3}[:：、–—\s-])/u;

function isOther(section: Section, words: Words): boolean {
  return words.constitution('other').is(bareTitle(section));
}
