import { PlanError } from '../../../errors.ts';
import { parseDocument } from '../../../markdown/document.ts';

/** How much of a text that is beyond what is read is looked at, in lines, and in characters of one line. */
const looked = [
  { lines: 20_000, line: 10_000 },
  { lines: 2000, line: 2000 },
  { lines: 200, line: 400 },
] as const;

/** Whether a text says nothing: blanks, or the NULs that a failing disk leaves. */
export function isEmptied(text: string): boolean {
  return /^[\s\0\uFEFF]*$/.test(text);
}

/** A text, or what of it can be read where it is beyond that, with the reason: long lines and the end are left out. */
export function readablePart(
  text: string,
  path: string,
): { readonly text: string; readonly reason: string | undefined } {
  const reason = faultOf(text, path);
  if (reason === undefined) return { text, reason };
  for (const { lines, line } of looked) {
    const part = text
      .split('\n', lines)
      .filter((each) => each.length <= line)
      .join('\n');
    if (faultOf(part, path) === undefined) return { text: part, reason };
  }
  return { text: '', reason };
}

function faultOf(text: string, path: string): string | undefined {
  try {
    parseDocument(text, path);
    return undefined;
  } catch (fault) {
    if (fault instanceof PlanError && fault.code === 'too_large') return fault.message;
    throw fault;
  }
}
