import { isInside } from '../../markdown/inline.ts';
import type { Item, Section, Span } from '../../markdown/model.ts';
import { outermost } from '../../markdown/spans.ts';
import type { Subject } from '../edits/model.ts';
import { bareTitle, sectionsWithRole } from '../roles.ts';
import { phaseHead } from './phases.ts';

/** Roles whose boxes are verdicts, questions or conditions, not work. */
const roles = [
  'constitution',
  'gates',
  'approvals',
  'completion',
  'questions',
  'unknowns',
  'deferred',
  'prerequisites',
  'violations',
  'clarifications',
] as const;

/** Lists that say what the work must come to. */
const labels = ['criteria', 'deliverables'] as const;

export interface OffTasks {
  /** Whether a section, or one that holds it, is about something else than work. */
  hasNone(section: Section): boolean;
  /** Whether a label above an item, in its section, says that its list is about something else. */
  isLabelled(section: Section, item: Item): boolean;
}

/** Where boxes are no tasks: by the role or title of a section, or by the label of a list. */
export function findOffTasks({ document, words, template }: Subject): OffTasks {
  const declared = new Set(roles.flatMap((role) => template?.meta.roles?.[role]?.toLowerCase() ?? []));
  const fitting = new Set(roles.flatMap((role) => sectionsWithRole(document, words, role, template)));
  const isOff = (section: Section): boolean => {
    if (declared.has(section.id.toLowerCase())) return true;
    // 'Phase 3: Quality gates' is a phase, whatever its words.
    if (phaseHead(section, words) !== undefined) return false;
    return (
      fitting.has(section) || (section.title !== '' && labels.some((name) => words.label(name).is(bareTitle(section))))
    );
  };
  const known = new Map<Section, boolean>();
  const hasNone = (section: Section): boolean => {
    const before = known.get(section);
    if (before !== undefined) return before;
    const found = isOff(section) || (section.parent !== undefined && hasNone(section.parent));
    known.set(section, found);
    return found;
  };
  const lists = new Map<Section, readonly Span[]>();
  const listsOf = (section: Section): readonly Span[] => {
    const before = lists.get(section);
    if (before !== undefined) return before;
    const spans = section.content.fields
      .filter(
        ({ label, block }) =>
          block !== undefined &&
          (labels.some((name) => words.label(name).is(label)) || roles.some((role) => words.role(role).is(label))),
      )
      .map((field) => field.span);
    const ordered = outermost(spans);
    lists.set(section, ordered);
    return ordered;
  };
  return { hasNone, isLabelled: (section, item) => isInside(listsOf(section), item.span.from) };
}
