import type { Section } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { wordNumberOf } from '../../markdown/slug.ts';
import { repeatsIn } from '../../template/infer/repeats.ts';
import { driftOf } from '../drift.ts';
import { onOneLine } from '../quote.ts';
import { isCounted } from '../slots.ts';
import { fitting } from './cut.ts';
import type { Viewed } from './model.ts';

/** A line for each section: its id, what its title says beyond it, how many places in it are unfilled, whether it is empty. No receipts: nothing was read. */
export function outlineView(viewed: Viewed, most: number): string {
  const counts = new Map<Section, number>();
  for (const placed of viewed.slots.filter(isCounted))
    counts.set(placed.section, (counts.get(placed.section) ?? 0) + 1);
  const repeats = new Set(repeatsOf(viewed));
  const lines = listSections(viewed.document).map((section) =>
    line(section, counts.get(section) ?? 0, repeats.has(section.id)),
  );
  const { shown, left } = fitting(lines, most);
  const cut =
    left === 0
      ? []
      : [`CUT at max_tokens ${most}: ${left} more sections. Read them with sections, or with more max_tokens.`];
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

function line(section: Section, unfilled: number, mayRepeat: boolean): string {
  const name = nameBeyondId(section);
  const isEmpty = section.body.from === section.body.to && section.children.length === 0 && section.kind !== 'title';
  return `${'  '.repeat(depth(section))}${section.id}${name === '' ? '' : ` "${name}"`}${unfilled > 0 ? ` · ${unfilled} unfilled` : ''}${isEmpty ? ' · empty' : ''}${mayRepeat ? ' · may repeat' : ''}`;
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
