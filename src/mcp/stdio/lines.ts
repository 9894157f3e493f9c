/** A line that was dropped because it was longer than the limit. */
export interface LongLine {
  /** All its bytes, without the line feed. */
  readonly bytes: number;
  /** Its first bytes and its last, where a message's id may stand. */
  readonly head: Buffer;
  readonly tail: Buffer;
}

/** What is kept of each end of a line that is too long, in bytes. */
const keptBytes = 512;

/** What some programs put before the first line: the byte order mark of UTF-8. */
const mark = Buffer.from('\uFEFF');

/**
 * Cuts a byte stream into lines of at most `limit` bytes, whatever the chunks. A longer line is dropped and reported once; a byte
 * order mark at the very start is skipped.
 */
export class LineReader {
  readonly #limit: number;
  #pieces: Buffer[] = [];
  #length = 0;
  #isFirst = true;
  #long: { head: Buffer; tail: Buffer } | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The lines that `chunk` completes, without their line feeds. */
  *push(chunk: Buffer): Generator<Buffer | LongLine> {
    let from = 0;
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
      this.#add(chunk.subarray(from, at));
      from = at + 1;
      yield this.#take();
    }
    this.#add(chunk.subarray(from));
  }

  /** The unfinished last line, if there is one. */
  *end(): Generator<Buffer | LongLine> {
    if (this.#length > 0) yield this.#take();
  }

  #add(piece: Buffer): void {
    this.#length += piece.length;
    if (this.#long !== undefined) {
      this.#long.tail = lastOf([this.#long.tail, piece]);
      return;
    }
    if (piece.length > 0) this.#pieces.push(piece);
    if (this.#length <= this.#limit) return;
    this.#long = { head: firstOf(this.#pieces), tail: lastOf(this.#pieces) };
    this.#pieces = [];
  }

  #take(): Buffer | LongLine {
    const line =
      this.#long === undefined
        ? this.#withoutMark(Buffer.concat(this.#pieces, this.#length))
        : { bytes: this.#length, head: this.#long.head, tail: this.#long.tail };
    this.#pieces = [];
    this.#length = 0;
    this.#long = undefined;
    this.#isFirst = false;
    return line;
  }

  #withoutMark(line: Buffer): Buffer {
    return this.#isFirst && mark.equals(line.subarray(0, mark.length)) ? line.subarray(mark.length) : line;
  }
}

/** Copied, so that the chunks themselves can go. */
function firstOf(pieces: readonly Buffer[]): Buffer {
  return Buffer.concat(pieces, Math.min(lengthOf(pieces), keptBytes));
}

function lastOf(pieces: readonly Buffer[]): Buffer {
  const ends = pieces.map((piece) => piece.subarray(-keptBytes));
  return Buffer.from(Buffer.concat(ends).subarray(-keptBytes));
}

function lengthOf(pieces: readonly Buffer[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}
