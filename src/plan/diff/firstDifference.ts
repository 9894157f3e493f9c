/** How much of what both texts share is shown before the first difference. */
const lead = 24;

/** Two long texts from a little before their first difference on; short ones as they are. White space is one blank. */
export function firstDifference(before: string, after: string, most: number): { before: string; after: string } {
  const [mine, theirs] = [before, after].map((text) => text.replace(/\s+/g, ' ').trim());
  if (mine === undefined || theirs === undefined) return { before, after };
  if (mine.length <= most && theirs.length <= most) return { before: mine, after: theirs };
  let at = 0;
  while (at < mine.length && at < theirs.length && mine[at] === theirs[at]) at += 1;
  const start = wordStart(mine, Math.max(0, at - lead));
  return { before: cut(mine, start, most), after: cut(theirs, start, most) };
}

/** Where the word at an offset begins, unless it is very long. */
function wordStart(text: string, at: number): number {
  const blank = text.lastIndexOf(' ', at);
  return at - blank > 2 * lead ? at : blank + 1;
}

function cut(text: string, start: number, most: number): string {
  const shown = text.slice(start, start + most);
  return `${start > 0 ? '…' : ''}${shown}${start + most < text.length ? '…' : ''}`;
}
