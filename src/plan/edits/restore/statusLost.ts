import type { Document } from '../../../markdown/model.ts';
import { type PlanStatus, statusOf, type StatusSource } from '../../status.ts';

/** Whether a plan's status is gone: no place says it, it is damaged, or the file was cut inside it. */
export function isStatusLost(now: Document, earlier: Document, source: StatusSource): boolean {
  const was = statusOf(earlier, source)?.value;
  if (was === undefined) return false;
  const status = statusOf(now, source);
  // An open choice is a place where nobody said anything yet, as a person left it.
  return status === undefined || isCutIn(now, status, was);
}

/** Whether a merge left more than one status, so that none of them can be told to be the plan's. */
export function isStatusInConflict(now: Document, source: StatusSource): boolean {
  const status = statusOf(now, source);
  return status !== undefined && isInConflict(now, status);
}

/** The words hold what is no text, or the file ends in the middle of those that stood there. */
function isCutIn({ text }: Document, { span, value, status }: PlanStatus, was: string): boolean {
  if (status !== undefined) return false;
  if (/[\uFFFD\0]/.test(text.slice(span.from, span.to))) return true;
  if (text.slice(span.to).trim() !== '') return false;
  return value === undefined ? span.from === span.to : value !== was && was.startsWith(value);
}

/** Between the marks that Git sets around what it could not merge. */
function isInConflict({ text }: Document, { span }: PlanStatus): boolean {
  const marks = [...text.matchAll(/^(<{7}|>{7})(?:[ \t].*)?\r?$/gm)];
  const above = marks.findLast(({ index }) => index < span.from);
  const below = marks.find(({ index }) => index >= span.to);
  return above?.[1] === '<<<<<<<' && below?.[1] === '>>>>>>>';
}
