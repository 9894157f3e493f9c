import { resolvePlace } from '../../markdown/addresses.ts';
import type { Document } from '../../markdown/model.ts';
import { approvalOf, approvalPlace } from '../approval/place.ts';
import { diffPlans } from '../diff/diffPlans.ts';
import { firstDifference } from '../diff/firstDifference.ts';
import type { PlanChange } from '../diff/model.ts';
import type { Subject } from '../edits/model.ts';
import { inThePlan, onOneLine } from '../quote.ts';
import { statusOf } from '../status.ts';
import { fitting } from './cut.ts';

/** An earlier text of the plan, and what the caller calls it. */
export interface Earlier {
  readonly document: Document;
  readonly name: string;
}

/** Longest stretch of the plan's words that a change quotes. */
const longest = 120;

/**
 * What was written since an earlier text, a line for each place, status and approval first. `sections` keeps to these places and
 * what is below them, `most` to so many tokens.
 */
export function changesView(subject: Subject, earlier: Earlier, sections: readonly string[], most: number): string {
  const standing = sections.length === 0 ? standingChanges(subject, earlier.document) : noStanding;
  const isWanted = scopeOf(subject, sections);
  const changes = diffPlans(earlier.document, subject.document, subject.words).filter(
    (change) => isWanted(change) && !standing.tells(change),
  );
  const lines = [...standing.lines, ...changes.map(changeLine)];
  const where = sections.length === 0 ? '' : ` in ${sections.map((each) => onOneLine(each, 80)).join(', ')}`;
  if (lines.length === 0) return `${nothing(subject, earlier, sections)} since ${earlier.name}${where}.`;
  const count = lines.length === 1 ? '1 change' : `${lines.length} changes`;
  const head = `${count} since ${earlier.name}${where}. Words in quotation marks are the plan's.`;
  const { shown, left } = fitting(lines, most);
  if (left === 0) return [head, ...lines].join('\n');
  const places = [...new Set(changes.slice(-left).map(topOf))].slice(0, 12).map((id) => `"${id}"`);
  return `${[head, ...shown].join('\n')}\nCUT at max_tokens ${most}: ${left} more. Read on with sections [${places.join(', ')}], or with more max_tokens.`;
}

function nothing({ document }: Subject, earlier: Earlier, sections: readonly string[]): string {
  const isWhole = sections.length === 0 && document.text !== earlier.document.text;
  return isWhole ? 'Nothing but white space or Last Updated changed' : 'Nothing changed';
}

interface Standing {
  readonly lines: readonly string[];
  /** Whether a change of some place is one of these. */
  tells(change: PlanChange): boolean;
}

const noStanding: Standing = { lines: [], tells: () => false };

/** What became of the plan's status and approval. */
function standingChanges(subject: Subject, before: Document): Standing {
  const { document, words } = subject;
  const status = statusOf(document, subject);
  const statuses = { before: statusOf(before, subject)?.value, after: status?.value };
  const approvals = { before: approvalOf(before, subject), after: approvalOf(document, subject) };
  const approvalLine = approvalPlace(document, subject)?.line ?? -1;
  const isStatus = ({ place, kind }: PlanChange): boolean => place === status?.place && kind === 'changed';
  const isApproval = ({ kind, line, name, what }: PlanChange): boolean => {
    if (what !== 'field' && what !== 'cell' && what !== 'row') return false;
    return kind === 'removed' ? words.label('approval').is(name ?? '') : line === approvalLine + 1;
  };
  const told = [
    { name: 'status', values: statuses, isOne: isStatus },
    { name: 'approval', values: approvals, isOne: isApproval },
  ].filter(({ values }) => values.before !== values.after);
  return {
    lines: told.map(({ name, values }) => `${name}: ${valueOf(values.before)} → ${valueOf(values.after)}`),
    tells: (change) => told.some(({ isOne }) => isOne(change)),
  };
}

function valueOf(value: string | undefined): string {
  return value === undefined ? 'none' : inThePlan(value, longest);
}

/** Whether a change stands in one of some places, or below it; everywhere where none are named. Throws PlanError. */
function scopeOf({ document, aliases, path }: Subject, sections: readonly string[]): (change: PlanChange) => boolean {
  if (sections.length === 0) return () => true;
  const ids = sections.map((each) => resolvePlace(document, each, aliases, path).id);
  const isIn = (place: string): boolean => ids.some((id) => place === id || place.startsWith(`${id}/`));
  return ({ place, section }) => isIn(place) || isIn(section);
}

function topOf({ section }: PlanChange): string {
  return section.split('/')[0] ?? section;
}

function changeLine(change: PlanChange): string {
  return `${change.place} · line ${change.line}: ${said(change)}`;
}

function said(change: PlanChange): string {
  const { kind, what, name } = change;
  const thing = what === 'field' || what === 'cell' ? `${onOneLine(name ?? '', 80)}` : what;
  const was = change.from === undefined ? '' : `, was ${change.from}`;
  if (kind === 'changed') return `${what === 'item' || what === 'box' ? '' : `${thing}: `}${step(change)}`;
  if (kind === 'renamed') return `renamed ${step(change)}${was}`;
  if (kind === 'moved')
    return `${thing} moved${behind(change)}${was}${what === 'text' ? `: ${quoted(change.after)}` : ''}`;
  const below = change.below === undefined || change.below === 0 ? '' : ` with ${change.below} below`;
  return `${thing} ${kind}${below}: ${quoted(kind === 'added' ? change.after : change.before)}`;
}

function behind({ behind: place }: PlanChange): string {
  if (place === undefined) return '';
  return place === '' ? ' to the front' : ` behind ${place}`;
}

/** From what to what. */
function step({ what, before = '', after = '' }: PlanChange): string {
  if (what === 'box') return `${before === '' ? 'no box' : before} → ${after === '' ? 'no box' : after}`;
  const words = firstDifference(before, after, longest);
  return `${quoted(words.before)} → ${quoted(words.after)}`;
}

function quoted(text = ''): string {
  return text === '' ? '(empty)' : inThePlan(text, longest + 2);
}
