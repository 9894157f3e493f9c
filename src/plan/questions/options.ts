import type { Words } from '../words.ts';
import type { Pair } from './entry.ts';
import { oneLine } from './reading.ts';

const letters = 'ABCDEFGH';

/** The answers that a question's own words or labels list, where that is sure; else none. */
export function optionsOf(text: string, pairs: readonly Pair[], words: Words): string[] {
  for (const found of [listed(pairs, words), lettered(pairs, words), inline(text, words), slashed(text)]) {
    if (found.length > 1) return found.map((option) => withoutJoin(option, words));
  }
  return [];
}

/** `Options: Postgres, SQLite`. */
function listed(pairs: readonly Pair[], words: Words): string[] {
  const value = pairs.find((pair) => words.label('options').is(pair.label))?.value ?? '';
  const separator = /[;；]/u.test(value) ? /[;；]/u : /\s\/\s/.test(value) ? /\s\/\s/ : /[,，、]/u;
  const inLine = inline(oneLine(value), words);
  return inLine.length > 1 ? inLine : trimmed(oneLine(value).split(separator));
}

/** Labels in a row: `Option A: …`, `Option B: …`, or `A: …`, `B: …`. */
function lettered(pairs: readonly Pair[], words: Words): string[] {
  const options: string[] = [];
  for (const pair of pairs) {
    const match = /^(?:(\p{L}{1,20}?) ?)?([A-Ha-h]|\d)$/u.exec(pair.label);
    if (match === null || (match[1] !== undefined && !words.question('option').is(match[1]))) continue;
    if (match[2]?.toUpperCase() === letters[options.length] || match[2] === String(options.length + 1))
      options.push(oneLine(pair.value));
  }
  return trimmed(options);
}

/** `A) … B) …`, `Option A: … Option B: …` inside the text, from the first letter or number on without a gap. */
function inline(text: string, words: Words): string[] {
  const named = [...text.matchAll(/(\p{L}{1,20}) ?([A-Ha-h]|[1-8])(?:[):.](?=\s)|[：）、．])/gu)].filter((mark) =>
    words
      .question('option')
      .findAll(mark[1] ?? '')
      .some(({ to }) => to === mark[1]?.length),
  );
  const bare = [...text.matchAll(/(?<=^|[\s(,;:（，；：？。])()([A-Ha-h]|[1-8])(?:\)(?=\s)|[）、．])/gu)];
  for (const marks of [named, bare]) {
    for (const symbols of [letters, '12345678']) {
      const row = marks.filter((mark) => symbols.includes(mark[2]?.toUpperCase() ?? ' '));
      if (row.length < 2 || !row.every((mark, index) => mark[2]?.toUpperCase() === symbols[index])) continue;
      return trimmed(
        row.map((mark, index) => text.slice(mark.index + mark[0].length, row[index + 1]?.index ?? text.length)),
      );
    }
  }
  return [];
}

/** `(a/b/c)` at the end: at least three, none of them a path. */
function slashed(text: string): string[] {
  const inner = /[(（]([^()（）]{3,200})[)）][?.？。\s]{0,3}$/u.exec(text)?.[1] ?? '';
  if (/[.\\]|\/\//.test(inner)) return [];
  const parts = trimmed(inner.split(/[/|／｜]/u));
  return parts.length > 2 && parts.every((part) => part.length <= 40) ? parts : [];
}

function trimmed(parts: readonly string[]): string[] {
  return parts
    .map((part) => part.replace(/^[\s,;(，；（]{1,4}/u, ''))
    .map((part) => {
      const bare = part.replace(/[\s,;.)?，；。）？]{1,4}$/u, '');
      // A bracket that closes one of the option's own is part of it.
      const close = /[(（][^()（）]*$/u.test(bare) ? /^[)）]/u.exec(part.slice(bare.length)) : null;
      return bare + (close?.[0] ?? '');
    })
    .filter((part) => part !== '');
}

/** 'Postgres or' before the next letter is 'Postgres'. */
function withoutJoin(option: string, words: Words): string {
  const last = words.question('or').findAll(option).at(-1);
  return last !== undefined && last.to === option.length && last.from > 0
    ? option.slice(0, last.from).replace(/[\s,;]{1,4}$/, '')
    : option;
}
