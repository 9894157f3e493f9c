import { expect, test } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { Recent } from '../../src/markdown/recent.ts';

function counted(): {
  readonly recent: Recent<{ readonly text: string }>;
  readonly make: (text: string) => { readonly text: string };
  made(): number;
} {
  let calls = 0;
  return {
    recent: new Recent(({ text }) => (text.startsWith('heavy') ? Infinity : text.length)),
    make: (text) => {
      calls += 1;
      return { text };
    },
    made: () => calls,
  };
}

test('a text is read once while it is remembered', () => {
  const { recent, make, made } = counted();
  const first = recent.of('# A\n', make);
  expect(recent.of('# A\n', make)).toBe(first);
  expect(made()).toBe(1);
});

test('the texts that were asked for last are kept', () => {
  const { recent, make, made } = counted();
  for (let at = 0; at < 64; at += 1) recent.of(`text ${at}`, make);
  recent.of('text 0', make);
  recent.of('one more', make);
  recent.of('text 0', make);
  expect(made()).toBe(65);
  recent.of('text 1', make);
  expect(made()).toBe(66);
});

test('long texts and heavy results are remembered only while somebody holds them, in small number', () => {
  for (const text of ['x'.repeat(300_000), 'heavy']) {
    const { recent, make, made } = counted();
    const held = recent.of(text, make);
    expect(recent.of(text, make)).toBe(held);
    expect(made()).toBe(1);
    for (let at = 0; at < 4; at += 1) recent.of(`heavy ${at}`, make);
    expect(recent.of(text, make)).not.toBe(held);
    expect(held.text).toBe(text);
  }
});

test('what is kept in all stays within a bound', () => {
  const { recent, make, made } = counted();
  const middling = Array.from({ length: 10 }, (_, at) => `${at}${'y'.repeat(190_000)}`);
  for (const text of middling) recent.of(text, make);
  for (const text of middling) recent.of(text, make);
  expect(made()).toBe(20);
});

test('a document is the same one for the same text', () => {
  const text = `# Plan\n\n## Part\n\nText.\n`;
  expect(parseDocument(text)).toBe(parseDocument(`${text}`));
});
