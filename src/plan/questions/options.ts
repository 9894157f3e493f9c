import type { Words } from '../words.ts';
import type { Offered, Pair } from './entry.ts';
import { labelled, listOf, splitList } from './optionLists.ts';
import { isCount, rowOf, symbol } from './optionMarks.ts';
import { unshielded, withoutCodeMarks } from './optionShield.ts';
import { type Below, noneBelow } from './optionsBelow.ts';
import { bracketed, hasMarks, inline, slashed } from './optionsInText.ts';
import { oneLine } from './reading.ts';

const none: Offered = { options: [] };

/**
 * The answers that a question's own words, its labels or the list below it offer, where that is sure; else none. `text` is shielded by
 * withoutCodeMarks.
 */
export function optionsOf(text: string, pairs: readonly Pair[], words: Words, below: Below = noneBelow): Offered {
  if (below.isNumbered) return none;
  if (below.labelled !== undefined) return below.labelled.options.length > 1 ? below.labelled : none;
  const inText = inline(text, words);
  // Letters in the line and below it: what stands there may tell of each option.
  const marked = below.marked.options.length > 0 && hasMarks(text, words);
  const found = [
    listed(pairs, words),
    ...(marked ? [] : [below.marked, lettered(pairs, words), inText, below.lines]),
    labelled(text, words),
    bracketed(text),
    slashed(text),
  ].find(({ options }) => options.length > 1);
  return found === undefined ? none : { ...found, options: found.options.map(unshielded) };
}

/** `Options: Postgres, SQLite`, in a label of its own or a column. */
function listed(pairs: readonly Pair[], words: Words): Offered {
  const value = pairs.find((pair) => pair.value !== '' && words.label('options').is(pair.label))?.value ?? '';
  const broken = withoutCodeMarks(value)
    .split(/<br\s{0,3}\/?>/i)
    .map(oneLine);
  const inLine = inline(broken.join(' '), words, true);
  if (inLine.options.length > 0) return inLine;
  return broken.length > 1 ? listOf(broken, words) : splitList(broken.join(''), words);
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
    return [
      { symbol: match[2], isNamed: match[1] !== undefined, text: [match[3] ?? '', oneLine(value)].join(' ').trim() },
    ];
  });
  const optionRow = rowOf(marks.map((mark) => mark.symbol));
  const isSteps = isCount(optionRow ?? '') && !marks.every((mark) => mark.isNamed);
  const asks = marks.some((mark) => /[?？]$/.test(mark.text));
  return optionRow === undefined || isSteps || asks ? none : { ...whole(marks.map((mark) => mark.text)), optionRow };
}

/** A list with an empty place in it offers nothing yet: letters and numbers would count wrong. */
function whole(options: readonly string[]): Offered {
  return options.includes('') ? none : { options };
}
