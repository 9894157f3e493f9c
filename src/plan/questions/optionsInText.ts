import { closedList } from '../../template/infer/choices.ts';
import type { Words } from '../words.ts';
import type { Offered } from './entry.ts';
import { markedAt, rowOf, symbol } from './optionMarks.ts';
import { oneLine } from './reading.ts';

const none: Offered = { options: [] };

const behindWord = new RegExp(String.raw`(\p{L}{1,20}) ?(${symbol})(?:[):.](?=\s)|[：）、．])`, 'gu');
const bare = new RegExp(
  String.raw`(?<=^|[\s(,;:（，；：？。])[(（]?()(${symbol})(?:\)(?=\s)|[）、．])|(?<=^|[\s(,;:（，；：？。])()([①-⑩])`,
  'gu',
);

/** `A) … B) …`, `(a) …, (b) …`, `Option A: … Option B: …` inside the text, from the first letter or number on without a gap. */
export function inline(text: string, words: Words): Offered {
  const named = [...text.matchAll(behindWord)].filter((mark) =>
    words
      .question('option')
      .findAll(mark[1] ?? '')
      .some(({ to }) => to === mark[1]?.length),
  );
  for (const marks of [named, [...text.matchAll(bare)]]) {
    const symbols = marks.map((mark) => mark[2] ?? mark[4] ?? '');
    const kinds = [
      symbols.map(() => true),
      symbols.map((each) => !/\d/.test(each)),
      symbols.map((each) => /\d/.test(each)),
    ];
    for (const isKind of kinds) {
      const row = marks.filter((_, index) => isKind[index]);
      const optionRow = rowOf(row.map((mark) => mark[2] ?? mark[4] ?? ''));
      if (optionRow === undefined) continue;
      const parts = row.map((mark, index) => text.slice(mark.index + mark[0].length, row[index + 1]?.index));
      return whole(parts, words, optionRow);
    }
  }
  return none;
}

/** Further lines of the question's own words that open with letters: `a. red`, `b. green`. */
export function inLines(markdown: string, words: Words): Offered {
  const found: { symbol: string; text: string }[] = [];
  for (const line of markdown.split(/\r\n|\r|\n/).slice(1)) {
    const text = oneLine(line.replace(/^[ \t>]+/, ''));
    const marked = markedAt(text, words);
    const last = found.at(-1);
    if (marked !== undefined) found.push({ symbol: marked.symbol, text: marked.text });
    else if (last !== undefined) last.text = `${last.text} ${text}`;
  }
  const optionRow = rowOf(found.map((each) => each.symbol));
  return optionRow === undefined
    ? none
    : whole(
        found.map((each) => each.text),
        words,
        optionRow,
      );
}

/** `Which store? Options: Postgres / SQLite`: behind a mark that parts it from the question. */
export function labelled(text: string, words: Words): Offered {
  for (const { from, to } of words.label('options').findAll(text)) {
    const colon = /^\s{0,3}[:：]\s{0,3}/.exec(text.slice(to, to + 8));
    const opens = /(?:^|[([,;.?!—–（，；。？！-])\s{0,3}$/u.exec(text.slice(Math.max(0, from - 4), from));
    if (colon === null || opens === null) continue;
    const value = text.slice(to + colon[0].length);
    const end = /[([（]\s{0,3}$/u.test(opens[0]) ? value.search(/[)\]）]/u) : -1;
    return splitList(end === -1 ? value : value.slice(0, end), words);
  }
  return none;
}

/** A list's parts. Commas part short words alone: in a sentence they may stand inside an option. */
export function splitList(value: string, words: Words): Offered {
  const list = value.replace(/[\s.。?？]{1,4}$/u, '');
  for (const mark of [/[;；]/u, /\s[/／]\s/u, /\s?[|｜]\s?/u])
    if (mark.test(list)) return listOf(list.split(mark), words);
  if (/[.?!]\s|[。？！]/u.test(list)) return none;
  if (/[,，、]/u.test(list)) {
    const found = listOf(list.split(/[,，、]/u), words);
    return found.options.every((option) => isShort(option, words)) ? found : none;
  }
  const slashed = list.split(/[/／]/u);
  return /[.\\]|\/\//.test(list) || slashed.some((part) => part.length > 40) ? none : listOf(slashed, words);
}

/** The parts of a list, without the letters that open them all; where some have letters, none can be named for sure. */
export function listOf(parts: readonly string[], words: Words): Offered {
  const marks = parts.flatMap((part) => markedAt(part.trim(), words) ?? []);
  if (marks.length === 0) return whole(parts, words);
  const optionRow = rowOf(marks.map((mark) => mark.symbol));
  if (optionRow === undefined || marks.length < parts.length) return none;
  return whole(
    marks.map((mark) => mark.text),
    words,
    optionRow,
  );
}

/** Three words at most, none of them one that joins two options: `SQLite or files`. */
function isShort(option: string, words: Words): boolean {
  const isJoin = (word: string): boolean => words.question('or').is(word);
  const parts = option.split(/\s+/);
  return option.length <= 40 && parts.length <= 3 && !parts.some(isJoin);
}

/** `[AWS / GCP / Azure]`, which can be nothing but a choice; no link. */
export function bracketed(text: string): Offered {
  for (const match of text.matchAll(/\[([^[\]]{3,300})\](?![([])/gu)) {
    const options = closedList(match[1] ?? '');
    if (options.length > 1) return { options };
  }
  return none;
}

/** `(a/b/c)` at the end: at least three, none of them a path. */
export function slashed(text: string): Offered {
  const inner = /[(（]([^()（）]{3,200})[)）][?.？。\s]{0,3}$/u.exec(text)?.[1] ?? '';
  if (/[.\\]|\/\//.test(inner)) return none;
  const parts = inner.split(/[/|／｜]/u).map(bareOption);
  return parts.length > 2 && parts.every((part) => part !== '' && part.length <= 40) ? { options: parts } : none;
}

/** Parts of a list without what joins them; a list with an empty place offers nothing: letters and numbers would count wrong. */
function whole(parts: readonly string[], words: Words, optionRow?: string): Offered {
  const options = parts.map((part) => withoutJoin(bareOption(part), words));
  return options.includes('') ? none : { options, ...(optionRow === undefined ? {} : { optionRow }) };
}

/** An option without the marks around it that part it from the others. */
function bareOption(part: string): string {
  const text = part.replace(/^[\s,;，；]{1,4}/u, '');
  const rest = text.replace(/[\s,;.)?，；。）？]{1,4}$/u, '');
  // A bracket that closes one of the option's own is part of it.
  const close = /[(（][^()（）]*$/u.test(rest) ? /^[)）]/u.exec(text.slice(rest.length)) : null;
  return rest + (close?.[0] ?? '');
}

/** 'Postgres or' before the next letter is 'Postgres', 'or SQLite' behind the last comma 'SQLite'. */
function withoutJoin(option: string, words: Words): string {
  const joins = words.question('or').findAll(option);
  const first = joins.find((join) => join.from === 0 && /^\s/.test(option.slice(join.to)));
  const last = joins.findLast((join) => join.to === option.length && join.from > 0);
  const to = last?.from ?? option.length;
  return option
    .slice(Math.min(first?.to ?? 0, to), to)
    .replace(/^\s+/, '')
    .replace(/[\s,;]{1,4}$/, '');
}
