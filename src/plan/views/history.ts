import { parseDocument } from '../../markdown/document.ts';
import { diffPlans } from '../diff/diffPlans.ts';
import { onOneLine } from '../quote.ts';
import type { Words } from '../words.ts';
import { fitting } from './cut.ts';

/** One write of a plan that is on record. */
export interface Write {
  /** ISO time, UTC. */
  readonly at: string;
  /** What did it, such as a tool's name. */
  readonly what: string;
  /** Undefined where the write created the plan. */
  readonly before: string | undefined;
  readonly after: string;
}

/** A Git commit that changed the plan. */
export interface Commit {
  readonly commit: string;
  /** ISO time, UTC. */
  readonly at: string;
  readonly subject: string;
}

/** What is known of a plan's past. */
export interface Past {
  /** The revision that stands in the file. */
  readonly current: string;
  /** Newest first. */
  readonly writes: readonly Write[];
  /** Newest first. */
  readonly commits: readonly Commit[];
  /** Texts by revision, as many as were worth reading: between two of them the changed places are counted. */
  readonly texts: ReadonlyMap<string, string>;
}

/** A text that the plan had. */
export interface Revision {
  readonly revision: string;
  /** ISO time, UTC; undefined for what was written by hand or by another program. */
  readonly at: string | undefined;
  readonly what: string;
}

/** The plan's earlier texts, newest first, each named as `since` takes it: those that the tools kept, then Git's commits. */
export function historyView(past: Past, words: Words, most: number): string {
  const revisions = revisionsOf(past);
  // A restore can bring a revision back: the newest of its lines is the one that stands.
  const now = revisions.findIndex(({ revision }) => revision === past.current);
  const lines = revisions.map((each, index) => revisionLine(past, words, index === now, each, revisions[index + 1]));
  const commits = past.commits.map(
    ({ commit, at, subject }) => `${onOneLine(commit, 64)} · ${minutes(at)} · ${onOneLine(subject, 100)}`,
  );
  const { shown, left } = fitting(lines, Math.max(100, most - 30 * commits.length - 60));
  const cut = left === 0 ? [] : [`CUT at max_tokens ${most}: ${left} older revisions are not shown.`];
  const git = commits.length === 0 ? [] : ['', 'Git commits that changed it:', ...commits];
  const head = 'Newest first, times in UTC, (+ added − removed ~ changed places). Any of these can be since.';
  return [head, ...shown, ...cut, ...git].join('\n');
}

/** Every text that is on record, newest first. What stood there between two writes and was written by neither has no time. */
export function revisionsOf({ current, writes }: Pick<Past, 'current' | 'writes'>): readonly Revision[] {
  const outside = 'written outside these tools';
  const [newest] = writes;
  const revisions: Revision[] = newest?.after === current ? [] : [{ revision: current, at: undefined, what: outside }];
  writes.forEach((write, index) => {
    revisions.push({ revision: write.after, at: write.at, what: write.what });
    const older = writes[index + 1];
    if (write.before !== undefined && write.before !== older?.after)
      revisions.push({ revision: write.before, at: undefined, what: older === undefined ? 'before that' : outside });
  });
  return revisions;
}

function revisionLine(past: Past, words: Words, isNow: boolean, each: Revision, older: Revision | undefined): string {
  const now = isNow ? ' · now' : '';
  const when = each.at === undefined ? '' : ` · ${minutes(each.at)}`;
  const [before, after] = [past.texts.get(older?.revision ?? ''), past.texts.get(each.revision)];
  const counts = before === undefined || after === undefined ? '' : ` · ${countsOf(before, after, words)}`;
  return `${each.revision}${now}${when} · ${onOneLine(each.what, 60)}${counts}`;
}

function countsOf(before: string, after: string, words: Words): string {
  const changes = diffPlans(parseDocument(before), parseDocument(after), words);
  const added = changes.filter(({ kind }) => kind === 'added').length;
  const removed = changes.filter(({ kind }) => kind === 'removed').length;
  return `+${added} −${removed} ~${changes.length - added - removed}`;
}

function minutes(at: string): string {
  return at.slice(0, 16).replace('T', ' ');
}
