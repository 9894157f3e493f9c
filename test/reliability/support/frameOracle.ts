import { isUtf8 } from 'node:buffer';
import type { RawAnswer } from '../../support/program.ts';

/** What must come back for bytes that were sent, worked out without the server's own code. */
export class Expected {
  readonly #late: ReadonlyMap<string, number>;
  /** By id as JSON: how many answers there must be at least, and may be at most. */
  readonly #byId = new Map<string, { least: number; most: number; sent: string }>();
  /** The same for answers without an id. */
  #nameless = { least: 0, most: 0 };
  #cancelled: string[] = [];

  /** `late` may be answered besides, by id. */
  constructor(late: ReadonlyMap<string, number> = new Map()) {
    this.#late = late;
  }

  /** Adds the lines of a frame. */
  add(frame: Buffer): void {
    for (let from = 0; from < frame.length; ) {
      const end = frame.indexOf(10, from);
      this.#addLine(frame.subarray(from, end));
      from = end + 1;
    }
  }

  /**
   * How many answers may still come when all that must be have come, by id: the refusal of a stream waits for a look at what it
   * names, and what seems cancelled may be answered like all else, where the cancel was no sound one.
   */
  leftOpen(answers: readonly RawAnswer[]): ReadonlyMap<string, number> {
    const open = new Map(this.#late);
    for (const [id, { most }] of this.#byId) {
      const came = answers.filter((answer) => answer.method === undefined && JSON.stringify(answer.id ?? null) === id);
      if (came.length < most) open.set(id, (open.get(id) ?? 0) + most - came.length);
    }
    return open;
  }

  /** A request that must be answered once. */
  addRequest(id: string): void {
    this.#allow(JSON.stringify(id), 1, 1, id);
  }

  /** Counts the answers against what is expected: `missing` while some have not come, and what is wrong for good. */
  compare(answers: readonly RawAnswer[]): { readonly missing: readonly string[]; readonly wrong: readonly string[] } {
    const came = new Map<string, number>();
    for (const { id, method } of answers) {
      if (method !== undefined) continue;
      const name = JSON.stringify(id ?? null);
      came.set(name, (came.get(name) ?? 0) + 1);
    }
    // A cancelled request may be answered or not.
    const spared = new Set(this.#cancelled);
    const nameless = came.get('null') ?? 0;
    came.delete('null');
    const missing = [...this.#byId].filter(([id, { least }]) => !spared.has(id) && (came.get(id) ?? 0) < least);
    const wrong = [...came].filter(
      ([id, count]) => count > (this.#byId.get(id)?.most ?? 0) + (this.#late.get(id) ?? 0),
    );
    return {
      missing: [
        ...missing.map(([id, { sent }]) => `${id} to ${sent}`),
        ...(nameless < this.#nameless.least ? ['null'] : []),
      ],
      wrong: [
        ...wrong.map(([id, count]) => `${count} answers to ${id}`),
        ...(nameless > this.#nameless.most
          ? [`${nameless} answers to no id, at most ${this.#nameless.most} expected`]
          : []),
      ],
    };
  }

  #addLine(line: Buffer): void {
    const text = line.toString('utf8');
    if (isUtf8(line) && text.trim() === '') return;
    const value = parsed(text);
    if (!isUtf8(line)) {
      // Refused; to its id where that can be read.
      const id = idOf(value);
      if (id !== undefined) this.#allow(id, 0, 1, text);
      this.#allowNameless(id === undefined ? 1 : 0, 1);
    } else if (!isObject(value)) {
      this.#allowNameless(1, 1);
    } else {
      this.#addMessage(value, text);
    }
  }

  #addMessage(value: Readonly<Record<string, unknown>>, text: string): void {
    const id = idOf(value);
    const isResponse = !('method' in value) && ('result' in value || 'error' in value);
    if (value.method === 'notifications/cancelled' && isObject(value.params)) {
      this.#cancelled.push(JSON.stringify(value.params.requestId) ?? '');
    }
    // A response: silence if it is sound, else an error to nobody.
    if (isResponse) this.#allowNameless(0, 1);
    else if (id === undefined) this.#allowNameless(...answersToNotification(value));
    // A subscription is answered when it ends.
    else this.#allow(id, value.method === 'subscriptions/listen' ? 0 : 1, 1, text);
  }

  #allow(id: string, least: number, most: number, sent: string): void {
    const before = this.#byId.get(id) ?? { least: 0, most: 0 };
    this.#byId.set(id, { least: before.least + least, most: before.most + most, sent: sent.slice(0, 2_000) });
  }

  #allowNameless(least: number, most: number): void {
    this.#nameless = { least: this.#nameless.least + least, most: this.#nameless.most + most };
  }
}

/** None to one that is sound, one error to what is none, and either where only its `params` may be at fault. */
function answersToNotification(value: Readonly<Record<string, unknown>>): [least: number, most: number] {
  const isOne = value.jsonrpc === '2.0' && typeof value.method === 'string' && !('id' in value);
  const isPlain = Object.keys(value).every((key) => ['jsonrpc', 'method', 'params'].includes(key));
  if (!isOne || !isPlain || ('params' in value && !isObject(value.params))) return [1, 1];
  return [0, value.params === undefined ? 0 : 1];
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** An id that can be given back as it was sent, as JSON. */
function idOf(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const { id } = value;
  if (typeof id === 'string') return JSON.stringify(id);
  return typeof id === 'number' && Math.abs(id) <= Number.MAX_SAFE_INTEGER ? JSON.stringify(id) : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
