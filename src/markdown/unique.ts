/** Gives each name once: the slug itself, or with `-2`, `-3` … where it is taken. */
export function unique(slug: string, used: Set<string>): string {
  if (!used.has(slug)) {
    used.add(slug);
    return slug;
  }
  const counts = countsOf(used);
  let count = counts.get(slug) ?? 2;
  while (used.has(`${slug}-${count}`)) count += 1;
  counts.set(slug, count + 1);
  used.add(`${slug}-${count}`);
  return `${slug}-${count}`;
}

/** Where the search for a slug's next number goes on: thousands of twins must not each begin at two. */
const nextCounts = new WeakMap<Set<string>, Map<string, number>>();

function countsOf(used: Set<string>): Map<string, number> {
  const known = nextCounts.get(used);
  if (known !== undefined) return known;
  const counts = new Map<string, number>();
  nextCounts.set(used, counts);
  return counts;
}
