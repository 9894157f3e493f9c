import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineReader } from '../../src/mcp/stdio/lines.ts';

/** Lines as text; those that were dropped as their length with their first and last letter. */
function readAll(bytes: Buffer, cuts: readonly number[], limit = 1000): string[] {
  const reader = new LineReader(limit);
  const edges = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  const chunks = edges.slice(1).map((to, index) => bytes.subarray(edges[index], to));
  const lines = [...chunks.flatMap((chunk) => [...reader.push(chunk)]), ...reader.end()];
  return lines.map((line) =>
    line instanceof Uint8Array ? line.toString('utf8') : `${line.bytes} ${line.head.at(0)} ${line.tail.at(-1)}`,
  );
}

describe('LineReader', () => {
  it('gives the same lines however the bytes are cut', () => {
    const text = fc.array(fc.constantFrom('a', 'ü', '好', '\n', '\r\n', '😀', ' '), { maxLength: 40 });
    fc.assert(
      fc.property(text, fc.array(fc.nat(), { maxLength: 8 }), (parts, cuts) => {
        const bytes = Buffer.from(parts.join(''));
        expect(readAll(bytes, cuts)).toEqual(readAll(bytes, []));
      }),
    );
  });

  it('ends lines at LF, keeps a CR before it, and gives a last line without an ending', () => {
    expect(readAll(Buffer.from('a\r\nb\n\nc'), [])).toEqual(['a\r', 'b', '', 'c']);
    expect(readAll(Buffer.from('a\n'), [])).toEqual(['a']);
  });

  it('skips a byte order mark at the very start, and nowhere else', () => {
    const marked = Buffer.from('\uFEFFa\n\uFEFFb\n');
    for (const cuts of [[], [1], [2], [1, 2], [3]]) expect(readAll(marked, cuts)).toEqual(['a', '\uFEFFb']);
    expect(readAll(Buffer.from('\uFEFF\na'), [])).toEqual(['', 'a']);
    expect(readAll(Buffer.from(`\n\uFEFFa`), [])).toEqual(['', '\uFEFFa']);
    // Other bytes at the start are somebody's, though they begin like one.
    expect(readAll(Buffer.from('\uFEEEa'), [1])).toEqual(['\uFEEEa']);
  });

  it('drops a line over the limit, says so once, and goes on behind it', () => {
    expect(readAll(Buffer.from(`a${'x'.repeat(28)}b\nok\n`), [3, 9, 20], 10)).toEqual(['30 97 98', 'ok']);
    expect(readAll(Buffer.from(`a${'x'.repeat(28)}b`), [3, 9, 20], 10)).toEqual(['30 97 98']);
    expect(readAll(Buffer.from(`${'x'.repeat(10)}\n`), [], 10)).toEqual(['x'.repeat(10)]);
  });

  it('keeps the ends of a dropped line, however long it is', () => {
    const reader = new LineReader(10);
    const long = Buffer.from(`head${'x'.repeat(1000)}`);
    for (let times = 0; times < 100; times += 1) expect([...reader.push(long)]).toEqual([]);
    const [line] = [...reader.push(Buffer.from('tail\n'))];
    expect(line).toMatchObject({ bytes: 100 * 1004 + 4 });
    if (line === undefined || line instanceof Uint8Array) throw new Error('The line was not dropped.');
    expect(line.head.toString()).toMatch(/^headx{508}$/);
    expect(line.tail.toString()).toMatch(/x{508}tail$/);
    expect(line.tail.length).toBe(512);
  });
});
