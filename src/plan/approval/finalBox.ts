import type { Document, Item } from '../../markdown/model.ts';
import { withDescendants } from '../../markdown/outline.ts';
import type { Template } from '../../template/model.ts';
import { sectionsWithRole } from '../roles.ts';
import type { Words } from '../words.ts';

/** The boxes of a review list, in order. */
export interface ReviewBoxes {
  /** The box that stands for the approval itself. */
  readonly final: Item | undefined;
  readonly others: readonly Item[];
}

/** The boxes of the plan's review lists (sections with the role `approvals`), the final approval apart. */
export function reviewBoxes(
  document: Document,
  { words, template }: { readonly words: Words; readonly template?: Pick<Template, 'meta'> | undefined },
): ReviewBoxes {
  const sections = new Set(sectionsWithRole(document, words, 'approvals', template).flatMap(withDescendants));
  const boxes = [...sections]
    .filter((section) => section.kind !== 'unit')
    .flatMap((section) => section.content.items.filter((item) => item.box !== undefined))
    .toSorted((a, b) => a.line - b.line);
  const final = boxes.find((item) => isFinal(document.text.slice(item.text.from, item.text.to), words));
  return { final, others: boxes.filter((item) => item !== final) };
}

function isFinal(text: string, words: Words): boolean {
  const name = text.replace(/[*_`]/g, '').trim();
  return words.label('finalApproval').opens(name) > 0;
}
