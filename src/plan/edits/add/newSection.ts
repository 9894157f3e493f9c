import type { Subject, Value } from '../model.ts';
import { insert } from './insert.ts';
import { subjectWith } from './names.ts';

/** The roles whose section is added where a plan lacks it. */
const roles: ReadonlySet<string> = new Set(['questions', 'deferred', 'risks']);

/** The role that an address names, by its own name or as a heading would (`open-questions`), where the plan lacks it and it gets its section with the first item. */
export function lackingRole({ document, aliases, words }: Subject, address: string): string | undefined {
  const name = address.trim().toLowerCase();
  if (document.top.some((section) => section.id === name)) return undefined;
  const role = [...roles].find((each) => each === name || words.role(each).words.includes(name.replaceAll('-', ' ')));
  return role === undefined || aliases.get(role) !== undefined ? undefined : role;
}

/** The plan with an empty section for a role: the last of level 2, before the footer, and the id of that section. */
export function withSection(
  subject: Subject,
  role: string,
  values: Readonly<Record<string, Value>>,
): { subject: Subject; id: string } {
  const { document, words } = subject;
  const { eol } = document;
  const heading = `## ${titleCase(words.role(role).words[0] ?? role)}`;
  const [last, previous] = document.top.filter((section) => section.kind === 'section').toReversed();
  const header = document.top.find((section) => section.kind === 'header');
  const at = last?.span.to ?? header?.span.to ?? document.title?.span.to ?? document.text.length;
  const gap =
    last === undefined || previous === undefined ? '' : document.text.slice(previous.span.to, last.heading.from);
  const lead = at === 0 ? '' : /^\s*[-*_]{3,}\s*$/.test(gap) ? gap : eol + eol;
  // A risk that comes with more than its words is a row: its names are the table's columns.
  const names = Object.keys(values);
  const table = role === 'risks' && names.length > 1 ? tableHead(names, eol) : 'None';
  const text = `${lead}${heading}${eol}${eol}${table}`;
  const next = /^[ \t]*(?:\r\n|\r|\n)([^\r\n]*)/.exec(document.text.slice(at, at + 200));
  const below = next !== null && (next[1] ?? '').trim() !== '' ? eol : '';
  const grown = insert(document, [{ from: at, to: at, text: text + below }], role, true).document;
  const made = grown.top.find((section) => section.kind === 'section' && section.heading.from === at + lead.length);
  return { subject: subjectWith(subject, grown), id: made?.id ?? role };
}

function titleCase(words: string): string {
  return words.replace(/(^|\s)(\p{Ll})/gu, (_, blank: string, letter: string) => blank + letter.toUpperCase());
}

function tableHead(names: readonly string[], eol: string): string {
  const titles = names.map((name) => titleCase(name.trim().replace(/[|\r\n]/g, ' ')));
  return `| ${titles.join(' | ')} |${eol}|${'---|'.repeat(titles.length)}`;
}
