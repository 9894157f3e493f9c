import { PlanError } from '../../errors.ts';
import type { Document, Field, Section, Span } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { choose, optionsIn } from './choices.ts';
import { oneLine } from './lists.ts';
import type { Subject, Value, Write } from './model.ts';

/** Whether a section is the one that front matter is addressed by: the title, in a file without one the first section. */
export function holdsFrontMatter(document: Document, section: Section): boolean {
  return document.frontMatter !== undefined && listSections(document)[0] === section;
}

/** Whether a span lies in front matter. */
export function isInFrontMatter(document: Document, span: Span): boolean {
  const yaml = document.frontMatter?.yaml;
  return yaml !== undefined && yaml.from <= span.from && span.to <= yaml.to;
}

/** Writes a key's value where it is empty or holds places to fill. What somebody wrote there is a person's to change. Throws PlanError. */
export function writeKey(subject: Subject, field: Field, value: Value): Write {
  const { text } = subject.document;
  const places = subject.slots.filter(
    ({ slot }) => field.value.from <= slot.span.from && slot.span.to <= field.value.to,
  );
  const [only] = places;
  if (holdsBlock(subject.document, field)) throw holdsList(field);
  if (field.value.from === field.value.to) return writePlace(subject, field.value, field.label, value);
  const said = text.slice(field.value.from, field.value.to);
  if (only !== undefined && places.length === 1) return writePlace(subject, only.slot.span, field.label, value);
  throw new PlanError('needs_expect', `The front matter says ${field.label}: ${said.slice(0, 120)}. It stays so.`, {
    where: field.label,
    fix: only === undefined ? 'A person changes it in the file.' : 'Fill its places by their own names.',
  });
}

/** A list or map stands below the key: a value beside it would make the YAML invalid. */
function holdsBlock({ text, lines }: Document, field: Field): boolean {
  const below = lines[field.line + 1];
  return (
    below !== undefined && /^(?:[ \t]+\S|-[ \t])/.test(text.slice(below.from, Math.min(below.to, below.from + 200)))
  );
}

function holdsList({ label }: Field): PlanError {
  return new PlanError('unknown_field', `The front-matter key ${label} has its value on the lines below it.`, {
    where: label,
    fix: 'Fill the places there by their own names.',
  });
}

/** Writes a text into front matter, quoted as YAML wants it where it stands; a list as `[a, b]`. */
export function writePlace(subject: Subject, span: Span, name: string, given: Value): Write {
  const { text } = subject.document;
  const value = typeof given === 'string' ? choose(optionsIn(subject, span), given, name) : given;
  const line = text.slice(text.lastIndexOf('\n', span.from - 1) + 1, span.from);
  const quote = /["']/.exec(line.slice(line.indexOf(':') + 1))?.[0] ?? '';
  const written =
    typeof value === 'string'
      ? asYaml(oneLine(value, name), quote)
      : `[${value.map((each) => asYaml(oneLine(each, name), '')).join(', ')}]`;
  const needsBlank = span.from === span.to && /\S/.test(text.charAt(span.from - 1));
  return { splices: [{ ...span, text: needsBlank ? ` ${written}` : written }], spans: [span] };
}

/** A value in YAML: escaped for the quotes that stand around it, else quoted where it would not be plain text. */
export function asYaml(value: string, quote: string): string {
  if (quote === '"') return JSON.stringify(value).slice(1, -1);
  if (quote === "'") return value.replaceAll("'", "''");
  return /^[\p{L}\p{N}][\p{L}\p{N} ._/()-]*$/u.test(value) ? value : JSON.stringify(value);
}
