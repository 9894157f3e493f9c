import { plainText } from '../markdown/inline.ts';
import type { Document, Field, Section, Span } from '../markdown/model.ts';
import { listSections } from '../markdown/outline.ts';
import type { Template } from '../template/model.ts';
import { isPlainDate } from './dates.ts';
import { bareTitle } from './roles.ts';
import type { Words, WordSet } from './words.ts';

/** The place where a plan says its status. */
export interface PlanStatus {
  /** The plan's own words; undefined where a slot or an open choice stands. */
  readonly value: string | undefined;
  /** The status of the list that the words open with, as the list writes it. */
  readonly status: string | undefined;
  /** 1-based. */
  readonly line: number;
  /** The id of the field, row or section. */
  readonly place: string;
  /** The source text of the value. */
  readonly span: Span;
}

export interface StatusSource {
  readonly words: Words;
  readonly template?: Pick<Template, 'meta' | 'document'> | undefined;
}

/**
 * A plan's own status: a status label in header or footer, the section that has this role, a label that names the plan's status
 * anywhere, front-matter `status`, else a label for the day of an update over what is a status. Undefined where the plan has no place for one.
 */
export function statusOf(document: Document, source: StatusSource): PlanStatus | undefined {
  const found = statusPlace(document, source);
  if (found === undefined) return undefined;
  const words = plainLine(document.text.slice(found.span.from, found.span.to));
  const value = isOpenValue(words, source.words) ? undefined : words;
  return { ...found, value, status: value === undefined ? undefined : statusNamed(value, document, source) };
}

/** The longest status of the list that a value opens with, else the one that its words stand for. */
function statusNamed(value: string, document: Document, source: StatusSource): string | undefined {
  const statuses = statusesOf(document, source);
  return (
    statuses.toSorted((a, b) => b.length - a.length).find((each) => opensWith(value, each)) ??
    translated(value, [...statuses, ...source.words.status('always').words], source.words)
  );
}

/** The statuses that a plan can have, in the order of its life: as declared, else its place's own choices, else the usual ones. */
export function statusesOf(document: Document, source: StatusSource): readonly string[] {
  const { template, words } = source;
  if (template?.meta.statuses !== undefined) return template.meta.statuses;
  for (const each of template === undefined ? [document] : [template.document, document]) {
    const span = statusPlace(each, source)?.span;
    const choices = span === undefined ? [] : choicesIn(each.text.slice(span.from, span.to));
    if (isList(choices, words)) return choices;
  }
  return words.status('life').words;
}

/** The status of a life, or one that is always possible, that a text names in any case, wording or language of ours. */
export function statusInLife(text: string, life: readonly string[], words: Words): string | undefined {
  const asked = plainLine(text);
  const all = [...life, ...words.status('always').words];
  return all.find((each) => each.toLowerCase() === asked.toLowerCase()) ?? translated(asked, all, words);
}

/** Whether a status says that its document is approved: 'Approved', 'APPROVED by Ada'. */
export function isApproved(status: string, words: Words): boolean {
  return words.status('approved').words.some((each) => opensWith(status, each));
}

/** The Last Updated fields of a plan: in header, footer and front matter. */
export function lastUpdatedOf(document: Document, words: Words): readonly Field[] {
  const fields = [
    ...edges(document).flatMap((section) => section.content.fields),
    ...(document.frontMatter?.fields ?? []),
  ];
  return fields.filter((field) => {
    if (!words.label('lastUpdated').is(labelOf(field))) return false;
    const value = document.text.slice(field.value.from, field.value.to);
    return !saysStatus(value, words) && (isPlainDate(value, words) || !words.label('status').is(labelOf(field)));
  });
}

/** Whether a value is a status, or a place for one by its own name: the label above it can mean a day as well (`Stand: [STATUS]`). */
export function saysStatus(value: string, words: Words): boolean {
  const bare = value.trim();
  const inner = bare.replace(/^[^\p{L}\p{N}]{1,20}|[^\p{L}\p{N}]{1,20}$/gu, '');
  if (isSlotText(bare) && words.label('status').is(inner)) return true;
  return isKnown(plainLine(bare), words) || isList(choicesIn(bare), words);
}

/** Whether a value may be set to a date by the server: it is a date alone, or a slot or date mask that waits for one. */
export function isDateOrSlot(value: string, words?: Words): boolean {
  return isPlainDate(value, words) || isSlotText(value.trim());
}

function statusPlace(
  document: Document,
  { words, template }: StatusSource,
): Omit<PlanStatus, 'value' | 'status'> | undefined {
  const isStatus = words.label('status');
  const declared = template?.meta.roles?.['status']?.toLowerCase();
  // Where a template says which of the two has it, that one comes first.
  const ordered = edges(document).toSorted((a, b) => Number(b.id === declared) - Number(a.id === declared));
  const inEdges = ordered.flatMap((section) => fieldIn(section, isStatus) ?? rowIn(document, section, isStatus) ?? []);
  const sections = listSections(document);
  return (
    inEdges[0] ??
    sectionPlace(document, sections, words, declared) ??
    sections.flatMap((section) => fieldIn(section, words.label('planStatus')) ?? [])[0] ??
    document.frontMatter?.fields.filter((field) => isStatus.is(labelOf(field))).map(fieldPlace)[0] ??
    ordered.flatMap((section) => standingIn(document, section, words) ?? [])[0]
  );
}

/** Header and footer: what stands there is said of the whole plan. */
function edges(document: Document): Section[] {
  return document.top.filter((section) => section.kind === 'header' || section.kind === 'footer');
}

