import { PlanError } from '../errors.ts';
import type { Block } from './model.ts';

/** What a document may have, so that every tool reads it in about a second; far above what people write (the largest plan seen has 223 headings). */
export const documentLimits = {
  lines: 100_000,
  /** Of one line, in characters. */
  line: 1_048_576,
  /** Headings and units: bold lines and numbered labels that stand for a heading. */
  sections: 20_000,
  /** Blocks without headings, those inside lists and quotes too, and rows of tables. */
  parts: 25_000,
  /** `[`, `{` and `<`: what may open a place to fill, a link or a tag. */
  openings: 50_000,
  /** `|`: what may part the cells of a table. */
  pipes: 100_000,
  /** Of the front matter, in characters. */
  frontMatter: 65_536,
} as const;

const split = 'Split the file into several that link to each other.';
const counted = {
  lines: ['lines', split],
  line: ['characters on one line', 'Break the line.'],
  sections: ['sections', split],
  parts: ['paragraphs, items and table rows', split],
  openings: ['opening brackets', split],
  pipes: ['marks of table cells (|)', split],
  frontMatter: ['characters of front matter', 'Close it with a line `---`, and move long text below it.'],
} as const;

/** Throws PlanError `too_large` where more is found than a document may have; `name` is what the refusal calls it. */
export function refuseExcess(what: keyof typeof documentLimits, found: number, name: string): void {
  const most = documentLimits[what];
  if (found <= most) return;
  const [words, fix] = counted[what];
  throw new PlanError(
    'too_large',
    `${name} has ${found.toLocaleString('en-US')} ${words}; at most ${most.toLocaleString('en-US')} are read.`,
    {
      fix,
      where: name,
    },
  );
}

/** Counts the lines of a text, how long they are, and the marks that are costly to read, before anything is made of them. Throws PlanError `too_large`. */
export function refuseLongText(text: string, name: string): void {
  let lines = 0;
  let from = 0;
  let openings = 0;
  let pipes = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 91 || code === 123 || code === 60) openings += 1;
    else if (code === 124) pipes += 1;
    if (code !== 10 && (code !== 13 || text.charCodeAt(at + 1) === 10)) continue;
    refuseExcess('line', at - from, name);
    from = at + 1;
    lines += 1;
  }
  refuseExcess('line', text.length - from, name);
  refuseExcess('lines', lines, name);
  refuseExcess('openings', openings, name);
  refuseExcess('pipes', pipes, name);
}

/** Holds the blocks of a document against the limits. Throws PlanError `too_large`. */
export function refuseManyBlocks(blocks: readonly Block[], name: string): void {
  refuseExcess('sections', blocks.filter((block) => block.kind === 'heading').length, name);
  refuseExcess('parts', countParts(blocks), name);
}

function countParts(blocks: readonly Block[]): number {
  return blocks.reduce(
    (count, block) =>
      count + (block.kind === 'table' ? block.end - block.first : own(block) + countParts(block.children)),
    0,
  );
}

/** Headings have a limit of their own. */
function own({ kind }: Block): number {
  return kind === 'heading' ? 0 : 1;
}
