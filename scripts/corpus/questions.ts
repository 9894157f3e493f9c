import type { Question } from '../../src/plan/questions/questions.ts';

/** A question that somebody found by reading; its line counts from 1, its text may be cut. */
export interface LabelledQuestion {
  readonly line: number;
  readonly text: string;
}

/** The open questions of one plan held against its labels. */
export interface QuestionScore {
  readonly right: number;
  /** Listed, and no open question; `closed` where a reader found it settled. */
  readonly wrong: readonly { readonly line: number; readonly text: string; readonly closed: boolean }[];
  readonly missed: readonly LabelledQuestion[];
}

/**
 * Matches the listed questions with the labelled ones, each once: the same line and words first, then the same line, then the same
 * words wherever they stand. What matches none is wrong, what is matched by none is missed.
 */
export function scoreQuestions(
  found: readonly Pick<Question, 'line' | 'text'>[],
  open: readonly LabelledQuestion[],
  closed: readonly LabelledQuestion[],
): QuestionScore {
  const left = [...found];
  let missed = open;
  for (const fits of [isSame, isSameLine, isSameText]) {
    missed = missed.filter((label) => {
      const at = left.findIndex((each) => fits(each, label));
      if (at !== -1) left.splice(at, 1);
      return at === -1;
    });
  }
  const isClosed = (each: LabelledQuestion): boolean => closed.some((label) => isSameLine(each, label));
  return {
    right: open.length - missed.length,
    wrong: left.map(({ line, text }) => ({ line, text, closed: isClosed({ line, text }) })),
    missed,
  };
}

function isSame(found: LabelledQuestion, label: LabelledQuestion): boolean {
  return isSameLine(found, label) && isSameText(found, label);
}

function isSameLine(found: LabelledQuestion, label: LabelledQuestion): boolean {
  return found.line === label.line;
}

/** One holds the other: a label may be cut, and may keep what the list leaves out. */
function isSameText(found: LabelledQuestion, label: LabelledQuestion): boolean {
  const [a, b] = [plain(found.text), plain(label.text)];
  return a !== '' && b !== '' && (a.includes(b) || b.includes(a));
}

function plain(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}
