/** The most characters of texts whose results are kept, in one text and in all: what a server keeps must stay small. */
const mostInOne = 192 * 1024;
const mostInAll = 640 * 1024;
/** How many larger ones are remembered for as long as somebody else holds them, as a call does. */
const mostHeld = 4;

/** What was last made of texts, so that the same text is not read twice. For results that nobody changes. */
export class Recent<Result extends { readonly text: string }> {
  readonly #weigh: (result: Result) => number;
  readonly #known = new Map<string, Result>();
  #weight = 0;
  #held: readonly WeakRef<Result>[] = [];

  /** `weigh` tells what a result takes, as characters of an ordinary text would; no less than its own length. */
  constructor(weigh: (result: Result) => number) {
    this.#weigh = weigh;
  }

  /** What `make` gives for a text, made anew only where it is not remembered. */
  of(text: string, make: (text: string) => Result): Result {
    const known = this.#known.get(text);
    if (known !== undefined) {
      // The last asked for goes last.
      this.#known.delete(text);
      this.#known.set(text, known);
      return known;
    }
    const held = this.#heldOf(text);
    if (held !== undefined) return held;
    const result = make(text);
    if (this.#weigh(result) <= mostInOne) this.#keep(text, result);
    else this.#held = [...this.#held.slice(1 - mostHeld), new WeakRef(result)];
    return result;
  }

  #heldOf(text: string): Result | undefined {
    for (const reference of this.#held) {
      const result = reference.deref();
      if (result?.text === text) return result;
    }
    return undefined;
  }

  #keep(text: string, result: Result): void {
    this.#known.set(text, result);
    this.#weight += this.#weigh(result);
    for (const [oldest, known] of this.#known) {
      if (this.#weight <= mostInAll && this.#known.size <= 64) return;
      this.#known.delete(oldest);
      this.#weight -= this.#weigh(known);
    }
  }
}
