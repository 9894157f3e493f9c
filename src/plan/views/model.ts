import type { Aliases } from '../../markdown/addresses.ts';
import type { Document, Span } from '../../markdown/model.ts';
import type { Template } from '../../template/model.ts';
import type { PlacedSlot } from '../slots.ts';

/** What the views of a plan are made of. */
export interface Viewed {
  readonly document: Document;
  readonly template: Template | undefined;
  /** What refusals call the plan. */
  readonly path: string | undefined;
  readonly slots: readonly PlacedSlot[];
  /** Brackets above places that tell the author what to do. */
  readonly instructions: readonly PlacedSlot[];
  readonly aliases: Aliases;
  /** Values that count in no revision (Last Updated). */
  readonly masks: readonly Span[];
}
