import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeText } from '../../src/markdown/bytes.ts';
import { parseDocument, printDocument } from '../../src/markdown/document.ts';
import { hostileMarkdown, hostileMarkdownWithLoneSurrogates } from '../support/hostileMarkdown.ts';

describe('printing a parsed document', () => {
  test('gives back any hostile text', () => {
    fc.assert(
      fc.property(hostileMarkdownWithLoneSurrogates, (text) => {
        expect(printDocument(parseDocument(text))).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  test('gives back any string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(printDocument(parseDocument(text))).toBe(text);
      }),
      { numRuns: 300 },
    );
  });
});

describe('decoding bytes', () => {
  const isKept = (bytes: Uint8Array): boolean => {
    const { text, faithful } = decodeText(bytes);
    return Buffer.from(printDocument(parseDocument(text)), 'utf8').equals(bytes) === faithful;
  };

  test('is faithful exactly where the printed document encodes to the same bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(isKept(bytes)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('is faithful for hostile Markdown, and unfaithful once a byte of it is broken', () => {
    fc.assert(
      fc.property(hostileMarkdown, fc.nat(), (text, at) => {
        const bytes = Buffer.from(text, 'utf8');
        expect(decodeText(bytes)).toEqual({ text, faithful: true });
        const broken = Buffer.concat([
          bytes.subarray(0, at % (bytes.length + 1)),
          Buffer.from([0xff]),
          bytes.subarray(at % (bytes.length + 1)),
        ]);
        expect(decodeText(broken).faithful).toBe(false);
        expect(isKept(broken)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['a stray continuation byte', [0x61, 0x80]],
    ['a cut sequence', [0xe4, 0xb8]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['an encoded surrogate', [0xed, 0xa0, 0x80]],
    ['a value above Unicode', [0xf4, 0x90, 0x80, 0x80]],
    ['UTF-16 with its mark', [0xff, 0xfe, 0x23, 0x00]],
  ])('is unfaithful for %s', (_name, bytes) => {
    expect(decodeText(Uint8Array.from(bytes)).faithful).toBe(false);
  });

  test('keeps a byte order mark in the text, one or two', () => {
    expect(decodeText(Uint8Array.from([0xef, 0xbb, 0xbf, 0x61])).text).toBe('\uFEFFa');
    expect(decodeText(Uint8Array.from([0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf])).text).toBe('\uFEFF\uFEFF');
  });
});

describe('the line ending of inserted text', () => {
  test.each([
    ['# A\r\n\r\ntext\r\n', '\r\n'],
    ['# A\n\ntext\n', '\n'],
    ['# A\r\rtext\r', '\r'],
    ['# A\r\n\ntext\r\nmore\r\n', '\r\n'],
    ['# A\n\r\ntext\nmore\n', '\n'],
    ['no ending', '\n'],
    ['', '\n'],
    ['\uFEFF', '\n'],
  ])('of %j is %j', (text, eol) => {
    expect(parseDocument(text).eol).toBe(eol);
  });
});

describe('lines', () => {
  test('join to the text behind a byte order mark, split at every kind of ending', () => {
    fc.assert(
      fc.property(hostileMarkdownWithLoneSurrogates, (text) => {
        const { lines } = parseDocument(text);
        const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
        expect(lines.map((line) => text.slice(line.from, line.next)).join('')).toBe(body);
        const words = lines.map((line) => text.slice(line.from, line.to));
        const expected = body.split(/\r\n|\n|\r/);
        if (expected.at(-1) === '') expected.pop();
        expect(words).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});
