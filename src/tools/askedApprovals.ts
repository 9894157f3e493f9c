import type { Word } from '../plan/edits/status/approvalWord.ts';
import type { PlanReading } from '../plan/planReading.ts';

/** What came of asking for an approval: an explicit no, or nothing that anybody said. */
interface Asked {
  readonly no: Word | undefined;
}

/** So many are remembered; beyond that the eldest go. */
const most = 1000;

/**
 * What people were asked about plans in the client's form, as long as the process lives: a no stands until the plan's substance
 * changes or the person says otherwise in the form, and nobody gets the same form again and again.
 */
export class AskedApprovals {
  readonly #asked = new Map<string, Asked>();

  /** What came of asking about this text of a plan; undefined where nobody was asked. */
  about({ setting }: PlanReading, substance: string): Asked | undefined {
    return this.#asked.get(keyOf(setting.path, substance));
  }

  keep({ setting }: PlanReading, substance: string, no: Word | undefined): void {
    const [eldest] = this.#asked.keys();
    if (this.#asked.size >= most && eldest !== undefined) this.#asked.delete(eldest);
    this.#asked.set(keyOf(setting.path, substance), { no });
  }
}

function keyOf(path: string | undefined, substance: string): string {
  return `${path ?? ''}\n${substance}`;
}
