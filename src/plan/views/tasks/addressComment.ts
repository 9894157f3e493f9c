import { commentSpans } from '../../../markdown/inline.ts';

/** A task's words with its address as a comment, which nobody sees when they are rendered. `withoutAddress` takes it off. */
export function withAddress(words: string, address: string): string {
  const comment = `<!-- ${address} -->`;
  const closed = commentSpans(words).at(-1)?.to ?? 0;
  // Words that open a comment and never close it would take in what stands behind them; a colon would have it for an empty value.
  const isOpen = words.includes('<!--', closed) || /[:：][*_`]{0,3}$/.test(words);
  return isOpen ? `${comment} ${words}` : `${words} ${comment}`;
}

/** A task's words, on one line, without the addresses that views of tasks have left at their ends, of whatever plan it was. */
export function withoutAddress(words: string): string {
  let from = 0;
  let to = words.length;
  for (let at = to; at > 0; ) {
    at = words.lastIndexOf('<!--', at - 1);
    if (at === -1 || !isAddress(words.slice(at, to))) break;
    to = words[at - 1] === ' ' ? at - 1 : at;
  }
  while (words.startsWith('<!--', from)) {
    const close = words.indexOf('-->', from) + 3;
    if (close < from + 3 || close > to || !isAddress(words.slice(from, close))) break;
    from = words[close] === ' ' ? close + 1 : close;
  }
  return words.slice(from, to);
}

/** Every address of a task has a slash and no blank. */
function isAddress(comment: string): boolean {
  return /^<!-- [^\s/]+\/\S+ -->$/.test(comment);
}
