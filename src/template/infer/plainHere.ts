import { plainText } from '../../markdown/inline.ts';
import { spanAt } from '../../markdown/spans.ts';
import type { Candidate } from './candidate.ts';
import { fewestInTemplate, type Habits, strongPlace } from './dialects.ts';
import { isOwnLine } from './twofold.ts';

/** From this score of its place on, a candidate is the whole of what it stands in. */
const wholePlace = 0.9;

/**
 * Whether the file's habits make plain that what is as often ordinary text is a place: it is the whole of something, in a file with
 * several places that are written otherwise. `place` is the score of its place.
 */
export function isPlainHere(candidate: Candidate, place: number, habits: Habits): boolean {
  const { dialect } = candidate;
  const isTemplate = habits.total >= fewestInTemplate;
  if (dialect === 'lenticular') return isTemplate || (habits.twofold(dialect) >= 3 && repeatsLabel(candidate));
  if (dialect === 'looseSign') return isTemplate && (place >= strongPlace || habits.isNamed(candidate));
  if (dialect === 'mask' || dialect === 'stub') return isTemplate && place >= wholePlace;
  const alike = habits.strong.get(dialect) ?? 0;
  if (alike >= 2 || (habits.isNamed(candidate) && (isTemplate || alike > 0))) return true;
  return isTemplate && ((place >= wholePlace && !isOwnLine(candidate)) || habits.hasCompany(candidate));
}

/** `负责人：【负责人】`. */
function repeatsLabel({ inner, span, stretch }: Candidate): boolean {
  const label = spanAt(stretch.values, span.from)?.label ?? stretch.column;
  return inner === plainText(label).trim();
}
