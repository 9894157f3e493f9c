import type { Block, Content, Line, Section, Span } from './model.ts';
import { readContent } from './content.ts';
import { plainText } from './inline.ts';
import { refuseExcess } from './limits.ts';
import { lineAt } from './lines.ts';
import { outlineNumberOf, slugOf } from './slug.ts';
import { unique } from './unique.ts';
import { findUnits, type UnitStart, wordsBehindNumber } from './units.ts';

export interface SectionSource {
  readonly text: string;
  readonly lines: readonly Line[];
  readonly blocks: readonly Block[];
  /** The first line behind front matter. */
  readonly firstLine: number;
  /** What a refusal calls the document. */
  readonly name: string;
  isBlank(line: number): boolean;
}

/** The lines of a section's own body: behind its heading, up to the next heading or the break that ends it. */
interface Region {
  readonly first: number;
  readonly end: number;
}

type Draft = Omit<{ -readonly [K in keyof Section]: Section[K] }, 'children' | 'units'> & {
  children: Draft[];
  units: Draft[];
};

/** Builds title, header, sections and footer out of the headings and breaks of a document. */
export function buildSections(source: SectionSource): { title: Section | undefined; top: readonly Section[] } {
  const headings = source.blocks.filter((block) => block.kind === 'heading');
  const titleBlock = headings[0]?.level === 1 ? headings[0] : undefined;
  const below = titleBlock === undefined ? headings : headings.slice(1);
  const lastRegion: Region = {
    first: below.at(-1)?.end ?? titleBlock?.end ?? source.firstLine,
    end: source.lines.length,
  };
  const footer = footerRegion(source, lastRegion);
  const endOf = (next: Block | undefined): number => next?.first ?? footer?.rule ?? source.lines.length;

  const top: Draft[] = [];
  const header = bodyOf(source, { first: titleBlock?.end ?? source.firstLine, end: endOf(below[0]) });
  if (header.from < header.to)
    top.push(
      draftOf(source, 'header', 0, undefined, { first: titleBlock?.end ?? source.firstLine, end: endOf(below[0]) }),
    );
  addSections(source, top, below, endOf);
  refuseExcess('sections', headings.length + countUnits(top), source.name);
  if (footer !== undefined) top.push(draftOf(source, 'footer', 0, undefined, footer));
  const title =
    titleBlock === undefined
      ? undefined
      : draftOf(source, 'title', 0, titleBlock, { first: titleBlock.end, end: titleBlock.end });
  giveIds(title === undefined ? top : [title, ...top], '');
  return { title, top };
}

function countUnits(drafts: readonly Draft[]): number {
  return drafts.reduce((count, draft) => count + draft.units.length + countUnits(draft.children), 0);
}

function addSections(
  source: SectionSource,
  top: Draft[],
  headings: readonly Block[],
  endOf: (next: Block | undefined) => number,
): void {
  const path: Draft[] = [];
  headings.forEach((block, index) => {
    const draft = draftOf(source, 'section', block.level, block, { first: block.end, end: endOf(headings[index + 1]) });
    while ((path.at(-1)?.level ?? 0) >= block.level) path.pop();
    const parent = path.at(-1);
    draft.parent = parent;
    (parent?.children ?? top).push(draft);
    for (const above of path) above.span = { from: above.span.from, to: draft.span.to };
    path.push(draft);
  });
}

/** The text behind the last break that no heading follows, if there is any; `rule` is the break's line. */
function footerRegion(source: SectionSource, region: Region): (Region & { rule: number }) | undefined {
  const rules = source.blocks.filter((block) => block.kind === 'rule' && block.first >= region.first);
  const last = rules.at(-1);
  if (last === undefined) return undefined;
  const footer = { first: last.end, end: source.lines.length, rule: last.first };
  const body = bodyOf(source, footer);
  return body.from < body.to ? footer : undefined;
}

