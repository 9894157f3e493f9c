/** A caller's or a file's words as a refusal may quote them: in double quotes, otherwise as `cleaned`. */
export function shown(text: string): string {
  return `"${cleaned(text)}"`;
}

/** A name on one line, without invisible characters, at most 160 of them. */
export function cleaned(text: string): string {
  const letters = [...text.slice(0, 1000).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, '')];
  return letters.length > 160 ? `${letters.slice(0, 159).join('')}…` : letters.join('');
}
