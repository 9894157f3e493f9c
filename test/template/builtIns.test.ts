import { describe, expect, test } from 'vitest';
import { listSections } from '../../src/markdown/outline.ts';
import {
  builtInSource,
  builtIns,
  loadBuiltIn,
  loadOptions,
  principlesOf,
  readTemplateFolder,
} from '../support/templates.ts';

describe.each(builtIns)('the built-in template $id', ({ id }) => {
  const template = loadBuiltIn(id);
  const sections = listSections(template.document).map((section) => section.id);

  test('says what it is, on one line that helps to choose', () => {
    expect(template.id).toBe(id);
    expect(template.description.length).toBeGreaterThan(60);
    expect(template.description.length).toBeLessThan(200);
    expect(template.meta.statuses?.[0]).toBe('Draft');
  });

  test('names only sections that it has', () => {
    const { required = [], optional = [], repeat = [], roles = {} } = template.meta;
    for (const address of [...required, ...optional, ...repeat, ...Object.values(roles)])
      expect(sections).toContain(address);
    for (const address of optional) expect(required).not.toContain(address);
  });

  test('reads as Markdown that a person wrote', () => {
    expect(template.text.startsWith('# Implementation Plan: [')).toBe(true);
    expect(template.text).not.toMatch(/\{\{|\}\}|\n\n\n|[\uFDD0-\uFDEF]|plankeeper/);
    expect(template.text).toMatch(/[^\n]\n$/);
    expect(template.text).not.toMatch(/[^ ] \n| {3,}\n/);
    expect(template.document.eol).toBe('\n');
  });

  test('has slots that are all sure, most of them declared', () => {
    const counted = template.slots.filter((slot) => slot.sure);
    expect(counted.length).toBeGreaterThan(30);
    for (const slot of counted)
      expect(['declared', 'empty_field']).toContain(slot.reason === 'declared' ? 'declared' : slot.class);
    for (const slot of template.slots.filter((each) => !each.sure)) expect(slot.reason).toBe('conditional block');
  });

  test('writes its check section from any constitution, with an empty one too', () => {
    const own = principlesOf(template.constitution?.text ?? '');
    for (const { title } of own) expect(template.text).toContain(title);
    const other = template.render([
      { title: 'Frugality', number: '4', question: '', text: '', strength: 'MUST', rules: [] },
    ]);
    expect(other.text).toContain('Frugality');
    for (const { title } of own) expect(other.text).not.toContain(`**${title}`);
    expect(template.render([]).text).not.toContain('\n\n\n\n');
    expect(listSections(other.document).filter((section) => section.level === 2)).toHaveLength(
      listSections(template.document).filter((section) => section.level === 2).length,
    );
  });
});

describe('the default constitutions', () => {
  test.each([...loadOptions.constitutions])('%s is a whole one', (_, text) => {
    const principles = principlesOf(text);
    expect(principles.length).toBeGreaterThanOrEqual(4);
    for (const principle of principles) {
      expect(principle.text.length).toBeGreaterThan(80);
      expect(principle.question !== '' || principle.rules.length > 0).toBe(true);
    }
    expect(text).toMatch(
      /\n\*\*Version\*\*: 1\.0\.0 \| \*\*Ratified\*\*: \d{4}-\d{2}-\d{2} \| \*\*Last Amended\*\*: \d{4}-\d{2}-\d{2}\n$/,
    );
    expect(text).not.toMatch(/[[\]{}]/);
  });

  test('are one a template', () => {
    expect([...loadOptions.constitutions.keys()].toSorted()).toEqual(builtIns.map(({ id }) => `${id}.md`).toSorted());
  });
});

describe('the partials', () => {
  test.each([...readTemplateFolder('partials').keys()])('%s is shared by two templates or more', (file) => {
    const call = `{{> ${file.replace(/\.md$/, '')} `;
    const callers = builtIns.filter(({ id }) => builtInSource(id).text.includes(call));
    expect(callers.length).toBeGreaterThanOrEqual(2);
  });
});
