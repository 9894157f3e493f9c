import type { Section } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { wordNumberOf } from '../../markdown/slug.ts';
import { appendCall } from '../fixCalls.ts';
import type { PlanReading } from '../planReading.ts';
import { onOneLine } from '../quote.ts';
import { bareTitle } from '../roles.ts';
import { phaseNumberOf } from '../schedule/phaseNames.ts';
import { siblingFinder } from '../templateSiblings.ts';
import type { Words } from '../words.ts';
import { writtenReader } from '../written.ts';
import type { Found, Rule } from './model.ts';

/** Where phases say by what they are done, each of them does. */
export const phaseCriteria: Rule = {
  id: 'phase-criteria',
  wants: 'Every phase says by which success criteria it is done, where the plan gives its phases any.',
  check({ reading }) {
    const groups = phaseGroups(reading);
    if (groups.length === 0) return 'it has no phases';
    const { words } = reading.setting;
    const asked = groups.flatMap((group) => {
      const model = modelOf(reading, group);
      return model === undefined ? [] : [{ group, model }];
    });
    if (asked.length === 0) return 'its phases have no place for success criteria';
    const written = writtenReader(reading.subject);
    const isBegun = (phase: Section): boolean => written(phase.words) !== undefined && phase.body.from < phase.body.to;
    return asked
      .flatMap(({ group, model }) =>
        group
          .filter((phase) => isBegun(phase) && criteriaOf(phase, words) === undefined)
          .map((phase) => withoutCriteria(reading, phase, model)),
      )
      .toSorted((a, b) => a.line - b.line);
  },
};

function withoutCriteria(reading: PlanReading, phase: Section, opening: string): Found {
  return {
    section: phase.id,
    line: phase.line + 1,
    message: `"${onOneLine(phase.title, 100)}" has no success criteria.`,
    fix: appendCall(reading, phase.id, `${opening}\n- <a check that shows it works>`),
  };
}

/** Phases by what they stand under and what they call themselves: at least two that say what is done. */
function phaseGroups({ document, setting: { words } }: PlanReading): readonly (readonly Section[])[] {
  const groups = new Map<string, Section[]>();
  for (const section of listSections(document)) {
    if (phaseNumberOf(bareTitle(section), words) === undefined) continue;
    const word = wordNumberOf(section.title)?.words.replace(/(?<![\d.\s])[\d.\s]+$/, '') ?? '';
    const key = `${section.parent?.id ?? ''} ${section.level} ${word.toLowerCase()}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [section]);
    else group.push(section);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

/** How criteria open in a group that has them: its template gives them to one of the phases, or most of them have some. */
function modelOf({ subject, setting: { words } }: PlanReading, group: readonly Section[]): string | undefined {
  const { template } = subject;
  const [first] = group;
  const model = template === undefined || first === undefined ? undefined : siblingFinder(template)(first);
  const asked = model === undefined ? undefined : criteriaOf(model, words);
  if (asked !== undefined) return asked;
  const given = group.flatMap((phase) => criteriaOf(phase, words) ?? []);
  return given.length * 2 > group.length ? given[0] : undefined;
}

/** The label or heading that opens a phase's criteria. */
function criteriaOf({ content, units, children }: Section, words: Words): string | undefined {
  const names = words.label('criteria');
  const field = content.fields.find(({ label }) => names.is(label));
  if (field !== undefined) return `**${field.label}**:`;
  const part = [...units, ...children].find((each) => names.is(bareTitle(each)) || names.is(each.title));
  if (part === undefined) return undefined;
  return part.kind === 'unit' ? `**${part.title}**\n` : `${'#'.repeat(part.level)} ${part.title}\n`;
}
