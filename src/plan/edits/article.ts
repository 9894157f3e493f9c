/** What a place is, as a refusal says it: `a section`, `an item`. */
export function withArticle(kind: string): string {
  return kind === 'item' ? 'an item' : `a ${kind}`;
}
