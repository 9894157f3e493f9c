/** The slug itself, or with `-2`, `-3` … where others took it before. */
export function unique(slug: string, used: Set<string>): string {
  let candidate = slug;
  for (let count = 2; used.has(candidate); count += 1) candidate = `${slug}-${count}`;
  used.add(candidate);
  return candidate;
}
