import { PlanError } from '../../errors.ts';
import { isSection } from '../../markdown/addresses.ts';
import type { Document, Place, Section, Span } from '../../markdown/model.ts';
import { placeRevision, unseen } from '../../markdown/revision.ts';
import { quoteBlock } from '../quote.ts';
import type { Change, Subject } from './model.ts';
import { sectionOf } from './targets.ts';
import { UnseenText } from './unseenText.ts';

/** Which halves of a place's text a caller has shown to have seen. */
export interface Seen {
  readonly own: boolean;
  readonly below: boolean;
}

const receipt = /^[0-9a-f]{12}$/;

/**
 * Holds a change against the receipt that came with it. `initial` gives a place's revision at the call's start: what the call itself wrote since
 * makes no receipt stale. Throws `needs_expect` or `stale_revision`, quoting what stands there.
 */
export function requireSeen(
  subject: Subject,
  change: Change,
  expect: string | undefined,
  initial: (id: string) => string | undefined,
  masks: readonly Span[],
): Seen {
  const seen = seenBy(subject, change.place, expect, initial, masks);
  const lacks = (change.replacesOwn && !seen.own) || (change.replacesBelow && !seen.below);
  if (!lacks) return seen;
  throw refusal(subject.document, change, expect, masks);
}

function seenBy(
  subject: Subject,
  place: Place,
  expect: string | undefined,
  initial: (id: string) => string | undefined,
  masks: readonly Span[],
): Seen {
  if (expect === undefined) return { own: false, below: false };
  const given = expect.trim().toLowerCase();
  if (!receipt.test(given)) {
    throw new PlanError(
      'invalid_input',
      `expect "${expect.slice(0, 40)}" is no revision: 12 hex digits as read_plan prints them beside a heading.`,
      {
        where: place.id,
      },
    );
  }
  const own = given.slice(0, 6);
  const below = given.slice(6);
  const revisions = [placeRevision(subject.document, place, masks), initial(place.id) ?? ''];
  const seen = {
    own: own !== unseen && revisions.some((revision) => revision.slice(0, 6) === own),
    below: below !== unseen && revisions.some((revision) => revision.slice(6) === below),
  };
  const holder = holderOf(subject, place);
  return seen.own || holder === undefined ? seen : { ...seenBy(subject, holder, expect, initial, masks), below: true };
}

/** Who has read a whole section has read the rows, items, fields and units in it. */
function holderOf(subject: Subject, place: Place): Section | undefined {
  if (!isSection(place)) return sectionOf(subject, place);
  return place.kind === 'unit' ? place.parent : undefined;
}

function refusal(document: Document, change: Change, expect: string | undefined, masks: readonly Span[]): UnseenText {
  const { place } = change;
  const span =
    change.replacesBelow || !isSection(place)
      ? place.span
      : { from: place.heading.from, to: Math.max(place.heading.to, place.body.to) };
  const { quote, isCut } = quoteBlock(document.text.slice(span.from, span.to));
  const whole = placeRevision(document, place, masks);
  const revision =
    change.replacesBelow || !isSection(place) || place.children.length === 0 ? whole : whole.slice(0, 6) + unseen;
  const next = isCut
    ? `Read it whole with read_plan, sections ["${place.id}"], and send its revision as expect.`
    : `To replace it, send expect "${revision}".`;
  const overwrite = isCut ? undefined : { place: place.id, revision, quote };
  const more = { where: place.id, fix: `The plan says there:\n${quote}` };
  if (expect === undefined)
    return new UnseenText('needs_expect', `${place.id} holds text that somebody wrote. ${next}`, more, overwrite);
  const stale = `expect "${expect}" is not the revision of ${place.id} as it stands now. ${next}`;
  return new UnseenText('stale_revision', stale, more, overwrite);
}
