import { parseDocument } from '../../markdown/document.ts';
import { lineAt } from '../../markdown/lines.ts';
import { definitionsIn } from '../ids/definitions.ts';
import { type Mention, mentionsIn, namedKeys } from '../ids/mentions.ts';
import type { PlanReading } from '../planReading.ts';
import { onOneLine } from '../quote.ts';
import { sectionsWithRole } from '../roles.ts';
import { createPlacer } from '../slots/placer.ts';
import type { Companions, Found, Rule } from './model.ts';

/** Task groups of a plan name tasks of its task list. */
export const taskList: Rule = {
  id: 'task-list',
  wants: 'The tasks that the plan names are in its task list.',
  check({ reading, companions }) {
    if (companions === undefined) return 'the files around the plan are out of reach';
    if (companions.tasks === undefined) return 'no task list lies beside the plan';
    const mentioned = taskMentions(reading);
    if (mentioned.length === 0) return 'the plan maps no task groups to task IDs';
    return missing(reading, mentioned, companions.tasks);
  },
};

/** What stands in the section that divides the plan into tasks. */
function taskMentions({ document, setting }: PlanReading): readonly Mention[] {
  const sections = sectionsWithRole(document, setting.words, 'tasks', setting.template);
  const [section] = sections;
  if (section === undefined) return [];
  return mentionsIn(document.text.slice(section.span.from, section.span.to), section.span.from);
}

function missing(
  { document, setting: { words } }: PlanReading,
  mentioned: readonly Mention[],
  { path, text }: NonNullable<Companions['tasks']>,
): readonly Found[] {
  const listed = parseDocument(text);
  const keys = new Set([...namedKeys(text, words), ...definitionsIn(listed).map(({ key }) => key)]);
  const kinds = new Set(definitionsIn(listed).map(({ kind }) => kind));
  const placeOf = createPlacer(document);
  const lost = mentioned.filter(
    (each) => !keys.has(each.key) && (kinds.has(each.kind) || isArrowed(document.text, each)),
  );
  const byLine = new Map<number, Mention[]>();
  for (const each of lost) {
    const line = lineAt(document.lines, each.span.from);
    byLine.set(line, [...(byLine.get(line) ?? []), each]);
  }
  return [...byLine].map(([line, each]) => {
    const names = [...new Set(each.map((one) => one.text))].join(', ');
    return {
      section: placeOf(each[0]?.span.from ?? 0)?.id ?? '',
      line: line + 1,
      message: `${onOneLine(path, 100)} has no ${onOneLine(names, 200)}.`,
      fix: 'Add the task there, or name one that it has.',
    };
  });
}

/** Behind an arrow a group names its tasks, whatever letters they have: `Task group 1: Berths -> T001, T002`. */
function isArrowed(text: string, { span }: Mention): boolean {
  const line =
    text
      .slice(Math.max(0, span.from - 300), span.from)
      .split(/[\r\n]/)
      .at(-1) ?? '';
  return /->|→|⇒|=>/.test(line);
}
