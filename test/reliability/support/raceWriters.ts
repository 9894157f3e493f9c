import { z } from 'zod';
import type { ToolAnswer } from '../../support/answers.ts';
import type { Look, Step } from './raceOrder.ts';
import { edited, fillOf, partOf, type Place, type PlaceEdit, untouched } from './racePlan.ts';
import type { Seat } from './raceSeat.ts';

/** One call of a writer, answered or not. */
export interface Call {
  readonly seat: Seat;
  readonly plan: string;
  readonly start: number;
  readonly end: number;
}

/** What the writers of a race recorded. */
export class RaceRecord {
  readonly calls: Call[] = [];
  /** The words of each refusal. */
  readonly refused: string[] = [];
  readonly #steps = new Map<string, Step[]>();
  readonly #looks = new Map<string, Look[]>();

  steps(plan: string): Step[] {
    return listIn(this.#steps, plan);
  }

  looks(plan: string): Look[] {
    return listIn(this.#looks, plan);
  }
}

/** How often a refused edit is sent before its writer gives it up. */
const mostTries = 5;

/** One of many that edit plans at the same time: its own place in each, one call after the other. */
export class RaceWriter {
  readonly #number: number;
  readonly #seat: Seat;
  readonly #record: RaceRecord;
  readonly #places = new Map<string, { place: Place; edits: number; receipt: string | undefined }>();

  constructor(number: number, seat: Seat, record: RaceRecord) {
    this.#number = number;
    this.#seat = seat;
    this.#record = record;
  }

  /** Edits the plans in turn, `count` edits in all. */
  async write(plans: readonly string[], count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) {
      const plan = plans[(this.#number + n) % plans.length];
      if (plan !== undefined) await this.#edit(plan);
    }
  }

  async #edit(plan: string): Promise<void> {
    const own = this.#places.get(plan) ?? { place: untouched, edits: 0, receipt: undefined };
    this.#places.set(plan, own);
    own.edits += 1;
    const edit = { writer: this.#number, part: partOf(own.edits), value: own.edits };
    if (edit.part === 'tally') own.receipt ??= await this.#receipt(plan);
    const answer = await this.#send(plan, edit, fillOf(edit, own.place, own.receipt ?? ''));
    if (answer === undefined) return;
    own.place = edited(own.place, edit.part, edit.value);
    if (edit.part === 'tally') own.receipt = answer.changed[0]?.revision;
  }

  /** Sends an edit until it is answered, as an agent does that hears nothing; undefined where it stays refused. */
  async #send(plan: string, edit: PlaceEdit, fill: Record<string, unknown>): Promise<Filled | undefined> {
    let unheard: { readonly start: number; readonly end: number } | undefined;
    for (let tries = 0; tries < mostTries; ) {
      const { start, end, answer } = await this.#call('fill_section', { plan, fills: [fill] });
      if (answer === undefined) {
        unheard = { start: unheard?.start ?? start, end };
        continue;
      }
      if (answer.isError) {
        tries += 1;
        this.#record.refused.push(answer.text);
        continue;
      }
      const filled = filledSchema.parse(answer.data);
      const isWritten = filled.changed.length > 0;
      if (!isWritten) this.#record.looks(plan).push({ start, end, revision: filled.revision });
      if (!isWritten && unheard === undefined) this.#record.refused.push(`No change, but first sent: ${answer.text}`);
      const step = isWritten ? { start, end, revision: filled.revision } : { ...unheard, revision: undefined };
      this.#record.steps(plan).push({ edit, start, end, ...step });
      return filled;
    }
    return undefined;
  }

  async #receipt(plan: string): Promise<string> {
    for (;;) {
      const { answer } = await this.#call('read_plan', { plan, sections: [`tally-${this.#number}`] });
      if (answer !== undefined) return /^#+ Tally.*?@?\b([0-9a-f]{12})\b/m.exec(answer.text)?.[1] ?? '';
    }
  }

  async #call(
    name: string,
    args: Record<string, unknown> & { readonly plan: string },
  ): Promise<{ start: number; end: number; answer: ToolAnswer | undefined }> {
    const server = await this.#seat.server;
    const start = performance.now();
    const answer = await server.call(name, args);
    const end = performance.now();
    if (answer !== undefined) this.#record.calls.push({ seat: this.#seat, plan: args.plan, start, end });
    else if ((await this.#seat.server) === server) throw new Error(`A server ended by itself. ${server.stderr}`);
    return { start, end, answer };
  }
}

const filledSchema = z.object({
  revision: z.string(),
  changed: z.array(z.object({ revision: z.string() })),
});

type Filled = z.output<typeof filledSchema>;

function listIn<T>(lists: Map<string, T[]>, key: string): T[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
