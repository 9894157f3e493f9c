import { planRevision } from '../../../src/markdown/revision.ts';

/** What one writer has brought about in its own place of a plan. */
export interface Place {
  /** Named in a sentence, changed by `find`. */
  readonly step: number;
  /** A field's value, changed by `values` with a receipt. */
  readonly tally: number;
  /** A list's entries, changed by `append`. */
  readonly log: readonly number[];
}

/** One change of a writer's own place. */
export interface PlaceEdit {
  /** Counted from 1. */
  readonly writer: number;
  readonly part: keyof Place;
  readonly value: number;
}

export const untouched: Place = { step: 0, tally: 0, log: [0] };

/** The plan of a race as it must read where its writers have got so far: every byte of it. */
export class RaceText {
  readonly revision: string;
  readonly #places: readonly Place[];
  readonly #sections: readonly string[];

  private constructor(places: readonly Place[], sections: readonly string[]) {
    this.#places = places;
    this.#sections = sections;
    this.revision = planRevision(this.text);
  }

  get text(): string {
    return `# Race\n${this.#sections.join('')}`;
  }

  static start(writers: number): RaceText {
    const places = Array.from({ length: writers }, () => untouched);
    return new RaceText(
      places,
      places.map((place, index) => sectionText(place, index + 1)),
    );
  }

  with({ writer, part, value }: PlaceEdit): RaceText {
    const at = writer - 1;
    const place = edited(this.#places[at] ?? untouched, part, value);
    return new RaceText(this.#places.with(at, place), this.#sections.with(at, sectionText(place, writer)));
  }
}

export function edited(place: Place, part: keyof Place, value: number): Place {
  return part === 'log' ? { ...place, log: [...place.log, value] } : { ...place, [part]: value };
}

/** The part that a writer changes with its n-th edit of a plan, counted from 1. */
export function partOf(n: number): keyof Place {
  if (n % 25 === 3) return 'log';
  return n % 2 === 0 ? 'tally' : 'step';
}

/** The edit as `fill_section` takes it; a tally is a receipt's to change. */
export function fillOf({ writer, part, value }: PlaceEdit, now: Place, receipt: string): Record<string, unknown> {
  if (part === 'log') return { section: `log-${writer}`, mode: 'append', content: `- Door ${value} hangs straight.` };
  if (part === 'tally') return { section: `tally-${writer}`, values: { 'Done so far': `${value}` }, expect: receipt };
  return { section: `writer-${writer}`, find: `is at step ${now.step}.`, content: `is at step ${value}.` };
}

function sectionText({ step, tally, log }: Place, writer: number): string {
  const entries = log.map((value) => `- Door ${value} hangs straight.\n`).join('');
  return `\n## Writer ${writer}\n\nThis one is at step ${step}.\n\n### Tally ${writer}\n\nDone so far: ${tally}\n\n### Log ${writer}\n\n${entries}`;
}
