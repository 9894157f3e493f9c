import type { Section } from '../../../markdown/model.ts';
import type { Splice } from '../../../markdown/splices.ts';
import { unmarkedText } from '../../questions/marks.ts';
import type { FoundQuestion } from '../../questions/questions.ts';
import { oneLine, saysNone, writtenText } from '../../questions/reading.ts';
import { sectionsWithRole } from '../../roles.ts';
import { addSections } from '../addSections.ts';
import { ownSplices } from '../content.ts';
import type { Reading } from './reading.ts';

/** One more line of the log of clarifications, under today's session: `- Q: … → A: …`. Nothing where the plan keeps no log. */
export function logSplices(reading: Reading, question: FoundQuestion, answer: string, keepsLog: boolean): Splice[] {
  const { document, words, template } = reading.source;
  const entry = `- Q: ${oneLine(unmarkedText(question.text, words))} → A: ${answer}`;
  const [log] = sectionsWithRole(document, words, 'clarifications', template);
  if (log !== undefined) return inLog(reading, log, entry);
  const { template: known } = reading.subject;
  const model = known === undefined ? undefined : sectionsWithRole(known.document, words, 'clarifications', known)[0];
  if (!keepsLog && model === undefined) return [];
  const title = document.title ?? document.top[0];
  if (title === undefined) return [];
  const { eol } = document;
  const text = `## ${model?.title ?? 'Clarifications'}${eol}${eol}${sessionOf(reading, 3, 'Session')}${eol}${eol}${entry}`;
  return [...addSections(reading.subject, title, text).splices];
}

function inLog(reading: Reading, log: Section, entry: string): Splice[] {
  const { document } = reading.source;
  const { eol } = document;
  const sessions = log.children.filter((child) => /\d{4}-\d{2}-\d{2}/.test(child.title));
  const session = sessions.find((child) => child.title.includes(reading.today));
  if (session !== undefined) return inSession(reading, session, entry);
  const last = sessions.at(-1);
  const word = last === undefined ? 'Session' : last.title.replace(/(?<!\s)\s*\d{4}-\d{2}-\d{2}.*$/, '');
  const text = `${sessionOf(reading, last?.level ?? Math.min(6, log.level + 1), word)}${eol}${eol}${entry}`;
  const body = document.text.slice(log.body.from, log.body.to);
  const isBare = writtenText(reading.source, log.body) === '' || saysNone(body, reading.source.words);
  if (log.children.length === 0 && isBare) return ownSplices(document, log, text);
  return [{ from: log.span.to, to: log.span.to, text: eol + eol + text + gapBelow(reading, log.span.to) }];
}

/** Behind the last entry of the session, in the form of its list. */
function inSession(reading: Reading, session: Section, entry: string): Splice[] {
  const { document } = reading.source;
  const { body, content } = session;
  const own = document.text.slice(body.from, body.to);
  if (own.includes(entry.slice(2))) return [];
  if (own === '') return ownSplices(document, session, entry);
  const last = content.items.at(-1);
  const isLast = last !== undefined && last.span.to >= body.to;
  const line = last === undefined ? entry : entry.replace(/^-/, /^[-*+]$/.test(last.marker) ? last.marker : '-');
  const gap = isLast && /^[-*+]$/.test(last.marker) ? document.eol : document.eol + document.eol;
  return [{ from: body.to, to: body.to, text: gap + line }];
}

function sessionOf({ today }: Reading, level: number, word: string): string {
  return `${'#'.repeat(level)} ${word === '' ? '' : `${word} `}${today}`;
}

function gapBelow({ source }: Reading, at: number): string {
  return /^(?:\r\n|\r|\n)[ \t]*\S/.test(source.document.text.slice(at, at + 200)) ? source.document.eol : '';
}
