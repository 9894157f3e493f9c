import { createHash } from 'node:crypto';
import { PlanError } from '../../src/errors.ts';
import { decodeText } from '../../src/markdown/bytes.ts';
import { parseDocument, printDocument } from '../../src/markdown/document.ts';
import type { Document, Section } from '../../src/markdown/model.ts';
import { listSections, withDescendants } from '../../src/markdown/outline.ts';
import { planFill } from '../../src/plan/edits/fill.ts';
import type { Fill, Subject } from '../../src/plan/edits/model.ts';
import { type FillSetting, subjectOf } from '../../src/plan/edits/subject.ts';
import { builtInWords } from '../../src/plan/words.ts';
import { loadTemplate } from '../../src/template/load.ts';
import type { CollectedFile } from './collection.ts';

/** What became of the laws on one file. */
export interface LawReport {
  /** The sentence of each law that broke. */
  readonly broken: readonly string[];
  /** How many of two kinds of fill were done, and how many had no place to go to. */
  readonly filled: number;
  readonly placeless: number;
  /** The codes of the places that refused before. */
  readonly refused: readonly string[];
}

const setting: FillSetting = {
  template: undefined,
  constitution: undefined,
  path: undefined,
  words: builtInWords,
  today: '2026-01-02',
};

/** Holds the laws of bytes on a file: it prints, renders as a template, and is filled without a change elsewhere. */
export function holdLaws(file: CollectedFile): LawReport {
  const { text, faithful } = decodeText(file.bytes);
  if (!faithful) return { broken: [], filled: 0, placeless: 0, refused: ['not UTF-8'] };
  const broken: string[] = [];
  const document = parseDocument(text);
  if (!Buffer.from(printDocument(document)).equals(file.bytes)) broken.push('it does not print to its own bytes');
  if (!rendersAsItself(file, text)) broken.push('as a template it does not render to its own bytes');
  const subject = subjectOf(document, setting);
  const outcomes = fillsFor(subject, text).map((fills) => firstDone(subject, fills));
  return {
    broken: [...broken, ...outcomes.flatMap((outcome) => outcome.broken ?? [])],
    filled: outcomes.filter((outcome) => outcome.done).length,
    placeless: outcomes.filter((outcome) => !outcome.done && outcome.refused.length === 0).length,
    refused: outcomes.flatMap((outcome) => outcome.refused),
  };
}

interface Outcome {
  readonly done: boolean;
  readonly broken?: string;
  readonly refused: readonly string[];
}

/** Fills one place after another until one takes it. */
function firstDone(subject: Subject, fills: readonly Fill[]): Outcome {
  const refused: string[] = [];
  for (const fill of fills) {
    const { broken, refused: code } = holdSplice(subject, fill);
    if (code === undefined) return { done: true, refused, ...(broken === undefined ? {} : { broken }) };
    refused.push(code);
  }
  return { done: false, refused };
}

function rendersAsItself(file: CollectedFile, text: string): boolean {
  try {
    const template = loadTemplate(
      { path: file.path, text, source: 'workspace' },
      { partials: new Map(), constitutions: new Map(), principlesOf: () => [] },
    );
    return template.engine !== 'plain' || template.render([]).text === text;
  } catch (fault) {
    if (fault instanceof PlanError) return false;
    throw fault;
  }
}

/**
 * Appends to sections and values for slots, beginning with one drawn by the file's hash: another place in each file, the same one in
 * each run. A place may refuse (a name that stands twice, a fence that is never closed); then the next is tried, ten at most.
 */
function fillsFor({ document, slots }: Subject, text: string): readonly (readonly Fill[])[] {
  const hash = createHash('sha256').update(text).digest();
  const sections = listSections(document).filter((section) => section.kind !== 'title');
  const appends = sections.map(
    (section): Fill => ({ section: section.id, mode: 'append', content: 'An added paragraph.' }),
  );
  const values = slots.map(({ slot, section }): Fill => {
    return { section: section.id, values: { [slot.name]: slot.options[0] ?? 'A value' } };
  });
  return [drawn(appends, hash.readUInt32BE(0)), drawn(values, hash.readUInt32BE(4))];
}

function drawn(fills: readonly Fill[], number: number): readonly Fill[] {
  const start = number % Math.max(1, fills.length);
  return [...fills.slice(start), ...fills.slice(0, start)].slice(0, 10);
}

function holdSplice(subject: Subject, fill: Fill): { broken?: string; refused?: string } {
  const { document } = subject;
  try {
    const planned = planFill(subject, fill);
    const section = listSections(document).find((each) => each.id === fill.section);
    if (section === undefined) return { broken: `the fill of ${fill.section} went to no section` };
    const fault = changeOutside(document, section, planned.text, planned.idAfter ?? section.id);
    return fault === undefined ? {} : { broken: `a fill of ${section.id} ${fault}` };
  } catch (fault) {
    if (fault instanceof PlanError) return { refused: fault.code };
    throw fault;
  }
}

/** The bytes before the section and behind it stand as they stood, and every other section keeps its address. */
function changeOutside(before: Document, section: Section, text: string, idAfter: string): string | undefined {
  const end = Math.max(section.span.to, section.body.to, section.heading.to);
  // Front matter is filled through the title.
  const start =
    listSections(before)[0] === section ? (before.frontMatter?.span.from ?? section.span.from) : section.span.from;
  if (!text.startsWith(before.text.slice(0, start))) return 'changed bytes before it';
  if (!text.endsWith(before.text.slice(end))) return 'changed bytes behind it';
  const inside = new Set(withDescendants(section).map((each) => each.id));
  const idsOf = (document: Document): string =>
    listSections(document)
      .map((each) => each.id)
      .filter((id) => !inside.has(id) && id !== idAfter && !id.startsWith(`${idAfter}/`))
      .join('\n');
  return idsOf(before) === idsOf(parseDocument(text)) ? undefined : 'changed the addresses of other sections';
}
