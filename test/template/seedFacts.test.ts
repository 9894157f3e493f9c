import { describe, expect, test } from 'vitest';
import type { Item } from '../../src/markdown/model.ts';
import { listSections } from '../../src/markdown/outline.ts';
import type { Template } from '../../src/template/model.ts';
import { builtIns, loadBuiltIn, loadText, readSeed } from '../support/templates.ts';

/** What of a template is fact: not its guidance, not the words inside its slots. */
function factsOf(template: Template): Record<string, unknown> {
  const { document, text } = template;
  const sections = listSections(document);
  const own = sections.filter((section) => section.kind !== 'unit');
  const items = own.flatMap((section) => section.content.items).flatMap(withChildren);
  return {
    headings: sections
      .filter((section) => section.kind !== 'header' && section.kind !== 'footer')
      .map((section) => `${section.level} ${withoutSlots(section.title)}`),
    labels: own.flatMap((section) => section.content.fields.map((field) => field.label)),
    lists: own.map((section) => [section.id, section.content.items.map((item) => [item.form, item.children.length])]),
    boxNames: items.filter((item) => item.box !== undefined).map((item) => item.name),
    boxes: items
      .filter((item) => item.box !== undefined && item.name === undefined)
      .map((item) => withoutSlots(text.slice(item.text.from, item.text.to))),
    tables: own.flatMap((section) =>
      section.content.tables.map((table) => [table.columns, table.rows.map((row) => row.cells.length)]),
    ),
    choices: template.slots
      .filter((slot) => slot.class === 'choice')
      .map((slot) => [slot.name, slot.text, slot.options]),
    slots: template.slots
      .filter((slot) => slot.sure && !slot.fenced && !slot.guidance)
      .map((slot) => [slot.class, placeOf(template, slot.span.from)]),
    fences: document.blocks.filter((block) => block.kind === 'fence').map((block) => block.info),
    rules: document.blocks.filter((block) => block.kind === 'rule').length,
  };
}

function withChildren(item: Item): Item[] {
  return [item, ...item.children.flatMap(withChildren)];
}

function withoutSlots(words: string): string {
  return words.replace(/\s+/g, ' ').replace(/\[[^\][]*\]/g, '[]');
}

function placeOf(template: Template, offset: number): string | undefined {
  const holding = listSections(template.document).filter(
    (section) => section.kind !== 'unit' && section.span.from <= offset && offset <= section.span.to,
  );
  return holding.at(-1)?.id;
}

/** Guidance of five words or more: slots but choices, instructions, and the questions behind boxes. */
function wordingOf(template: Template): string[] {
  const slots = template.slots.filter((slot) => slot.class === 'token').map((slot) => slot.name);
  const guidance = template.guidance.map((span) =>
    template.text.slice(span.from, span.to).replace(/^[*[]|[*\]]$/g, ''),
  );
  const questions = [...template.text.matchAll(/\*\*:?\s([^\n?[]+\?)/g)].map((match) => match[1] ?? '');
  return [...slots, ...guidance, ...questions]
    .map((words) => words.trim())
    .filter((words) => (words.match(/\p{L}{2,}/gu)?.length ?? 0) >= 5);
}

describe.each(builtIns)('$id against its seed', ({ id, seed }) => {
  const text = readSeed(seed);
  if (text === undefined) {
    test.skip(`needs ../shared/seeds/${seed}, which is not there`, () => {});
    return;
  }
  const own = loadBuiltIn(id);
  const source = loadText(text);
  const facts = factsOf(own);

  test.each(Object.entries(factsOf(source)))('keeps its %s', (name, expected) => {
    expect(facts[name]).toEqual(expected);
  });

  test('says its guidance in words of its own', () => {
    expect(wordingOf(source).filter((words) => own.text.includes(words))).toEqual([]);
  });
});
