import type { Item, Section, Span } from '../../markdown/model.ts';
import { answerIn, isClosed, splitArrow } from './closed.ts';
import { kindAfter } from './deferred.ts';
import { detailsAbove, detailsOf } from './details.ts';
import type { Entry, Frame, Pair, PlanSource, QuestionForm } from './entry.ts';
import { frameBelow, isOnlyDetail, isOtherRole } from './frames.ts';
import { inlinePairs } from './inline.ts';
import { labelled } from './optionLists.ts';
import { withoutCodeMarks } from './optionShield.ts';
import { type Below, offeredBy, offersLetters, optionsBelow } from './optionsBelow.ts';
import { inLines } from './optionsInText.ts';
import { isDetailLabel, itemPairs, openingLabel, ownWordsOf } from './pairs.ts';
import type { Words } from '../words.ts';
import { isQuestionLabel, oneLine, questionWords, saysNone, textOf, writtenText } from './reading.ts';

/** What one question is made of, whichever form it has. */
export interface Asked {
  readonly form: QuestionForm;
  readonly section: Section;
  readonly place: string;
  readonly line: number;
  readonly span: Span;
  readonly asked: Span;
  /** Labels with their values; those inside the question's own words come on top. */
  readonly pairs: readonly Pair[];
  /** The items right below it. */
  readonly below?: readonly Item[];
  /** The items below a label that calls them options. */
  readonly offered?: readonly Item[] | undefined;
  readonly box?: string | undefined;
}

/**
 * The questions of one list item: itself, or, where it is the label of a group, its children. `isCounted`: it is one of a numbered
 * list of questions, and what stands below it belongs to it.
 */
export function readItem(source: PlanSource, section: Section, item: Item, frame: Frame, isCounted = false): Entry[] {
  const label = openingLabel(source, item);
  if (label === undefined) return oneQuestion(source, askedBy(source, section, item, ownWordsOf(source, item)), frame);
  const { words } = source;
  const opensList = textOf(source, label.value).trim() === '' && item.children.length > 0;
  if (isOnlyDetail(label.label, words, opensList)) return [];
  const named = frameBelow(words, label.label, frame);
  const isGroup = !isCounted && opensGroup(source, item, label.label, label.value);
  if (isGroup && (named === 'settled' || isOtherRole(words, label.label))) return [];
  if (named === 'settled' || !(named.isKind || isGroup)) {
    return oneQuestion(source, askedBy(source, section, item, ownWordsOf(source, item)), frame);
  }
  const below = { ...named.frame, details: detailsAbove(words, label.label, itemPairs(source, item), frame.details) };
  return [
    ...oneQuestion(source, askedBy(source, section, item, label.value), below),
    ...item.children.flatMap((child) => readItem(source, section, child, below)),
  ];
}

/** Reads one question out of its words; none where a slot waits, where they say 'None', or where a mixed section asks nothing. */
export function oneQuestion(source: PlanSource, asked: Asked, frame: Frame): Entry[] {
  const { words } = source;
  const written = writtenText(source, asked.asked) || choiceIn(source, asked);
  if (written === '' || saysNone(written, words) || isDetailAlone(written, words)) return [];
  const line = textOf(source, asked.asked);
  const arrow = splitArrow(line, words);
  const inline = inlinePairs(arrow.text, words);
  const pairs = [...asked.pairs, ...arrow.pairs, ...inline.pairs];
  const { text, ownId } = questionWords(inline.rest, words);
  if (text === '' || (frame.mixed && !asks(arrow.text, words))) return [];
  const kind = kindAfter(words, frame.kind, pairs);
  const choice = questionWords(withoutCodeMarks(inline.rest), words).text;
  return [
    {
      kind,
      form: asked.form,
      section: asked.section,
      place: asked.place,
      line: asked.line,
      span: asked.span,
      asked: asked.asked,
      text,
      ownId,
      details: detailsOf(words, choice, pairs, frame.details, kind, belowOf(source, asked, arrow.text)),
      closed: isClosed(words, line, pairs, asked.box),
      answer: answerIn(words, pairs),
    },
  ];
}

/** `Which store? Options: Postgres / SQLite` is asked, though all of it may look like a choice that waits. */
function choiceIn(source: PlanSource, { asked }: Asked): string {
  const text = textOf(source, asked).trim();
  return !/^[[{<(]/.test(text) && labelled(text, source.words).options.length > 1 ? text : '';
}

/** What the lists below a question and its own further lines offer. */
function belowOf(source: PlanSource, { below = [], offered }: Asked, own: string): Below {
  const found = { ...optionsBelow(source, below), lines: inLines(own, source.words) };
  return offered === undefined ? found : { ...found, labelled: offeredBy(source, offered) };
}

/** A question mark, or words that say that something is not decided yet and no arrow behind them that leads to what is done about it. */
function asks(markdown: string, words: Words): boolean {
  const plain = oneLine(markdown);
  if (/[?？]/.test(plain)) return true;
  return words
    .question('unsettled')
    .findAll(plain)
    .some(
      ({ from, to }) =>
        !/→|⇒|->|=>/.test(plain.slice(to)) && words.negations.find(clauseBefore(plain, from)) === undefined,
    );
}

/** The words before an offset in the same clause, as far as they can deny what stands there. */
function clauseBefore(text: string, at: number): string {
  return (
    text
      .slice(Math.max(0, at - 40), at)
      .split(/[.;:,。；：，、（(]/u)
      .at(-1) ?? ''
  );
}

/** What is left of `<Question> (Owner: <Name>)` without its places: nobody has asked yet. */
function isDetailAlone(written: string, words: Words): boolean {
  const label = /^[([（]\s{0,40}([^:：()（）]{1,40}?)\s{0,40}[:：]\s{0,40}[)\]）]$/u.exec(written)?.[1];
  return label !== undefined && isDetailLabel(label, words);
}

function askedBy(source: PlanSource, section: Section, item: Item, words: Span): Asked {
  const pairs = itemPairs(source, item);
  return {
    form: 'item',
    section,
    place: item.id,
    line: item.line,
    span: item.span,
    asked: words,
    pairs,
    below: item.children,
    box: item.box?.state,
  };
}

/** A label without a value over children that are questions themselves: `- **Backend:**`. */
function opensGroup(source: PlanSource, item: Item, label: string, value: Span): boolean {
  const { words } = source;
  if (textOf(source, value).trim() !== '' || item.children.length === 0) return false;
  if (/[?？]/.test(label) || isQuestionLabel(label, words) || words.question('asks').opens(label) > 0) return false;
  const details = itemPairs(source, item).filter((pair) => isDetailLabel(pair.label, words));
  return details.length < item.children.length && !offersLetters(source, item.children);
}
