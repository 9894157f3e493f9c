import { PlanError } from '../../../errors.ts';
import { resolvePlace } from '../../../markdown/addresses.ts';
import type { Document, Place } from '../../../markdown/model.ts';
import { placeRevision } from '../../../markdown/revision.ts';
import { unfilledCount } from '../../slots.ts';
import { applyEach } from '../applyEach.ts';
import type { WriteOutcome } from '../applyFills.ts';
import { lastUpdatedSpans } from '../lastUpdated.ts';
import type { FillSetting } from '../subject.ts';
import type { Addition, Made } from './model.ts';
import { planAddition } from './planAddition.ts';

/**
 * Adds what one call asks for, one after the other; each stands for itself. The revision of a new place is whole: it holds the form and
 * the caller's values alone.
 */
export function addItems(text: string, additions: readonly Addition[], setting: FillSetting): WriteOutcome {
  const applied = applyEach(
    text,
    additions,
    setting,
    (subject, addition) => {
      const made = planAddition(subject, addition, setting.today);
      return { text: made.document.text, result: made };
    },
    (addition) => addition.section,
  );
  const { subject, refused } = applied;
  return {
    text: applied.text,
    changed: receipts(subject.document, applied.done, setting),
    refused,
    warnings: applied.done.flatMap((made) => [...made.warnings]),
    unfilled: unfilledCount(subject.slots),
    subject,
  };
}

function receipts(document: Document, done: readonly Made[], { words }: FillSetting): WriteOutcome['changed'] {
  const masks = lastUpdatedSpans(document, words);
  return [...new Set(done.flatMap((made) => made.places))].flatMap((id) => {
    const place = placeWith(document, id);
    return place === undefined ? [] : [{ section: id, revision: placeRevision(document, place, masks) }];
  });
}

/** What one addition of the call made, a later one may have taken the place of. */
function placeWith(document: Document, id: string): Place | undefined {
  try {
    const place = resolvePlace(document, id);
    return place.id === id ? place : undefined;
  } catch (fault) {
    if (fault instanceof PlanError) return undefined;
    throw fault;
  }
}
