/** The most characters of texts whose results are kept, in one text and in all: what a server keeps must stay small. */
const mostInOne = 192 * 1024;
const mostInAll = 640 * 1024;

/** What was last made of texts, so that the same text is not read twice. For results that nobody changes. */
export class Recent<Result> {
  readonly #known = new Map<string, Result>();
  #characters = 0;

  /** What `make` gives for a text, made anew only where it is not remembered. */
  of(text: string, make: (text: string) => Result): Result {
    const known = this.#known.get(text);
    if (known !== undefined) {
      // The last asked for goes last.
      this.#known.delete(text);
      this.#known.set(text, known);
      return known;
    }
    const result = make(text);
    if (text.length <= mostInOne) this.#keep(text, result);
    return result;
  }

  #keep(text: string, result: Result): void {
    this.#known.set(text, result);
    this.#characters += text.length;
    for (const oldest of this.#known.keys()) {
      if (this.#characters <= mostInAll && this.#known.size <= 64) return;
      this.#known.delete(oldest);
      this.#characters -= oldest.length;
    }
  }
}
