import type { Field, Section, Span, Table } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { reachOf } from '../reach.ts';
import type { Words } from '../words.ts';
import { noDetails } from './details.ts';
import type { Entry, Frame, PlanSource } from './entry.ts';
import { frameBelow } from './frames.ts';
import { oneQuestion, readItem } from './items.ts';
import { ownContent, textOf } from './reading.ts';
import { isRecord, questionTable } from './tables.ts';

/** What stands behind or below a label such as `**Open questions:**` anywhere outside the sections that keep questions. */
export function strayLabels(source: PlanSource, taken: readonly Span[]): Entry[] {
  const { words, document } = source;
  const reach = reachOf(taken);
  const sections = listSections(document).filter((section) => !isRecord(section, words));
  return sections.flatMap((section) => {
    const { fields, tables } = ownContent(section);
    const tableAt = new Map(tables.map((table) => [table.span.from, table]));
    return fields
      .filter((field) => field.form !== 'frontMatter' && reach(field.span.from + 1) < field.span.to)
      .flatMap((field) => readLabel(source, section, field, tableAt.get(field.block?.from ?? -1)));
  });
}

function readLabel(source: PlanSource, section: Section, field: Field, table: Table | undefined): Entry[] {
  const { words } = source;
  const isSaid = words.label('unresolved').is(field.label);
  const isAsked = isSaid || (isOfSeveralWords(field.label) && namesQuestions(field.label, words));
  const named = isAsked
    ? frameBelow(words, field.label, { kind: 'question', mixed: true, details: noDetails })
    : 'settled';
  if (named === 'settled') return [];
  // A value may tell where questions are kept: what asks nothing is none.
  const inline: Frame = { ...named.frame, mixed: true };
  const listed: Frame = { ...named.frame, mixed: !isSaid };
  const asked = textOf(source, field.value).trim() === '' && field.items.length === 0 ? field.block : field.value;
  const items = field.item === undefined ? field.items : field.item.children;
  const { id: place, line, span } = field;
  return [
    ...(asked === undefined || table !== undefined
      ? []
      : oneQuestion(source, { form: 'field', section, place, line, span, asked, pairs: [] }, inline)),
    ...items.flatMap((item) => readItem(source, section, item, listed)),
    ...(table === undefined ? [] : questionTable(source, section, table, listed)),
  ];
}

/** 'Open question', 'Questions to answer'; 'Questions' alone may be said of anything: a quiz, a runbook. */
function isOfSeveralWords(label: string): boolean {
  return /\S\s+\S/.test(label.trim());
}

function namesQuestions(label: string, words: Words): boolean {
  return words.role('questions').is(label) || words.label('question').is(label);
}
