import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { resolvePlace } from '../../src/markdown/addresses.ts';
import { decodeText } from '../../src/markdown/bytes.ts';
import { parseDocument, printDocument } from '../../src/markdown/document.ts';
import { headingsByOracle, headingsOfSections } from '../support/headings.ts';
import { everyPlace, sectionOf, textOf } from '../support/places.ts';

const shared = fileURLToPath(new URL('../../../shared/', import.meta.url));
const hint = existsSync(shared) ? '' : ' (no ../shared here)';

function filesIn(folder: string): string[] {
  if (!existsSync(shared + folder)) return [];
  const names = readdirSync(shared + folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /\.(?:md|txt)$/.test(name)).map((name) => `${folder}/${name}`);
}

const files = ['seeds', 'corpus/plans', 'corpus/templates', 'corpus/other-templates'].flatMap(filesIn);

describe.skipIf(files.length === 0)(`plans and templates that teams have written${hint}`, () => {
  test('print as they are', () => {
    for (const file of files) {
      const bytes = readFileSync(shared + file);
      const { text, faithful } = decodeText(bytes);
      expect([file, faithful]).toEqual([file, true]);
      expect(Buffer.from(printDocument(parseDocument(text))).equals(bytes), file).toBe(true);
    }
  });

  test('have the headings of a whole CommonMark parse', () => {
    for (const file of files) {
      const text = readFileSync(shared + file, 'utf8');
      expect([file, ...headingsOfSections(text)]).toEqual([file, ...headingsByOracle(text)]);
    }
  });

  test('give each place an id of its own that resolves to it', () => {
    for (const file of files) {
      const document = parseDocument(readFileSync(shared + file, 'utf8'));
      const places = everyPlace(document);
      expect([file, new Set(places.map((place) => place.id)).size]).toEqual([file, places.length]);
      // Each tenth will do: a look-up reads the whole outline anew.
      for (const place of places.filter((_, index) => index % 10 === 0)) {
        expect([file, resolvePlace(document, place.id.toUpperCase()).id]).toEqual([file, place.id]);
      }
    }
  }, 60_000);
});

describe.skipIf(files.length === 0)(`the seeds${hint}`, () => {
  const seed = (number: string): string =>
    readFileSync(shared + (files.find((file) => file.startsWith(`seeds/${number}`)) ?? ''), 'utf8');

  test('000 keeps its status below the open questions out of them', () => {
    const document = parseDocument(seed('000'));
    expect(textOf(document, sectionOf(document, 'open-questions').span)).not.toContain('Plan Status');
    expect(textOf(document, sectionOf(document, 'footer').body)).toMatch(/^\*\*Plan Status:\*\*/);
    expect(resolvePlace(document, 'timeline-estimate/phase-2').kind).toBe('row');
  });

  test('001 has its sections by number, its gates, risks and phases by name', () => {
    const document = parseDocument(seed('001'));
    const idOf = (address: string): string => resolvePlace(document, address).id;
    expect(idOf('5.3')).toBe('phase-2/risk-mitigation');
    expect(idOf('5.1/phase-1')).toBe('phase-2/development-phases/phase-1');
    expect(idOf('3.1/research-task-2')).toBe('phase-0/research-tasks/research-task-2');
    for (const address of [
      '2.2/gate-1',
      '2.2/gate-2',
      '5.3/risk-1',
      '5.3/risk-2',
      '7.1/question-1',
      '7.2/decision-1',
    ]) {
      expect([address, resolvePlace(document, address).kind]).toEqual([address, 'unit']);
    }
  });

  test('003 has no heading in its opening comment', () => {
    const document = parseDocument(seed('003'));
    expect(document.top.map((section) => section.id)).toEqual(
      expect.arrayContaining(['header', 'summary', 'constitution-check', 'work-breakdown-link-to-tasks']),
    );
    expect(textOf(document, sectionOf(document, 'header').body)).toContain('Plan ID:');
  });
});
