import type { Item, Section, Span } from '../../../markdown/model.ts';
import type { Splice } from '../../../markdown/splices.ts';
import { guidanceRemoval } from '../guidance.ts';
import type { Subject } from '../model.ts';
import { saysNothing } from './names.ts';

/** What goes for the first real one: 'None' beside it, and the instructions to the author once nothing is left open in the section. */
export function leftovers(
  subject: Subject,
  section: Section,
  samples: readonly { readonly span: Span }[],
  isFirst: boolean,
): Splice[] {
  const spans = samples.map((sample) => sample.span);
  return [
    ...(isFirst ? noneRemovals(subject, section) : []),
    ...(spans.length === 0 ? [] : guidanceRemoval(subject, section, spans)),
  ];
}

/** Removals that touch or overlap as one; the others as they are. */
export function joined(removals: readonly Splice[]): Splice[] {
  const result: Splice[] = [];
  for (const next of removals.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last !== undefined && next.from <= last.to)
      result[result.length - 1] = { ...last, to: Math.max(last.to, next.to) };
    else result.push(next);
  }
  return result;
}

/** Takes 'None' out of a section's own text, where it stands as a paragraph beside a list or table and below no label. */
function noneRemovals(subject: Subject, section: Section): Splice[] {
  const { lines, text } = subject.document;
  const labelled = new Set(section.content.fields.map((field) => field.block?.from));
  return section.content.blocks.flatMap((block): Splice[] => {
    const first = lines[block.first];
    const last = lines[block.end - 1];
    if (block.kind !== 'paragraph' || first === undefined || last === undefined || labelled.has(first.from)) return [];
    if (last.to - first.from > 200 || !saysNothing(subject, text.slice(first.from, last.to))) return [];
    const above = lines[lineAboveBlank(subject, block.first)];
    return [{ from: above?.to ?? first.from, to: last.to, text: '' }];
  });
}

/** The last line with text above a line. */
function lineAboveBlank({ document }: Subject, line: number): number {
  const { lines, text } = document;
  let at = line - 1;
  while (at > 0 && text.slice(lines[at]?.from ?? 0, lines[at]?.to ?? 0).trim() === '') at -= 1;
  return at;
}

/** Takes a whole line out, with the line ending before it. */
export function lineRemoval({ document }: Subject, line: number): Splice {
  const own = document.lines[line];
  return { from: document.lines[line - 1]?.to ?? own?.from ?? 0, to: own?.to ?? 0, text: '' };
}

/** Takes items of a list out: those before the first that stays up to what follows them, the others with the blank lines above them. */
export function itemRemovals(subject: Subject, items: readonly Item[], going: ReadonlySet<Item>): Splice[] {
  const { document } = subject;
  const firstStaying = items.findIndex((item) => !going.has(item));
  return items.flatMap((item, index): Splice[] => {
    if (!going.has(item)) return [];
    const own = document.lines[item.line];
    const next = items[index + 1];
    if (index < firstStaying && next !== undefined)
      return [{ from: own?.from ?? 0, to: document.lines[next.line]?.from ?? 0, text: '' }];
    const above = document.lines[lineAboveBlank(subject, item.line)];
    return [{ from: above?.to ?? own?.from ?? 0, to: item.span.to, text: '' }];
  });
}
