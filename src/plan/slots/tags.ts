import type { Span } from '../../markdown/model.ts';
import type { Stretch } from '../../template/infer/candidate.ts';

/** `T001 [ops] Dig`, `Dig a pit. [ops]`: behind nothing but an item's ID and other brackets, or behind its last sentence. */
export function sortsItem({ place, from, own }: Stretch, span: Span): boolean {
  if (own.charAt(span.from - from) !== '[') return false;
  const before = own.slice(0, span.from - from);
  // At the end of a heading or behind a full stop it tells what kind of thing stands before it.
  const closes = /^[*_ \t]*(?:[\r\n]|$)/.test(own.slice(span.to - from, span.to - from + 200));
  if (closes && (place === 'heading' || /[.!?。！？][*_ \t]*$/.test(before.slice(-20)))) return true;
  if (place !== 'item' || span.from - from > 80) return false;
  const words = before.split(/\s+/);
  return words.some((word) => word !== '') && words.every(isIdOrBracket);
}

function isIdOrBracket(word: string): boolean {
  const bare = word.replace(/[*_:.–—-]/g, '');
  if (bare === '' || (bare.startsWith('[') && bare.endsWith(']'))) return true;
  return !/\p{Ll}/u.test(bare) && /\d|XX/.test(bare);
}

/** Whether some item opens with a tag in capitals: `- [TEST] tasks come first`. */
export function usesTags(stretches: readonly Stretch[]): boolean {
  return stretches.some(({ place, own }) => place === 'item' && /^\**\[\p{Lu}{2,}\]\**:?\s+\S/u.test(own));
}

/** Of what a fence holds, what can hardly be code: `[Which pier]`, `<PIER_NAME>`, `{{pier}}`, `[###-pier]`. */
export function isNoCode(text: string): boolean {
  const inner = /^(?:\[([^\][]+)\]|<([^<>]+)>|\{\{([^{}]+)\}\})$/
    .exec(text)
    ?.slice(1)
    .find((each) => each !== undefined);
  return inner !== undefined && /\s|[#_]|\.{3}|…/.test(inner) && !/^\p{Lu}: /u.test(inner);
}
