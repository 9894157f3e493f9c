import { PlanError } from '../../errors.ts';
import { isSection, resolvePlace } from '../../markdown/addresses.ts';
import { parseDocument } from '../../markdown/document.ts';
import type { Document, Place, Span } from '../../markdown/model.ts';
import { placeRevision, unseen } from '../../markdown/revision.ts';
import { unfilledCount } from '../slots.ts';
import { refusalOf } from './applyEach.ts';
import { requireSeen, type Seen } from './expectation.ts';
import { planFill, type PlannedFill } from './fill.ts';
import { lastUpdatedSpans, touchLastUpdated } from './lastUpdated.ts';
import type { Fill, Refusal, Subject } from './model.ts';
import { type FillSetting, subjectOf } from './subject.ts';
import { type Overwrite, UnseenText } from './unseenText.ts';
import { isWrittenBelow, writtenLines } from './written.ts';

/** What an edit of many places did. */
export interface WriteOutcome {
  readonly text: string;
  /** One for each place that changed. Zeros in a revision stand for text that the caller has not seen, or a place that went. */
  readonly changed: readonly { readonly section: string; readonly revision: string; readonly isGone?: true }[];
  readonly refused: readonly Refusal[];
  readonly warnings: readonly string[];
  readonly unfilled: number;
  /** The subject as it stands afterwards. */
  readonly subject: Subject;
}

export interface FillOutcome extends WriteOutcome {
  /** The refused fills that a person could allow. */
  readonly unseen: readonly UnseenFill[];
}

/** A fill that was refused for the text that it would overwrite. */
export interface UnseenFill {
  readonly fill: Fill;
  readonly overwrite: Overwrite;
}

/** A place that a fill changed: its id afterwards, and which halves of its text the caller knows. */
interface Done {
  readonly id: string;
  readonly isGone: boolean;
  readonly seen: Seen;
}

interface State {
  readonly subject: Subject;
  readonly done: readonly Done[];
  readonly refused: readonly Refusal[];
  readonly unseen: readonly UnseenFill[];
  readonly warnings: readonly string[];
}

/**
 * Applies the fills of one call to a plan's text. Each fill stands for itself; moves and removes happen together or not at all.
 * Bodies are written first, then places move and go, headings change last, so that every address means what it meant in the caller's eyes.
 */
export function applyFills(text: string, fills: readonly Fill[], setting: FillSetting): FillOutcome {
  const start = subjectOf(parseDocument(text), setting);
  const initial = initialRevisions(start);
  const bodies = fills.filter((fill) => !isStructural(fill) && !changesHeading(fill));
  const structural = fills.filter(isStructural);
  const headings = fills.filter(changesHeading);
  const written = run({ subject: start, done: [], refused: [], unseen: [], warnings: [] }, bodies, setting, initial);
  const moved = together(written, lastFirst(written.subject, structural), setting, initial);
  const named = run(moved, headings, setting, initial);
  return outcome(named, text, setting);
}

function isStructural(fill: Fill): boolean {
  return fill.mode === 'move' || fill.mode === 'remove';
}

/** Moves, then removes from the end of the plan to its beginning: a row that is named by its position stays what it was. */
function lastFirst({ document }: Subject, fills: readonly Fill[]): readonly Fill[] {
  const removes = fills.filter((fill) => fill.mode === 'remove');
  const at = new Map(removes.map((fill) => [fill, find(document, fill.section)?.span.from ?? -1]));
  const ordered = removes.toSorted((a, b) => (at.get(b) ?? -1) - (at.get(a) ?? -1));
  return [...fills.filter((fill) => fill.mode !== 'remove'), ...ordered];
}

function changesHeading(fill: Fill): boolean {
  return (
    fill.mode === 'rename' || Object.keys(fill.values ?? {}).some((name) => name.trim().toLowerCase() === 'heading')
  );
}

/** The revision that a place had at the call's start, by its id. */
function initialRevisions(start: Subject): (id: string) => string | undefined {
  const masks = lastUpdatedSpans(start.document, start.words);
  return (id) => {
    const place = find(start.document, id);
    return place === undefined ? undefined : placeRevision(start.document, place, masks);
  };
}

