import type { Section } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { wordNumberOf } from '../../markdown/slug.ts';
import { repeatsIn } from '../../template/infer/repeats.ts';
import { driftOf } from '../drift.ts';
import { onOneLine } from '../quote.ts';
import { isCounted } from '../slots.ts';
import { fitting } from './cut.ts';
import type { Viewed } from './model.ts';
import { estimateTokens } from './tokens.ts';

/** Tokens that an outline takes before sections share lines, where the caller names no limit. */
const fullLines = 1_200;
/** Tokens that it takes at most, where the caller names no limit. */
const usualMost = 4_000;

/**
 * A line for each section: its id, what its title says beyond it, how many places in it are unfilled, whether it is empty. No receipts:
 * nothing was read. One that would be long names sections with nothing below them in the line of the section above. `most` in tokens.
 */
export function outlineView(viewed: Viewed, most: number | undefined): string {
  const counts = new Map<Section, number>();
  for (const placed of viewed.slots.filter(isCounted))
    counts.set(placed.section, (counts.get(placed.section) ?? 0) + 1);
  const repeats = new Set(repeatsOf(viewed));
  const said = (section: Section): Said => ({
    section,
    name: nameBeyondId(section),
    notes: notesOn(section, counts.get(section) ?? 0, repeats.has(section.id)),
  });
  const all = listSections(viewed.document).map(said);
  const each = all.map(line);
  const isLong = estimateTokens(each.join('\n')) > (most ?? fullLines);
  const { shown, left } = fitting(isLong ? shared(all) : each, most ?? usualMost);
  const cut =
    left === 0
      ? []
      : [
          `CUT at max_tokens ${most ?? usualMost}: ${left} more sections. Read them with sections, or with more max_tokens.`,
        ];
  return [...shown, ...cut, ...driftLines(viewed)].join('\n');
}

/** What became of the plan's template since the plan was made from it. */
function driftLines({ document, template }: Viewed): string[] {
  const drift = template === undefined ? undefined : driftOf(document, template);
  if (template === undefined || drift === undefined) return [];
  return [
    '',
    `Its template ${template.id} was changed since (${drift.from} → ${drift.to}): the plan has ${drift.kept} of its sections.`,
    ...(drift.lacks.length === 0 ? [] : [`The template has, the plan lacks: ${someOf(drift.lacks)}`]),
    ...(drift.added.length === 0 ? [] : [`The plan has, the template lacks: ${someOf(drift.added)}`]),
  ];
}

function someOf(ids: readonly string[]): string {
  const most = 20;
  return ids.length > most ? `${ids.slice(0, most).join(', ')} and ${ids.length - most} more` : ids.join(', ');
}

/** Of which there may be more: the template's word, without a known one the plan's own markers and counted siblings. */
function repeatsOf({ document, template, instructions }: Viewed): readonly string[] {
  const markers = instructions.map(({ slot }) => slot);
  return template?.meta.repeat ?? repeatsIn(document, markers);
}

/** What the outline says of a section. */
interface Said {
  readonly section: Section;
  readonly name: string;
  readonly notes: readonly string[];
}

function notesOn(section: Section, unfilled: number, mayRepeat: boolean): string[] {
  const isEmpty = section.body.from === section.body.to && section.children.length === 0 && section.kind !== 'title';
  return [
    ...(unfilled > 0 ? [`${unfilled} unfilled`] : []),
    ...(isEmpty ? ['empty'] : []),
    ...(mayRepeat ? ['may repeat'] : []),
  ];
}

function line({ section, name, notes }: Said): string {
  const title = name === '' ? '' : ` "${name}"`;
  return `${'  '.repeat(depth(section))}${section.id}${title}${notes.map((note) => ` · ${note}`).join('')}`;
}

/** The same with those in their parents' lines that have nothing below them and no name beyond their id; order tells something and stays. */
function shared(all: readonly Said[]): string[] {
  const below = new Map<string, Said[]>(all.map(({ section }) => [section.id, []]));
  for (const each of all) below.get(parentOf(each))?.push(each);
  const isPlain = ({ section, name }: Said): boolean =>
    below.get(section.id)?.length === 0 && (name === '' || section.number !== undefined);
  const lines: { readonly of: Said; readonly behind: Said[] }[] = [];
  for (const each of all) {
    const last = lines.at(-1);
    if (last !== undefined && isPlain(each) && parentOf(each) === last.of.section.id) last.behind.push(each);
    else lines.push({ of: each, behind: [] });
  }
  const texts = lines.map(({ of, behind }) => [
    line(numberAlone(of)),
    ...(behind.length === 0 ? [] : [behind.map(short).join(', ')]),
  ]);
  const key = lines.length === all.length ? [] : ['Behind /: sections below, each with the address ID/NAME.'];
  return [...texts.map((parts) => parts.join(' / ')), ...key];
}

/** Of a numbered title the id has the words. */
function numberAlone(said: Said): Said {
  const { number } = said.section;
  return number === undefined ? said : { ...said, name: number };
}

/** The id above a section's own; empty at the top. */
function parentOf({ section: { id } }: Said): string {
  return id.slice(0, Math.max(0, id.lastIndexOf('/')));
}

/** `deliverables (2 unfilled)` */
function short({ section, notes }: Said): string {
  const own = section.id.slice(section.id.lastIndexOf('/') + 1);
  return notes.length === 0 ? own : `${own} (${notes.join(', ')})`;
}

function depth(section: Section): number {
  return section.id.split('/').length - 1;
}

/** The title where the id does not carry it: numbers and names behind `Word N`, other scripts' case, slots. */
function nameBeyondId(section: Section): string {
  const title = onOneLine(section.title, 100);
  if (section.kind === 'title') return title;
  if (section.number !== undefined) return title;
  return wordNumberOf(title) !== undefined && wordNumberOf(title)?.length !== title.length ? title : '';
}