function fieldIn(section: Section, labels: WordSet): ReturnType<typeof fieldPlace> | undefined {
  const field = section.content.fields.find((each) => labels.is(labelOf(each)) && each.items.length === 0);
  return field === undefined ? undefined : fieldPlace(field);
}

/** A label that can mean the day of an update as well, over a value that is a status. */
function standingIn(document: Document, section: Section, words: Words): ReturnType<typeof fieldPlace> | undefined {
  const labels = words.label('lastUpdated');
  const isStanding = ({ from, to }: Span): boolean => saysStatus(document.text.slice(from, to), words);
  const field = section.content.fields.find(
    (each) => labels.is(labelOf(each)) && each.items.length === 0 && isStanding(each.value),
  );
  return field === undefined ? rowIn(document, section, labels, isStanding) : fieldPlace(field);
}

function fieldPlace(field: Field): { line: number; place: string; span: Span } {
  return { line: field.line + 1, place: field.id, span: field.value };
}

/** Metadata in a table of two columns: `| Status | Draft |`. */
function rowIn(
  document: Document,
  section: Section,
  labels: WordSet,
  fits: (value: Span) => boolean = () => true,
): ReturnType<typeof fieldPlace> | undefined {
  for (const table of section.content.tables.filter((each) => each.columns.length === 2)) {
    const row = table.rows.find(
      ({ cells: [label, value] }) =>
        label !== undefined &&
        value !== undefined &&
        labels.is(document.text.slice(label.span.from, label.span.to)) &&
        fits(value.span),
    );
    const value = row?.cells[1];
    if (row !== undefined && value !== undefined) return { line: row.line + 1, place: row.id, span: value.span };
  }
  return undefined;
}

/** A section that is all about the plan's status: its status label, else its first line, where that is one. */
function sectionPlace(
  document: Document,
  sections: readonly Section[],
  words: Words,
  declared: string | undefined,
): ReturnType<typeof fieldPlace> | undefined {
  const section = sections.find((each) =>
    declared === undefined ? each.level <= 2 && words.role('status').is(bareTitle(each)) : each.id === declared,
  );
  if (section?.kind !== 'section') return undefined;
  const field = fieldIn(section, words.label('status'));
  if (field !== undefined) return field;
  const block = section.content.blocks[0];
  const line = block?.kind === 'paragraph' && block.end === block.first + 1 ? document.lines[block.first] : undefined;
  if (block === undefined || line === undefined || line.to - line.from > 80) return undefined;
  const said = plainLine(document.text.slice(line.from, line.to));
  if (!isOpenValue(said, words) && !isKnown(said, words)) return undefined;
  return { line: block.first + 1, place: section.id, span: { from: line.from, to: line.to } };
}

function plainLine(text: string): string {
  return plainText(text).replace(/\s+/g, ' ').trim();
}

/** Front-matter keys are written with `_` or `-` for blanks. */
export function labelOf(field: Field): string {
  return field.form === 'frontMatter' ? field.label.replace(/[_-]/g, ' ') : field.label;
}

/** Nobody has said it yet: nothing stands there, a slot, or the choices themselves. */
export function isOpenValue(value: string, words: Words): boolean {
  if (!/[\p{L}\p{N}]/u.test(value) || isSlotText(value)) return true;
  return isList(choicesIn(value), words);
}

/** Prose has slashes, too: a list has short choices, and at least one that people call a status. */
function isList(choices: readonly string[], words: Words): boolean {
  return (
    choices.length > 1 &&
    choices.every((choice) => choice.length <= 40) &&
    choices.some((choice) => isKnown(choice, words))
  );
}

function isKnown(value: string, words: Words): boolean {
  return words.statusNames.some((name) => words.status(name).words.some((each) => opensWith(value, each)));
}

/** The status that words of another language or another wording stand for: `草稿` is Draft where the list has a Draft. */
function translated(value: string, statuses: readonly string[], words: Words): string | undefined {
  const name = words.statusNames.find(
    (each) => each !== 'life' && each !== 'always' && words.status(each).words.some((word) => opensWith(value, word)),
  );
  return name === undefined ? undefined : statuses.find((status) => words.status(name).is(status));
}

/** `[DATE]`, `{status}`, `<status>`, `YYYY-MM-DD`, in code marks or not, as the whole text. */
function isSlotText(text: string): boolean {
  const bare = text.replace(/^`([^`]*)`$/, '$1').trim();
  return /^(?:\[[^\][]{1,300}\]|\{{1,2}[^{}]{1,300}\}{1,2}|<[^<>]{1,300}>|__\w{1,80}__|YYYY-MM-DD)$/.test(bare);
}

/** `[Draft / Approved]`, `Draft | Approved`. */
function choicesIn(text: string): string[] {
  const bare = plainText(text.trim())
    .replace(/^[[({<]\s*|(?<!\s)\s*[\])}>]$/g, '')
    .replace(/^\p{L}{2,20}\s?:\s/u, '');
  if (bare.length > 300 || !/[/|]/.test(bare)) return [];
  return bare
    .split(/[/|]/)
    .map((choice) => choice.trim())
    .filter((choice) => choice !== '');
}

/** Whether words open with a status, whatever marks stand before it: `✅ **APPROVED** - by Ada`. */
function opensWith(value: string, status: string): boolean {
  const bare = value.replace(/^[^\p{L}\p{N}]{1,20}/u, '').toLowerCase();
  return bare.startsWith(status.toLowerCase()) && !/^[\p{L}\p{N}\p{M}]/u.test(bare.slice(status.length));
}