function run(
  state: State,
  fills: readonly Fill[],
  setting: FillSetting,
  initial: (id: string) => string | undefined,
): State {
  return fills.reduce((current, fill) => {
    try {
      return step(current, fill, setting, initial);
    } catch (fault) {
      if (!(fault instanceof PlanError)) throw fault;
      const overwrite = fault instanceof UnseenText ? fault.overwrite : undefined;
      return {
        ...current,
        refused: [...current.refused, refusalOf(fill.section, fault)],
        unseen: overwrite === undefined ? current.unseen : [...current.unseen, { fill, overwrite }],
      };
    }
  }, state);
}

function step(state: State, fill: Fill, setting: FillSetting, initial: (id: string) => string | undefined): State {
  const planned = planFill(state.subject, fill);
  if (planned.change.splices.length === 0) return state;
  const masks = lastUpdatedSpans(state.subject.document, state.subject.words);
  const seen = requireSeen(state.subject, planned.change, fill.expect, initial, masks);
  const done = doneBy(state, planned, seen);
  return {
    ...state,
    subject: subjectOf(parseDocument(planned.text), setting),
    done: [...state.done.filter((each) => each.id !== done.id), done],
    warnings: [...state.warnings, ...planned.warnings],
  };
}

function doneBy(state: State, planned: PlannedFill, seen: Seen): Done {
  const { place, rewritesOwn } = planned.change;
  const earlier = state.done.find((each) => each.id === place.id)?.seen;
  const isBare = isSection(place) ? writtenLines(state.subject, place).length === 0 : false;
  const isBareBelow = isSection(place) ? !isWrittenBelow(state.subject, place) : true;
  return {
    id: planned.idAfter ?? place.id,
    isGone: planned.idAfter === undefined,
    seen: {
      own: rewritesOwn || isBare || seen.own || earlier?.own === true,
      below: isBareBelow || seen.below || earlier?.below === true,
    },
  };
}

/** Moves and removes: all of them, or none. */
function together(
  state: State,
  fills: readonly Fill[],
  setting: FillSetting,
  initial: (id: string) => string | undefined,
): State {
  const after = run(state, fills, setting, initial);
  const fresh = after.refused.slice(state.refused.length);
  if (fresh.length === 0) return after;
  const refusedPlaces = new Set(fresh.map((refusal) => refusal.section));
  const others = fills.filter((fill) => !refusedPlaces.has(fill.section));
  const held = others.map(
    (fill): Refusal => ({
      section: fill.section,
      code: 'breaks_structure',
      message: `Not done: moves and removes of one call happen together, and ${[...refusedPlaces].join(', ')} was refused.`,
    }),
  );
  return { ...state, refused: [...after.refused, ...held], unseen: after.unseen };
}

function outcome(state: State, before: string, setting: FillSetting): FillOutcome {
  const { document, slots, words } = state.subject;
  const text = document.text === before ? before : touchLastUpdated(document, slots, words, setting.today);
  const subject = text === document.text ? state.subject : subjectOf(parseDocument(text), setting);
  const masks = lastUpdatedSpans(subject.document, words);
  return {
    text,
    changed:
      text === before
        ? []
        : state.done.map((done) => ({
            section: done.id,
            revision: receiptFor(subject.document, done, masks),
            ...(done.isGone ? { isGone: true } : {}),
          })),
    refused: state.refused,
    unseen: state.unseen,
    warnings: state.warnings,
    unfilled: unfilledCount(subject.slots),
    subject,
  };
}

function receiptFor(document: Document, done: Done, masks: readonly Span[]): string {
  const place = done.isGone ? undefined : find(document, done.id);
  if (place === undefined) return unseen + unseen;
  const revision = placeRevision(document, place, masks);
  return (done.seen.own ? revision.slice(0, 6) : unseen) + (done.seen.below ? revision.slice(6) : unseen);
}

function find(document: Document, id: string): Place | undefined {
  try {
    const place = resolvePlace(document, id);
    return place.id === id ? place : undefined;
  } catch (fault) {
    if (fault instanceof PlanError) return undefined;
    throw fault;
  }
}
