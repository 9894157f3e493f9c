import { expect, test } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { hiddenNote } from '../../src/plan/views/hiddenNote.ts';

function note(text: string): string {
  return hiddenNote(parseDocument(text), [{ from: 0, to: text.length }]).join('\n');
}

test('a note counts what nobody sees, one or several', () => {
  expect(note('a\u200bb\n')).toBe(
    'NOTE: 1 invisible character is left out of this text and stands in the file: line 1 (U+200B).',
  );
  expect(note('a\u200bb\u202e\n')).toBe(
    'NOTE: 2 invisible characters are left out of this text and stand in the file: line 1 (U+200B, U+202E).',
  );
  expect(note('a\u200b\n'.repeat(9))).toContain('line 8 (U+200B) and 1 more line.');
  expect(note('a\u200b\n'.repeat(10))).toContain('line 8 (U+200B) and 2 more lines.');
  expect(note('\uFEFFab\n')).toBe('');
});
