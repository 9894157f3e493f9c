import type { Document } from '../../markdown/model.ts';
import { spanAt } from '../../markdown/spans.ts';
import type { Stretch } from '../../template/infer/candidate.ts';
import { isWhole } from '../../template/infer/place.ts';
import type { Slot } from '../../template/model.ts';

/** A slot that inference left unsure, and the stretch that it stands in. */
export interface OpenSlot {
  readonly slot: Slot;
  readonly stretch: Stretch;
}

/**
 * The loose signs of a template that writes all its places so: `${name}` in its title, and three names or more that are the whole of a
 * value or a cell. Of these, the ones in the title and those that are whole.
 */
export function titledSigns({ text, lines }: Document, open: readonly OpenSlot[]): readonly Slot[] {
  const signs = open.filter(({ slot }) => slot.text.startsWith('${'));
  const first = lines.findIndex((line) => /^#\s/.test(text.slice(line.from, line.from + 2)));
  const titled = signs.filter(({ stretch }) => stretch.place === 'heading' && stretch.line === first);
  const whole = signs.filter(({ slot, stretch }) => {
    const outer = spanAt(stretch.values, slot.span.from) ?? (stretch.place === 'cell' ? stretch : undefined);
    return outer !== undefined && isWhole(text, outer, slot.span);
  });
  const names = new Set(whole.map(({ slot }) => slot.text));
  return titled.length > 0 && names.size >= 3 ? [...titled, ...whole].map(({ slot }) => slot) : [];
}
