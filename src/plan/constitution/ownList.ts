import type { Words } from '../words.ts';
import type { Constitution, Principle } from './model.ts';
import { withIds } from './parse.ts';
import type { CheckPlace } from './places.ts';
import { isPlaceholder } from './reader.ts';
import { headingWords, isBareNumber } from './findPrinciples.ts';
import { splitStrength, splitTitle } from './titles.ts';
import { openingVerdict } from './verdictWords.ts';

/** The plan's own check list as a constitution: named boxes, groups with boxes or bullets, headings, rows with a status. */
export function ownCheckList(places: readonly CheckPlace[], words: Words): Constitution {
  const seen = new Set<string>();
  const drafts = places
    .flatMap((place) => principlesAt(place, words))
    .filter(({ title }) => {
      const key = title.toLowerCase();
      if (seen.has(key)) return false;
      return seen.add(key);
    });
  return { unfilled: false, principles: withIds(drafts) };
}

type Draft = Omit<Principle, 'id'>;

function principlesAt(place: CheckPlace, words: Words): readonly Draft[] {
  if (isOtherLabel(place, words)) return [];
  if (place.form === 'heading') return headingPrinciples(place, words);
  if (place.form === 'row') return rowPrinciple(place, words);
  if (place.form === 'box')
    return [draftOf(words, place.name === '' ? ownWords(place.whole) : place.name, rulesOf(place))];
  if (place.form !== 'bullet' && place.form !== 'field') return [];
  if (place.form === 'field' && !place.isBold) return place.children.flatMap((child) => principlesAt(child, words));
  const isGroup = place.name !== '' && place.children.some((child) => child.form === 'box' || child.form === 'bullet');
  const isJudged =
    openingVerdict(place.text, words) !== undefined ||
    place.children.some((child) => openingVerdict(child.whole, words) !== undefined);
  if (place.name === '' || !(isGroup || isJudged)) return [];
  return [draftOf(words, place.name, rulesOf(place, words))];
}

/** A heading with a list or verdict of its own is a principle; one with headings below holds principles; its named boxes are ones. */
function headingPrinciples(place: CheckPlace, words: Words): readonly Draft[] {
  const inner = place.children.flatMap((child) => (child.form === 'heading' ? headingPrinciples(child, words) : []));
  const rows = place.children.filter((child) => child.form === 'row').flatMap((row) => rowPrinciple(row, words));
  const named = place.children.filter(
    (child) => (child.form === 'box' || child.form === 'bullet') && child.name !== '' && !isOtherLabel(child, words),
  );
  const own = place.children.filter((child) => child.form === 'box' || child.form === 'bullet');
  const title = headingWords(place, { words });
  const isJudged =
    title !== place.name ||
    place.children.some(
      (child) => words.label('verdict').is(child.name) && openingVerdict(child.text, words) !== undefined,
    );
  if (inner.length > 0 && !isJudged)
    return [...named.flatMap((child) => principlesAt(child, words)), ...rows, ...inner];
  if (rows.length > 0) return [...rows, ...inner];
  if (own.length === 0 && !isJudged) return [];
  return [draftOf(words, title, isJudged ? rulesOf(place) : rulesOf(place, words)), ...inner];
}

function rowPrinciple(place: CheckPlace, words: Words): readonly Draft[] {
  const isHeaded = place.cells.some((cell, index) => index > 0 && words.label('verdict').is(cell.column));
  const isJudged = place.cells.some((cell, index) => index > 0 && openingVerdict(cell.text, words) !== undefined);
  const name = place.cells.find((cell) => cell.text !== '' && !isBareNumber(cell.text))?.text ?? '';
  return (isHeaded || isJudged) && name !== '' && !isPlaceholder(name) ? [draftOf(words, name, [])] : [];
}

function rulesOf(place: CheckPlace, words?: Words): readonly string[] {
  const isRule = (child: CheckPlace): boolean =>
    child.form === 'box' ||
    (words !== undefined &&
      child.form === 'bullet' &&
      !isPlaceholder(child.whole) &&
      openingVerdict(child.whole, words) === undefined &&
      !['evidence', 'justification', 'verdict'].some((label) => words.label(label).is(child.name)));
  return place.children.filter(isRule).map((child) => ownWords(child.whole));
}

/** What stands before a dash that leads over to the author's words. */
function ownWords(text: string): string {
  return (text.split(/\s(?:[–—]|->|→)\s/u, 1)[0] ?? '').replace(/\s+/g, ' ').trim();
}

function draftOf(words: Words, title: string, rules: readonly string[]): Draft {
  const split = splitTitle(title.replace(/^[^\p{L}\p{N}[]{1,20}/u, ''));
  const number = split.number === undefined ? {} : { number: split.number };
  const { bare, strength } = splitStrength(split.title, words);
  return { ...number, title: bare.slice(0, 200), text: '', question: '', strength, rules };
}

/** Labels of the record itself, not of a principle. */
function isOtherLabel(place: CheckPlace, words: Words): boolean {
  const names = [
    'violations',
    'violation',
    'justification',
    'mitigation',
    'gateResult',
    'constitutionVersion',
    'version',
  ];
  return place.form !== 'heading' && place.name !== '' && names.some((name) => words.label(name).is(place.name));
}
