import type { Document, Span } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { commentSpans, isInside } from '../../markdown/inline.ts';
import { outermost } from '../../markdown/spans.ts';
import { codeBlocksOf } from '../codeBlocks.ts';
import type { Subject } from '../edits/model.ts';
import { ownPartsOf } from '../ownParts.ts';
import { writtenReader } from '../written.ts';
import { columnOf, scheduleTables } from './scheduleTables.ts';

/** What somebody wrote behind 'depends on', or in a column for it. */
export interface Dependency {
  readonly span: Span;
  readonly text: string;
  /** It stands in a table of dates or durations. */
  readonly isScheduled: boolean;
  /** It is an item of a list of dependencies: an ID that opens it is named there, not defined. */
  readonly isListed: boolean;
}

/** Every place of a plan that says what something depends on: columns, labels with the list below them, `(depends on T012)`. */
export function dependenciesIn(subject: Subject): readonly Dependency[] {
  const { document, words } = subject;
  const names = words.label('dependsOn');
  const written = writtenReader(subject);
  const scheduled = new Set(scheduleTables(subject).map(({ table }) => table));
  const sections = listSections(document).map(ownPartsOf);
  const cells = sections.flatMap(({ tables }) =>
    tables.flatMap((table) => {
      const column = columnOf(table, names);
      const cellsIn = column === undefined ? [] : table.rows.flatMap((row) => row.cells[column]?.span ?? []);
      return cellsIn.map((span) => ({ span, isScheduled: scheduled.has(table), isListed: false }));
    }),
  );
  const tables = outermost(sections.flatMap((parts) => parts.tables.map(({ span }) => span)));
  const code = codeBlocksOf(document);
  const comments = commentsIn(document);
  const clauses = names
    .findAll(document.text)
    .filter(({ from }) => [tables, code, comments].every((spans) => !isInside(spans, from)))
    .map(({ to }) => ({ span: clauseAt(document, to), isScheduled: false, isListed: false }));
  const lists = sections.flatMap(({ fields }) =>
    fields
      .filter(({ label, items }) => items.length > 0 && names.is(label))
      .flatMap(({ items }) => items.map(({ text }) => ({ span: text, isScheduled: false, isListed: true }))),
  );
  return [...cells, ...clauses, ...lists]
    .flatMap((each) => ({ ...each, text: written(each.span) ?? '' }))
    .filter(({ text }) => text !== '')
    .toSorted((a, b) => a.span.from - b.span.from);
}

/** The comments within a line, in order: behind a task may stand its address, which repeats its words. */
function commentsIn({ text, lines }: Document): readonly Span[] {
  return lines.flatMap(({ from, to }) =>
    commentSpans(text.slice(from, to)).map((span) => ({ from: from + span.from, to: from + span.to })),
  );
}

/** The rest of a sentence, bracket or line. */
function clauseAt({ text }: Document, from: number): Span {
  const rest = text.slice(from, from + 300);
  const end = /[\r\n;；。)）]|\.(?=\s)|$/u.exec(rest)?.index ?? rest.length;
  return { from, to: from + end };
}
