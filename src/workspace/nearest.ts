/** The names most like `wanted`, the best first: those that hold its words, then those that differ by a letter in three at most. */
export function nearest(wanted: string, names: readonly string[], most = 3): string[] {
  const asked = wanted.toLowerCase().slice(0, 40);
  return names
    .map((name) => ({ name, score: distance(asked, name.toLowerCase()) }))
    .filter(({ score }) => score <= asked.length / 3)
    .sort((a, b) => a.score - b.score || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map(({ name }) => name);
}
/** Below 0 for a name that holds all of the words asked for; else the edits from the nearest stretch of the name to them. */
function distance(asked: string, name: string): number {
  const words = asked.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  if (words.length > 0 && words.every((word) => name.includes(word))) return -1 + name.length / 10_000;
  return editsWithin(asked, name.slice(-80));
}

/** Levenshtein's count, with letters before and after the best stretch of `text` free of cost. */
function editsWithin(asked: string, text: string): number {
  let row = Array.from({ length: text.length + 1 }, () => 0);
  for (let i = 1; i <= asked.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= text.length; j += 1) {
      const same = asked[i - 1] === text[j - 1] ? 0 : 1;
      next.push(Math.min((row[j - 1] ?? 0) + same, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return Math.min(...row);
}
