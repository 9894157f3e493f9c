/** Cuts a byte stream into lines of at most `limit` bytes, whatever the chunks. A longer line is dropped and reported once. */
export class LineReader {
  readonly #limit: number;
  #pieces: Buffer[] = [];
  #length = 0;
  #dropping = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The lines that `chunk` completes, without their line endings; `undefined` stands for one that was too long. */
  *push(chunk: Buffer): Generator<string | undefined> {
    let from = 0;
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
      this.#add(chunk.subarray(from, at));
      from = at + 1;
      yield this.#take();
    }
    this.#add(chunk.subarray(from));
  }

  /** The unfinished last line, if there is one. */
  *end(): Generator<string | undefined> {
    if (this.#length > 0 || this.#dropping) yield this.#take();
  }

  #add(piece: Buffer): void {
    if (this.#dropping) return;
    this.#pieces.push(piece);
    this.#length += piece.length;
    if (this.#length <= this.#limit) return;
    this.#dropping = true;
    this.#pieces = [];
  }

  #take(): string | undefined {
    const line = this.#dropping ? undefined : Buffer.concat(this.#pieces, this.#length).toString('utf8');
    this.#pieces = [];
    this.#length = 0;
    this.#dropping = false;
    return line?.endsWith('\r') === true ? line.slice(0, -1) : line;
  }
}
