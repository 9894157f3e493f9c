import { spanAt } from '../../markdown/spans.ts';
import type { Candidate, Dialect, Stretch } from './candidate.ts';

/** Names in capitals of any script, set off by signs: `__NAME__`, `%NAME%`, `@@NAME@@`, `$ARGUMENTS`, `${NAME}`. */
const signed = new RegExp(
  [
    String.raw`__(\p{Lu}[\p{Lu}\p{M}\d_]{1,60}[\p{Lu}\p{M}\d])__`,
    String.raw`%(\p{Lu}[\p{Lu}\p{M}\d_]{1,60})%`,
    String.raw`@@(\p{Lu}[\p{Lu}\p{M}\d_]{1,60})@@`,
    String.raw`\$(\p{Lu}[\p{Lu}\p{M}\d_]{2,60})(?![\p{Lu}\p{Ll}\p{M}\w(])`,
    String.raw`\$\{(\p{Lu}[\p{Lu}\p{M}\d_]{1,60})\}`,
  ].join('|'),
  'gu',
);

/** `${name}`, `${due-date}`, `${项目名称}`. With a dot, a colon or a call in it, it is another language's. */
const loose = /\$\{(\p{L}[\p{L}\p{M}\d_ -]{1,60})\}/gu;

/** The names of a stretch that are set off by signs. */
export function signsIn(text: string, stretch: Stretch): Candidate[] {
  if (!/__|%|@@|\$/.test(stretch.own)) return [];
  const named = candidatesOf(text, stretch, stretch.own.matchAll(signed), 'sign').filter(
    (candidate) => !isBoldLabel(text, candidate),
  );
  // In code and HTML small letters are a program's own.
  if (stretch.place === 'fence' || stretch.place === 'markup') return named;
  const taken = new Set(named.map(({ span }) => span.from));
  const others = candidatesOf(text, stretch, stretch.own.matchAll(loose), 'looseSign');
  return [...named, ...others.filter(({ span }) => !taken.has(span.from))];
}

function candidatesOf(
  text: string,
  stretch: Stretch,
  matches: Iterable<RegExpExecArray>,
  dialect: Dialect,
): Candidate[] {
  return [...matches].flatMap((match) => {
    const from = stretch.from + match.index;
    if (spanAt(stretch.comments, from) !== undefined || /[\w\\]/.test(text.charAt(from - 1))) return [];
    const inner = match.slice(1).find((group) => group !== undefined) ?? '';
    return [{ class: 'token', dialect, span: { from, to: from + match[0].length }, inner, options: [], stretch }];
  });
}

/** `__ВАЖНО__: …` is a label in bold. */
function isBoldLabel(text: string, { span, inner, stretch }: Candidate): boolean {
  if (!text.startsWith('__', span.from) || inner.includes('_') || !/[:：]/.test(text.charAt(span.to))) return false;
  return span.from === stretch.from || /[\r\n]/.test(text.charAt(span.from - 1));
}
