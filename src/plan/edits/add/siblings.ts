import { PlanError } from '../../../errors.ts';
import { resolvePlace } from '../../../markdown/addresses.ts';
import type { Place } from '../../../markdown/model.ts';
import type { Subject } from '../model.ts';

/** The one of some siblings that `after` names, else the last; undefined where there are none. Throws PlanError `unknown_address`. */
export function siblingBefore<Kind extends Place>(
  subject: Subject,
  siblings: readonly Kind[],
  after: string | undefined,
  where: string,
): Kind | undefined {
  if (after === undefined) return siblings.at(-1);
  const wanted = after.trim().toLowerCase();
  const direct = siblings.filter((each) => each.id === wanted || each.id.endsWith(`/${wanted}`));
  if (direct.length === 1) return direct[0];
  const place = resolvePlace(subject.document, after, subject.aliases, subject.path);
  const found = siblings.find((each) => each.id === place.id && each.kind === place.kind);
  if (found !== undefined) return found;
  const ids = siblings.map((each) => each.id).slice(-10);
  throw new PlanError('unknown_address', `after "${after.slice(0, 120)}" is none of those that ${where} holds.`, {
    where,
    fix: ids.length === 0 ? 'It holds none yet: leave out after.' : `Use one of: ${ids.join(', ')}.`,
  });
}
