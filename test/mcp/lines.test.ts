import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineReader } from '../../src/mcp/lines.ts';

function readAll(bytes: Buffer, cuts: readonly number[], limit = 1000): (string | undefined)[] {
  const reader = new LineReader(limit);
  const edges = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  const chunks = edges.slice(1).map((to, index) => bytes.subarray(edges[index], to));
  return [...chunks.flatMap((chunk) => [...reader.push(chunk)]), ...reader.end()];
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

  it('ends lines at LF and CRLF, and gives a last line without an ending', () => {
    expect(readAll(Buffer.from('a\r\nb\n\nc'), [])).toEqual(['a', 'b', '', 'c']);
    expect(readAll(Buffer.from('a\n'), [])).toEqual(['a']);
  });

  it('drops a line over the limit, says so once, and goes on behind it', () => {
    expect(readAll(Buffer.from(`${'x'.repeat(30)}\nok\n`), [3, 9, 20], 10)).toEqual([undefined, 'ok']);
    expect(readAll(Buffer.from('x'.repeat(30)), [3, 9, 20], 10)).toEqual([undefined]);
    expect(readAll(Buffer.from(`${'x'.repeat(10)}\n`), [], 10)).toEqual(['x'.repeat(10)]);
  });
});
