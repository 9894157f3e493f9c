import { planRevision } from '../markdown/revision.ts';
import type { Restored } from '../plan/edits/restore/model.ts';
import { reopenedLine } from './reopened.ts';

/** How many changed sections an answer lists. */
const mostListed = 50;

/** A restore that is done. */
export interface Outcome extends Restored {
  readonly from: string;
  /** What the answer says came back. */
  readonly said: string;
  /** What to call next; left out for the call that takes this back. */
  readonly next?: string | undefined;
}

interface Request {
  readonly plan: string;
  readonly revision?: string | undefined;
}

/** What a restore answers: what came back, and how to take that back. */
export function restoreAnswer(
  { plan: name, revision }: Request,
  path: string,
  text: string,
  outcome: Outcome,
  approval: string | undefined,
) {
  const { changed, from } = outcome;
  const isSame = changed.length === 0;
  const listed = changed.slice(0, mostListed);
  const warnings = changed.length > mostListed ? [`${changed.length - mostListed} more sections changed.`] : [];
  const undo = `restore_plan ${JSON.stringify({ plan: name })} takes this back`;
  const next = isSame ? undefined : 'next' in outcome ? outcome.next : undo;
  const data = {
    plan: path,
    revision: planRevision(text),
    restored_from: from,
    changed: listed.map(({ section, line }) => ({ section, ...(line === undefined ? {} : { line }) })),
    ...(warnings.length > 0 ? { warnings } : {}),
    ...(approval === undefined ? {} : { approval }),
    ...(next === undefined ? {} : { next }),
  };
  const places = listed.map(({ section, line }) => (line === undefined ? `${section} (gone)` : section)).join(', ');
  const lines = [
    `${path} · revision ${data.revision} · ${isSame ? nothing(revision) : `${outcome.said}: ${places}`}${next === undefined ? '' : ` · next: ${next}`}`,
    ...warnings.map((warning) => `warning: ${warning}`),
    ...reopenedLine(approval),
  ];
  return { text: lines.join('\n'), data };
}

function nothing(revision: string | undefined): string {
  return revision === undefined
    ? 'nothing changed: what the last edit wrote does not stand there any more'
    : 'nothing changed: it stands there so';
}
