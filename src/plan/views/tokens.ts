/**
 * About how many tokens a text takes: a quarter of its ASCII characters, one for each other. A bound for cutting answers,
 * not a count.
 */
export function estimateTokens(text: string): number {
  let other = 0;
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 127) other += 1;
  return Math.ceil((text.length - other) / 4) + other;
}
