import { lineAt } from '../../markdown/lines.ts';
import { metadataOf } from '../create/metadata.ts';
import type { Subject } from '../edits/model.ts';
import { createPlacer } from '../slots/placer.ts';
import { idReader } from './patterns.ts';

/** The ID that a plan calls its own. */
export interface PlanId {
  /** As written. */
  readonly id: string;
  /** The address of the section that it stands in. */
  readonly place: string;
  /** 1-based. */
  readonly line: number;
}

/** A plan's own IDs behind its label for them, by a pattern such as `PLAN-{AREA}-{NNN}`; a place still to be filled is none. */
export function planIdsIn(
  { document, words }: Pick<Subject, 'document' | 'words'>,
  pattern: string,
): readonly PlanId[] {
  const reader = idReader(pattern);
  const placeOf = createPlacer(document);
  const told = metadataOf({ document, words }).filter(({ label }) => words.label('planId').is(label));
  return told.flatMap(({ value: { from, to } }) => {
    const id = reader.exec(document.text.slice(from, Math.min(to, from + 500)))?.[0];
    if (id === undefined) return [];
    return [{ id, place: placeOf(from)?.id ?? '', line: lineAt(document.lines, from) + 1 }];
  });
}
