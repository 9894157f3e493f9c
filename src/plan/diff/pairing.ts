import type { Section } from '../../markdown/model.ts';
import { likeness, pairsOf } from './likeness.ts';
import { oneLine, tidy } from './tidy.ts';

/** Which section of one text is which of the other. */
export interface SectionPartners {
  /** Of a section of the earlier text. */
  readonly after: ReadonlyMap<Section, Section>;
  /** Of a section of the later text. */
  readonly before: ReadonlyMap<Section, Section>;
}

/** A place in the outline: what stands side by side there. */
export interface Siblings {
  readonly before: readonly Section[];
  readonly after: readonly Section[];
}

/** From here on two texts count as one that was edited. */
export const leastAlike = 0.5;

/** The sections that are one in two texts, as they are found. */
export class Pairing implements SectionPartners {
  readonly after = new Map<Section, Section>();
  readonly before = new Map<Section, Section>();
  readonly texts: { readonly before: string; readonly after: string };
  readonly #letters = new Map<Section, ReadonlySet<string>>();

  constructor(before: string, after: string) {
    this.texts = { before, after };
  }

  /** Gives what stands below the two, to be paired next. */
  pair(before: Section, after: Section): Siblings {
    this.after.set(before, after);
    this.before.set(after, before);
    return { before: below(before), after: below(after) };
  }

  isFree(section: Section): boolean {
    return !this.after.has(section) && !this.before.has(section);
  }

  isAlike(before: Section, after: Section): boolean {
    return this.likenessOf(before, after) >= leastAlike;
  }

  /** Whether two sections say nearly the same, from 0 to 1; where both say nothing, their titles tell. */
  likenessOf(before: Section, after: Section): number {
    const mine = this.#lettersOf(before, this.texts.before);
    const theirs = this.#lettersOf(after, this.texts.after);
    const isEmpty = mine.size === 0 && theirs.size === 0;
    return isEmpty ? likeness(pairsOf(before.title), pairsOf(after.title)) : likeness(mine, theirs);
  }

  #lettersOf(section: Section, text: string): ReadonlySet<string> {
    const known = this.#letters.get(section);
    if (known !== undefined) return known;
    const body = text.slice(section.heading.to, Math.min(section.span.to, section.heading.to + 1000));
    const letters = pairsOf(oneLine(body));
    this.#letters.set(section, letters);
    return letters;
  }
}

/** In document order. */
function below(section: Section): readonly Section[] {
  return [...section.units, ...section.children];
}

/** The text of a section below its heading, as it is compared. */
export function bodyIn(text: string, section: Section): string {
  return tidy(text.slice(section.heading.to, section.span.to));
}
