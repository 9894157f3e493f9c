import { parseDocument } from '../../src/markdown/document.ts';
import type { Document } from '../../src/markdown/model.ts';
import { overlaps } from '../../src/markdown/spans.ts';
import { applySplices } from '../../src/markdown/splices.ts';
import { isCounted, planSlots } from '../../src/plan/slots.ts';
import { loadTemplate } from '../../src/template/load.ts';
import type { Slot, Template } from '../../src/template/model.ts';
import type { CollectedFile } from './collection.ts';

/** What is found of the places that a half-filled plan keeps, its template known. */
export interface Leftovers {
  /** Written places that were left, over all templates. */
  readonly left: number;
  readonly found: number;
  /** Places that were taken for unfilled and are not. */
  readonly extra: number;
}

/** Fills every other written place of each template and looks for the rest. */
export function findLeftovers(files: readonly CollectedFile[]): Leftovers {
  const rows = files.filter((file) => file.kind === 'template').map(leftoversOf);
  const sum = (pick: (row: Leftovers) => number): number => rows.reduce((total, row) => total + pick(row), 0);
  return { left: sum(({ left }) => left), found: sum(({ found }) => found), extra: sum(({ extra }) => extra) };
}

function leftoversOf(file: CollectedFile): Leftovers {
  const template = loadTemplate(
    { path: file.path, text: file.text, source: 'workspace' },
    { partials: new Map(), constitutions: new Map(), principlesOf: () => [] },
  );
  const places = countedIn(template.document, template);
  const filled = places.filter((_, index) => index % 2 === 0);
  const left = places.filter((_, index) => index % 2 === 1);
  const splices = filled.map(({ span }) => ({ ...span, text: 'Settled' }));
  const plan = parseDocument(applySplices(template.text, splices));
  const shift = (slot: Slot): { from: number; to: number } => {
    const by = splices
      .filter((splice) => splice.to <= slot.span.from)
      .reduce((sum, splice) => sum + splice.text.length - (splice.to - splice.from), 0);
    return { from: slot.span.from + by, to: slot.span.to + by };
  };
  const wanted = left.map(shift);
  const got = countedIn(plan, template).map(({ span }) => span);
  return {
    left: wanted.length,
    found: wanted.filter((span) => got.some((other) => overlaps(span, other))).length,
    extra: got.filter((span) => !wanted.some((other) => overlaps(span, other))).length,
  };
}

/** The written places that count; what stands in code is left out. */
function countedIn(document: Document, template: Template): readonly Slot[] {
  const placed = planSlots(document, template).filter(({ slot }) => slot.text !== '' && !slot.fenced);
  return placed.filter(isCounted).map(({ slot }) => slot);
}
