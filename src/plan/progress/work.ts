import type { Item, Section, Span } from '../../markdown/model.ts';
import type { Subject } from '../edits/model.ts';
import { createEntryFinder } from './entryMatch.ts';
import type { Task, TaskState } from './model.ts';
import { findOffTasks, type OffTasks } from './offTasks.ts';
import { findPhases, type PhasePlace, type Phases } from './phases.ts';
import { findProgressLists, listSpans, type ProgressGroup, type ProgressList } from './progressLists.ts';
import { createFilled, findTaskItems, type TaskItem } from './taskPlaces.ts';
import { findTaskRows, type TaskRow } from './taskRows.ts';
import { cellState, itemState, type Told } from './taskState.ts';
import { blockedSuffix, readTaskText, type TaskText } from './taskText.ts';

/** What a task says of itself in a progress list. */
export interface ListEntry {
  readonly kind: 'entry';
  readonly item: Item;
  readonly list: ProgressList;
  readonly group: ProgressGroup;
  readonly words: TaskText;
  readonly reason: string | undefined;
}

/** A task with the places that it is read from. */
export interface WorkTask {
  readonly task: Task;
  /** Its own place; an entry that stands for no other place is one itself. */
  readonly place: TaskItem | TaskRow | ListEntry;
  /** Its entry in the progress lists, if it has one. */
  readonly entry: ListEntry | undefined;
  readonly phase: PhasePlace | undefined;
}

/** All that a plan says of its work. */
export interface Work {
  /** In the order of the document. */
  readonly tasks: readonly WorkTask[];
  readonly groups: readonly ProgressGroup[];
  readonly phases: Phases;
  readonly off: OffTasks;
}

const known = new WeakMap<Subject, Work>();

/** Reads the work of a plan; the same subject is read once. */
export function workOf(subject: Subject): Work {
  const before = known.get(subject);
  if (before !== undefined) return before;
  const work = readWork(subject);
  known.set(subject, work);
  return work;
}

function readWork(subject: Subject): Work {
  const off = findOffTasks(subject);
  const groups = findProgressLists(subject, off.hasNone);
  const phases = findPhases(subject);
  const source = { subject, phases, off, listed: listSpans(groups) };
  const places = inOrder([...findTaskItems(source), ...findTaskRows(source)]);
  const entries = findEntries(subject, groups);
  const entryOf = createEntryFinder(
    places.map((place) => ({ place, words: wordsOf(subject, place), phase: phases.of(place.section)?.head })),
    entries,
  );
  const joined = places.map((place) => ({ place, entry: entryOf.of(place) }));
  const single = entries.filter((entry) => !entryOf.isJoined(entry)).map((entry) => ({ place: entry, entry }));
  const tasks = [...joined, ...single]
    .toSorted((a, b) => spanOf(a.place).from - spanOf(b.place).from)
    .map(({ place, entry }) => readTask(subject, phases, place, entry));
  return { tasks, groups, phases, off };
}

/** The entries of the progress lists, in order; samples and 'None' are none. */
function findEntries(subject: Subject, groups: readonly ProgressGroup[]): readonly ListEntry[] {
  const { document, words } = subject;
  const isFilled = createFilled(subject);
  return groups.flatMap((group) =>
    group.lists.flatMap((list) =>
      list.items
        .filter((item) => isFilled(item.text))
        .map((item): ListEntry => {
          const source = document.text.slice(item.text.from, item.text.to);
          const suffix = blockedSuffix(source, words);
          const own = suffix === undefined ? source : source.slice(0, suffix.span.from);
          return { kind: 'entry', item, list, group, words: readTaskText(own), reason: suffix?.reason };
        }),
    ),
  );
}

function readTask(subject: Subject, phases: Phases, place: WorkTask['place'], entry: ListEntry | undefined): WorkTask {
  const { label, text } = wordsOf(subject, place);
  const { state, reason } = stateOf(subject, place, entry);
  const section = sectionOf(place);
  const phase = place.kind === 'entry' ? undefined : phases.of(section);
  const node = place.kind === 'row' ? place.row : place.item;
  const task: Task = {
    id: node.id,
    ...(label === undefined ? {} : { label }),
    text,
    state,
    ...(reason === undefined || reason === '' ? {} : { reason }),
    ...(phase === undefined ? {} : { phase: phase.section.id }),
    section: section.id,
    line: node.line + 1,
    span: node.span,
    home: homeOf(place, entry),
    ...(entry === undefined || place.kind === 'entry' ? {} : { entry: entry.item.id }),
  };
  return { task, place, entry, phase };
}

function homeOf(place: WorkTask['place'], entry: ListEntry | undefined): Task['home'] {
  if (place.kind === 'row') return 'row';
  if (place.kind === 'entry') return 'entry';
  if (place.item.box !== undefined) return 'box';
  return entry === undefined ? 'item' : 'entry';
}

function stateOf(subject: Subject, place: WorkTask['place'], entry: ListEntry | undefined): Told {
  const { document, words } = subject;
  if (place.kind === 'entry') return entryState(subject, place);
  if (place.kind === 'item') {
    const listed = entry === undefined ? undefined : entryState(subject, entry);
    const own = itemState(document.text, place.item, words, listed?.state);
    return own.reason === undefined && listed !== undefined && own.state === listed.state ? listed : own;
  }
  const cell = place.row.cells[place.column]?.span;
  const said = cell === undefined ? undefined : cellState(document.text.slice(cell.from, cell.to), words);
  const state: TaskState = said?.state ?? 'open';
  const isHeld = state === 'blocked' || state === 'deferred' || state === 'not_applicable';
  const reason = said?.reason === '' && isHeld ? notesOf(subject, place) : said?.reason;
  return { state, reason: isHeld ? reason : undefined };
}

/** The list tells the state, but for what a child item says of an entry that has no list of its own kind. */
function entryState(subject: Subject, { item, list, reason }: ListEntry): Told {
  const own = itemState(subject.document.text, { ...item, box: undefined }, subject.words, undefined);
  if (own.state !== 'open') return own;
  return { state: list.state, reason: list.state === 'blocked' ? reason : undefined };
}

/** What stands in the notes column of a row. */
function notesOf({ document, words }: Subject, { row, column }: TaskRow): string | undefined {
  const at = row.table.columns.findIndex(
    (title, index) => index > 0 && index !== column && words.label('evidence').is(title),
  );
  const span = row.cells[at]?.span;
  const text = span === undefined ? '' : readTaskText(document.text.slice(span.from, span.to)).text;
  return text === '' || words.none.is(text) ? undefined : text;
}

function wordsOf({ document }: Subject, place: WorkTask['place']): TaskText {
  if (place.kind !== 'item') return place.words;
  const { from, to } = place.item.text;
  return readTaskText(document.text.slice(from, to));
}

function sectionOf(place: WorkTask['place']): Section {
  return place.kind === 'entry' ? place.list.section : place.section;
}

function spanOf(place: WorkTask['place']): Span {
  return place.kind === 'row' ? place.row.span : place.item.span;
}

function inOrder(places: readonly (TaskItem | TaskRow)[]): readonly (TaskItem | TaskRow)[] {
  return places.toSorted((a, b) => spanOf(a).from - spanOf(b).from);
}