/** From the first to the last non-blank line of a region; the breaks that end it are left out. */
function bodyOf(source: SectionSource, region: Region): Span {
  const end = ownEnd(source, region);
  let first = region.first;
  while (first < end && source.isBlank(first)) first += 1;
  const from = source.lines[first];
  const to = source.lines[end - 1];
  if (first >= end || from === undefined || to === undefined) {
    const at = source.lines[region.first - 1]?.to ?? source.lines[0]?.from ?? source.text.length;
    return { from: at, to: at };
  }
  return { from: from.from, to: to.to };
}

function ownEnd(source: SectionSource, region: Region): number {
  let next = firstFrom(source.blocks, region.end) - 1;
  let end = region.end;
  for (;;) {
    while (end > region.first && source.isBlank(end - 1)) end -= 1;
    const last = source.blocks[next];
    if (end === region.first || last?.kind !== 'rule' || last.first !== end - 1) return end;
    end -= 1;
    next -= 1;
  }
}

/** The blocks that begin in a region. Blocks are in order, so the search halves. */
function blocksIn(blocks: readonly Block[], region: Region): readonly Block[] {
  return blocks.slice(firstFrom(blocks, region.first), firstFrom(blocks, region.end));
}

function firstFrom(blocks: readonly Block[], line: number): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blocks[middle]?.first ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  return low;
}

function draftOf(
  source: SectionSource,
  kind: Section['kind'],
  level: number,
  block: Block | undefined,
  region: Region,
): Draft {
  const body = bodyOf(source, region);
  const heading = block === undefined ? { from: body.from, to: body.from } : headingSpan(source, block);
  const raw = block === undefined ? heading : headingText(source, block);
  const number = outlineNumberOf(source.text.slice(raw.from, raw.to));
  const words = { from: raw.from + (number?.length ?? 0), to: raw.to };
  const end = ownEnd(source, region);
  const blocks = blocksIn(source.blocks, { first: region.first, end });
  const draft = withContent(source, blocks, region.first, {
    kind,
    // The slug alone; `giveIds` makes a path of it. Out of the raw words, for a trailing `*(mandatory)*` is known by its marks.
    id: block === undefined ? '' : slugOf(source.text.slice(raw.from, raw.to)),
    title: plainText(source.text.slice(raw.from, raw.to)),
    number: number?.number,
    level,
    heading,
    words: wordsBehindNumber(source.text, words),
    body,
    span: { from: heading.from, to: Math.max(heading.to, body.to) },
    parent: undefined,
    children: [],
    line: block?.first ?? lineAt(source.lines, body.from),
  });
  draft.units = unitsOf(source, draft, blocks, end);
  return draft;
}

/** What `Draft` takes to be made. */
type Contentless = Omit<Draft, 'units' | 'content'>;

/** A section's content is read when it is first asked for. A class, for a document has thousands of them. */
class LazySection implements Draft {
  kind: Draft['kind'];
  id: string;
  title: string;
  number: string | undefined;
  level: number;
  heading: Span;
  words: Span;
  body: Span;
  span: Span;
  parent: Section | undefined;
  children: Draft[];
  units: Draft[] = [];
  line: number;
  readonly #read: (section: Section) => Content;
  #known: Content | undefined;

  constructor(draft: Contentless, read: (section: Section) => Content) {
    this.kind = draft.kind;
    this.id = draft.id;
    this.title = draft.title;
    this.number = draft.number;
    this.level = draft.level;
    this.heading = draft.heading;
    this.words = draft.words;
    this.body = draft.body;
    this.span = draft.span;
    this.parent = draft.parent;
    this.children = draft.children;
    this.line = draft.line;
    this.#read = read;
  }

  get content(): Content {
    this.#known ??= this.#read(this);
    return this.#known;
  }
}

function withContent(source: SectionSource, blocks: readonly Block[], firstLine: number, draft: Contentless): Draft {
  return new LazySection(draft, (section) => readContent(source, section, blocks, firstLine));
}

