import type { Words } from '../words.ts';
import type { Offered, Pair } from './entry.ts';
import { rowOf, symbol } from './optionMarks.ts';
import { type Below, noneBelow } from './optionsBelow.ts';
import { bracketed, inline, labelled, listOf, slashed, splitList } from './optionsInText.ts';
import { oneLine } from './reading.ts';

const none: Offered = { options: [] };

/** The answers that a question's own words, its labels or the list below it offer, where that is sure; else none. */
export function optionsOf(text: string, pairs: readonly Pair[], words: Words, below: Below = noneBelow): Offered {
  const inText = inline(text, words);
  // Letters in the line and below it: what stands there may tell of each option.
  const marked = inText.options.length > 0 && below.marked.options.length > 0;
  const found = [
    below.labelled,
    listed(pairs, words),
    ...(marked ? [] : [below.marked, lettered(pairs, words), inText, below.lines]),
    labelled(text, words),
    bracketed(text),
    slashed(text),
    below.counted,
  ];
  return found.find(({ options }) => options.length > 1) ?? none;
}

/** `Options: Postgres, SQLite`, in a label of its own or a column. */
function listed(pairs: readonly Pair[], words: Words): Offered {
  const value = pairs.find((pair) => pair.value !== '' && words.label('options').is(pair.label))?.value ?? '';
  const broken = value.split(/<br\s{0,3}\/?>/i).map(oneLine);
  const inLine = inline(broken.join(' '), words);
  if (inLine.options.length > 0) return inLine;
  return broken.length > 1 ? listOf(broken, words) : splitList(oneLine(value), words);
}

const letteredLabel = new RegExp(
  String.raw`^(?:(\p{L}{1,20}?)\s?)?(${symbol})(?:\s?([(（][^()（）]{1,80}[)）]))?$`,
  'u',
);

/** Labels in a row: `Option A: …`, `Option B: …`, or `A: …`, `B: …`. */
function lettered(pairs: readonly Pair[], words: Words): Offered {
  const marks = pairs.flatMap(({ label, value }) => {
    const match = letteredLabel.exec(label);
    if (match?.[2] === undefined || (match[1] !== undefined && !words.question('option').is(match[1]))) return [];
    return [{ symbol: match[2], text: [match[3] ?? '', oneLine(value)].join(' ').trim() }];
  });
  const optionRow = rowOf(marks.map((mark) => mark.symbol));
  return optionRow === undefined ? none : { ...whole(marks.map((mark) => mark.text)), optionRow };
}

/** A list with an empty place in it offers nothing yet: letters and numbers would count wrong. */
function whole(options: readonly string[]): Offered {
  return options.includes('') ? none : { options };
}
