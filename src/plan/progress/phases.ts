import type { Section } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import type { Subject } from '../edits/model.ts';
import { bareTitle, sectionsWithRole } from '../roles.ts';
import type { Words } from '../words.ts';

/** A step of the work that holds tasks: 'Phase 2: Rollout'. */
export interface PhasePlace {
  readonly section: Section;
  /** `Phase 2`, as written. */
  readonly head: string;
}

export interface Phases {
  /** The phase that a section or unit belongs to, itself included. */
  of(section: Section): PhasePlace | undefined;
  /** Those that stand under the role `phases`, in the order of the document. */
  readonly declared: readonly PhasePlace[];
}

/**
 * The phases of a plan. Under the role `phases` the outermost counts, so that a step of a phase is part of it; elsewhere, too, but
 * a chapter 'Phase 2' around the section that has the role is none of the phases below it.
 */
export function findPhases({ document, words, template }: Subject): Phases {
  const roots = rootsOf(sectionsWithRole(document, words, 'phases', template), words);
  const heads = new Map<Section, string>();
  const inRoot = new Map<Section, boolean>();
  const known = new Map<Section, PhasePlace | undefined>();
  const declared: PhasePlace[] = [];
  // Sections come before what they hold, so that what is above has been seen.
  for (const section of listSections(document)) {
    const { parent } = section;
    const head = phaseHead(section, words);
    if (head !== undefined) heads.set(section, head);
    const own = head === undefined ? undefined : { section, head };
    const above = parent === undefined ? undefined : known.get(parent);
    const belowRoot = parent !== undefined && (roots.has(parent) || inRoot.get(parent) === true);
    inRoot.set(section, belowRoot);
    const isBound = belowRoot && above !== undefined && isAboveRoot(above.section, section, roots);
    const phase = above === undefined || (isBound && own !== undefined) ? (own ?? above) : above;
    known.set(section, phase);
    if (belowRoot && phase === own && own !== undefined) declared.push(own);
  }
  return { of: (section) => known.get(section), declared };
}

/** `Phase 1` of `Phase 1: Groundwork`, `第1阶段` of `第1阶段：准备`; undefined for a title that counts no phase. */
export function phaseHead(section: Section, words: Words): string | undefined {
  if (section.kind !== 'section' && section.kind !== 'unit') return undefined;
  return phaseHeadOf(bareTitle(section), words);
}

/** The same for any text that may name a phase, such as a table's cell. */
export function phaseHeadOf(text: string, words: Words): string | undefined {
  const title = text.trim();
  const cut = title.search(/[:：(（]|\s[–—-]\s|\.\s/);
  const head = (cut === -1 ? title : title.slice(0, cut)).trim();
  if (head.length > 40) return undefined;
  if (words.unit('ordinalPhase').is(head)) return head;
  if (!/\d|(?:^|\s)[A-Z]{1,5}(?:$|\s)/.test(head)) return undefined;
  for (const name of ['phase', 'period']) {
    const found = words.unit(name).find(head);
    if (found === undefined) continue;
    const rest = `${head.slice(0, found.from)}${head.slice(found.to)}`.trim();
    // `第` stands before the number, `M` of `Milestone M2` too.
    if (/^(?:\p{L}\s?)?\d{1,4}(?:[.–-]\d{1,4}){0,2}[a-z]?$/iu.test(rest) || /^(?:[A-Z]|[IVX]{1,5})$/.test(rest))
      return head;
  }
  return undefined;
}

/** The section that has the role, and those with such a title that are no part of a phase themselves. */
function rootsOf(fitting: readonly Section[], words: Words): ReadonlySet<Section> {
  const [first, ...others] = fitting;
  if (first === undefined) return new Set();
  return new Set([first, ...others.filter((section) => !isWithinPhase(section, words))]);
}

function isWithinPhase(section: Section, words: Words): boolean {
  for (let at: Section | undefined = section; at !== undefined; at = at.parent)
    if (phaseHead(at, words) !== undefined) return true;
  return false;
}

/** Whether a section with the role `phases` stands between a phase and a section below it. */
function isAboveRoot(phase: Section, section: Section, roots: ReadonlySet<Section>): boolean {
  for (let at = section.parent; at !== undefined; at = at.parent) {
    if (roots.has(at)) return true;
    if (at === phase) return false;
  }
  return false;
}
