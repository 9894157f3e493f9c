const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of a file's bytes; a BOM stays as U+FEFF. `faithful` is false for invalid UTF-8, which must never be written back. */
export function decodeText(bytes: Uint8Array): { text: string; faithful: boolean } {
  try {
    return { text: strict.decode(bytes), faithful: true };
  } catch {
    return { text: lenient.decode(bytes), faithful: false };
  }
}
