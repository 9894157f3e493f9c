import type { Document, Span } from '../../markdown/model.ts';
import type { Subject } from '../edits/model.ts';
import type { Progress } from './model.ts';

/** The plan's work and how far it has come. */
export function progressOf(_subject: Subject): Progress {
  return { tasks: [], phases: [], done: 0, total: 0 };
}

/** Stretches that only track the work: they belong to no approval's substance. */
export function trackingSpans(_document: Document, _subject: Subject): readonly Span[] {
  return [];
}
