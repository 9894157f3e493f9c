import { lineAt } from '../../markdown/lines.ts';
import type { Document, Section, Span } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import type { Words } from '../words.ts';
import { phaseNumbersIn } from './phaseNames.ts';

/** What a plan says of phases that run side by side. */
export interface Parallel {
  /** The numbers of the phases of which it says so anywhere. */
  readonly phases: ReadonlySet<string>;
  /** Whether the text around a table says so without naming a phase. */
  around(section: Section): boolean;
}

/** Reads every line that speaks of parallel work, what a label or heading such as 'Parallel workstreams' opens included. */
export function parallelIn(document: Document, words: Words): Parallel {
  const names = words.label('parallel');
  const speaks = (span: Span): boolean => names.find(document.text.slice(span.from, span.to)) !== undefined;
  const lines = new Set(names.findAll(document.text).map(({ from }) => lineAt(document.lines, from)));
  const texts = [...lines].flatMap((index) => document.lines[index] ?? []);
  const opened = listSections(document).flatMap((section) => [
    ...(speaks(section.heading) ? [section.span] : []),
    ...section.content.fields.filter(({ labelSpan }) => speaks(labelSpan)).map(({ span }) => span),
  ]);
  const phases = [...texts, ...opened].flatMap(({ from, to }) =>
    phaseNumbersIn(document.text.slice(from, Math.min(to, from + 20_000)), words),
  );
  const namesNone = (at: number): boolean => {
    const line = document.lines[lineAt(document.lines, at)];
    return line === undefined || phaseNumbersIn(document.text.slice(line.from, line.to), words).length === 0;
  };
  return {
    phases: new Set(phases),
    around: ({ heading, body }) =>
      names.findAll(document.text.slice(heading.from, body.to)).some(({ from }) => namesNone(heading.from + from)),
  };
}