function headingSpan(source: SectionSource, block: Block): Span {
  return { from: source.lines[block.first]?.from ?? 0, to: source.lines[block.end - 1]?.to ?? 0 };
}

/** The heading's text without `#` marks or underline. */
function headingText(source: SectionSource, block: Block): Span {
  const isSetext = block.markup === '=' || block.markup === '-';
  const firstLine = source.lines[block.first];
  const lastLine = source.lines[isSetext ? block.end - 2 : block.first];
  if (firstLine === undefined || lastLine === undefined) return { from: 0, to: 0 };
  const raw = source.text.slice(firstLine.from, lastLine.to);
  const before =
    /^[ \t]*(?:#{1,6}(?=[ \t]|$))?[ \t]*/.exec(isSetext ? raw.replace(/^[ \t]*#/, 'x') : raw)?.[0].length ?? 0;
  let to = raw.length;
  while (to > before && ' \t'.includes(raw.charAt(to - 1))) to -= 1;
  if (!isSetext) to = withoutClosingMarks(raw, before, to);
  return { from: firstLine.from + before, to: firstLine.from + Math.max(before, to) };
}

/** `## Words ##`: closing marks count only behind a blank (CommonMark 4.2). */
function withoutClosingMarks(raw: string, before: number, end: number): number {
  let to = end;
  while (to > before && raw[to - 1] === '#') to -= 1;
  if (to === end) return end;
  if (to > before && !' \t'.includes(raw.charAt(to - 1))) return end;
  while (to > before && ' \t'.includes(raw.charAt(to - 1))) to -= 1;
  return to;
}

function unitsOf(source: SectionSource, section: Draft, blocks: readonly Block[], end: number): Draft[] {
  const starts = findUnits(source.text, source.lines, blocks);
  return starts.map((start, index) => unitDraft(source, section, blocks, start, starts[index + 1]?.line ?? end));
}

function unitDraft(
  source: SectionSource,
  section: Draft,
  blocks: readonly Block[],
  start: UnitStart,
  limit: number,
): Draft {
  const rule = blocksIn(blocks, { first: start.line + 1, end: limit }).find((block) => block.kind === 'rule');
  const region = { first: start.line + 1, end: rule?.first ?? limit };
  const body = bodyOf(source, region);
  // Units may share a paragraph: this one's part of it begins with the label and ends with the region.
  const shared = blocks[firstFrom(blocks, region.first) - 1];
  const begun = blocksIn(blocks, region);
  const own = (shared !== undefined && shared.end > region.first ? [shared, ...begun] : begun).map((block) =>
    block.end > region.end ? { ...block, end: region.end } : block,
  );
  return withContent(source, own, region.first, {
    kind: 'unit',
    id: slugOf(source.text.slice(start.title.from, start.title.to)),
    title: plainText(source.text.slice(start.title.from, start.title.to)),
    number: undefined,
    level: 7,
    heading: start.heading,
    words: start.words,
    body,
    span: { from: start.heading.from, to: Math.max(start.heading.to, body.to) },
    parent: section,
    children: [],
    line: start.line,
  });
}

function giveIds(siblings: readonly Draft[], prefix: string): void {
  const used = new Set<string>();
  const before = leading(siblings);
  siblings.forEach((draft, index) => {
    const slug = draft.kind === 'section' ? draft.id || `section-${index + 1 - before}` : draft.kind;
    draft.id = prefix + unique(slug, used);
    giveIds(draft.children, `${draft.id}/`);
    giveUnitIds(draft);
  });
}

/** Title and header stand before the sections and are not counted with them. */
function leading(siblings: readonly Draft[]): number {
  return siblings.filter((draft) => draft.kind === 'title' || draft.kind === 'header').length;
}

function giveUnitIds(section: Draft): void {
  const used = new Set(section.children.map((child) => child.id.slice(section.id.length + 1)));
  section.units.forEach((unit, index) => {
    unit.id = `${section.id}/${unique(unit.id || `section-${section.children.length + index + 1}`, used)}`;
  });
}
