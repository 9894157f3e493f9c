/** Text of a plan as a refusal or answer quotes it: one line, bounded, without control and invisible characters. */
export function inThePlan(text: string, most = 300): string {
  return `"${onOneLine(text, most)}"`;
}

/** The same without the quotation marks, for a field of its own in an answer. */
export function onOneLine(text: string, most = 300): string {
  const plain = clean(text).replace(/\s+/g, ' ').trim();
  return plain.length > most ? `${plain.slice(0, most)}…` : plain;
}

/** A longer quotation, each line marked as the plan's words. `isCut` tells that not all of it is there. */
export function quoteBlock(text: string, most = 4000): { quote: string; isCut: boolean } {
  const plain = clean(text);
  const isCut = plain.length > most;
  const shown = isCut ? `${plain.slice(0, most)}…` : plain;
  return {
    quote: shown
      .split(/\r\n|\r|\n/)
      .map((line) => `> ${line}`)
      .join('\n'),
    isCut,
  };
}

function clean(text: string): string {
  return text.replace(/[^\P{C}\n\r\t]/gu, '');
}
