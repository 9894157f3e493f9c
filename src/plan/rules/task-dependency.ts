import { parseDocument } from '../../markdown/document.ts';
import { lineAt } from '../../markdown/lines.ts';
import type { Document, Span } from '../../markdown/model.ts';
import { outermost } from '../../markdown/spans.ts';
import { definitionsIn } from '../ids/definitions.ts';
import { mentionsIn, namedKeys } from '../ids/mentions.ts';
import { specKinds } from '../ids/specIds.ts';
import type { PlanReading } from '../planReading.ts';
import { dependenciesIn, type Dependency } from '../schedule/dependencies.ts';
import { knownPhases, phaseNumbersIn } from '../schedule/phaseNames.ts';
import { createPlacer } from '../slots/placer.ts';
import type { Companions, Found, Rule } from './model.ts';

/** Work that waits for tasks or phases which nobody planned. */
export const taskDependency: Rule = {
  id: 'task-dependency',
  wants: 'Tasks and phases depend on tasks and phases that exist.',
  check({ reading, companions }) {
    const dependencies = dependenciesIn(reading.subject);
    if (dependencies.length === 0) return 'nothing in it says what it depends on';
    const known = knownIn(reading, dependencies, companions);
    const placeOf = createPlacer(reading.document);
    return dependencies.flatMap(({ span, text, isScheduled }): Found[] => {
      const missing = [
        ...missingIds(text, known),
        // The phases that a timeline names are looked at there.
        ...(isScheduled ? [] : missingPhases(reading, text, known)),
      ];
      if (missing.length === 0) return [];
      const names = missing.join(', ');
      return [
        {
          section: placeOf(span.from)?.id ?? '',
          line: lineAt(reading.document.lines, span.from) + 1,
          message: `It depends on ${names}, which nothing in the plan defines.`,
          fix: 'Name a task or phase that the plan has, or add the missing one.',
        },
      ];
    });
  },
};

interface Known {
  readonly ids: ReadonlySet<string>;
  /** Letters of IDs that are defined at all: only of these a number can be missing. */
  readonly kinds: ReadonlySet<string>;
  readonly phases: ReadonlySet<string>;
}

/** What plan, task list and spec define, and what the plan names anywhere but in a dependency. */
function knownIn(
  { document, setting: { words } }: PlanReading,
  dependencies: readonly Dependency[],
  companions: Companions | undefined,
): Known {
  const others = [companions?.tasks, companions?.spec].flatMap((file) =>
    file === undefined ? [] : [parseDocument(file.text)],
  );
  const listed = new Set(
    dependencies.flatMap(({ span, isListed }) => (isListed ? [lineAt(document.lines, span.from)] : [])),
  );
  const own = definitionsIn(document).filter(({ line }) => !listed.has(line));
  const defined = [...own, ...others.flatMap(definitionsIn)];
  const rest = without(document, outermost(dependencies.map(({ span }) => span)));
  return {
    ids: new Set([...defined.map(({ key }) => key), ...namedKeys(rest, words)]),
    // Use cases and requirements may be another spec's; those of its own are looked at with the spec.
    kinds: new Set(defined.map(({ kind }) => kind).filter((kind) => !specKinds.has(kind))),
    phases: new Set([...knownPhases(document, words), ...phaseNumbersIn(rest, words)]),
  };
}

function without({ text }: Document, spans: readonly Span[]): string {
  const ends = [0, ...spans.map(({ to }) => to)];
  return ends.map((from, index) => text.slice(from, spans[index]?.from ?? text.length)).join('\n');
}

function missingIds(text: string, { ids, kinds }: Known): readonly string[] {
  const missing = mentionsIn(text).filter(({ kind, key }) => kinds.has(kind) && !ids.has(key));
  return [...new Map(missing.map((each) => [each.key, each.text])).values()];
}

function missingPhases({ setting: { words } }: PlanReading, text: string, { phases }: Known): readonly string[] {
  if (phases.size < 2) return [];
  return [...new Set(phaseNumbersIn(text, words))]
    .filter((number) => !phases.has(number))
    .map((number) => `phase ${number}`);
}
