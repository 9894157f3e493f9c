import type { Document } from '../../markdown/model.ts';
import { spanAt } from '../../markdown/spans.ts';
import type { Candidate, Stretch } from './candidate.ts';
import { htmlTags, voidTags } from './htmlTags.ts';
import { isMask } from './masks.ts';
import { bare } from './stretches.ts';
import { slotWords } from './words.ts';

/** What the whole document says about its delimiters. */
export interface Surroundings {
  /** Labels that link definitions explain, in lower case. */
  readonly references: ReadonlySet<string>;
  /** Names of closing tags, in lower case. */
  readonly closedTags: ReadonlySet<string>;
}

/** Reads link definitions and closing tags. */
export function surroundingsOf(document: Document): Surroundings {
  const text = document.text;
  const references = [
    ...text.matchAll(/^[ \t>]{0,8}\[([^\][\n\r]{1,200})\]:[ \t]{1,8}(?:<|https?:|mailto:|\.{0,2}\/|#)\S/gm),
  ];
  const tags = [...text.matchAll(/<\/([A-Za-z][\w:-]{0,60})>/g)];
  return {
    references: new Set(references.map((match) => (match[1] ?? '').toLowerCase())),
    closedTags: new Set(tags.map((match) => (match[1] ?? '').toLowerCase())),
  };
}

/** Why a candidate is no slot at all, if it is none. */
export function trapOf(text: string, candidate: Candidate, around: Surroundings): string | undefined {
  const { dialect } = candidate;
  if (dialect === 'bracket') return bracketTrap(text, candidate, around);
  if (dialect === 'brace' || dialect === 'mustache') return braceTrap(text, candidate);
  if (dialect === 'angle') return angleTrap(text, candidate, around);
  return undefined;
}

function bracketTrap(text: string, candidate: Candidate, around: Surroundings): string | undefined {
  const { span, inner, stretch } = candidate;
  const before = text.charAt(span.from - 1);
  const after = text.charAt(span.to);
  const isCode = spanAt(stretch.codes, span.from) !== undefined;
  if (
    after === '(' &&
    !isCode &&
    /^\([^\s()]*(?:\([^\s()]*\)[^\s()]{0,200})?\)/.test(text.slice(span.to, span.to + 600))
  )
    return 'link';
  if (around.references.has(inner.toLowerCase())) return 'link';
  if (!/[\p{L}#…]|\.{3}|^$/u.test(inner) || inner === '') return 'no words';
  if (inner === 'x' || (inner === 'X' && /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]*)?$/.test(lineBefore(text, span.from))))
    return 'task box';
  if (/^[\^@!&?]|^-/.test(inner)) return 'footnote, alert or option';
  if (
    /[\w)]/.test(before) &&
    !isMask(inner) &&
    !/(?:^|[^A-Za-z0-9])[vVTSEFR]$|_$/.test(text.slice(Math.max(0, span.from - 2), span.from))
  ) {
    return 'index or generic';
  }
  if (/^(?:\\.|[^\s\\]-[^\s\\]|[._$-]){1,40}$/.test(inner) && !/^#+-|^\.+$/.test(inner)) return 'character class';
  if (/^\d{1,4}-[a-z0-9]+(?:-[a-z0-9]+)*$/.test(inner)) return 'filled name';
  if (
    /^(?:\p{Lu}{1,5}[- ]?\d{1,4}[a-z]?|[A-Z]|\d{1,3}[a-z]|\d{1,3}(?:[-.][A-Z\d]{1,4}){1,3})$/u.test(inner) &&
    !isMask(inner)
  )
    return 'marker';
  if (slotWords.none.has(inner.toLowerCase()) || /^[~≈±]\s?\d|(?:^|\D)(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?$/.test(inner))
    return 'value';
  if (isMarker(text, candidate)) return 'marker';
  if (isRoute(text, candidate)) return 'route';
  if (isFlowList(text, stretch, candidate)) return 'list';
  return undefined;
}

/** `## [MODIFY] file.ts`, `T012 [TDD] …`, `## Graph [Required]`: words that sort what stands beside them. */
function isMarker(text: string, candidate: Candidate): boolean {
  const { inner, span, stretch } = candidate;
  if (!slotWords.markers.has(inner.toLowerCase())) return false;
  const isPlace = stretch.place === 'cell' || stretch.place === 'item';
  const whole = spanAt(stretch.values, span.from) ?? (isPlace ? stretch : undefined);
  if (whole === undefined) return true;
  const { from, to } = bare(text, whole);
  return from !== span.from || to !== span.to;
}

/** `routes/[id]/page.tsx`, `/api/chat/{id}`: the place of a variable in a path. */
function isRoute(text: string, candidate: Candidate): boolean {
  const { span, inner, dialect } = candidate;
  const word = inner.replace(/^\.{3}/, '');
  if (!/^[a-z]\w{0,30}$/.test(word)) return false;
  const run = runBefore(text, span.from);
  const isInPath = /^(?:\/|https?:|(?:app|pages|routes|src|api|www)\/)/.test(run) || /[/.]/.test(text.charAt(span.to));
  const isVariable = slotWords.routeNames.has(word.toLowerCase()) || /[a-z](?:Id|Slug|Name)$|_id$/.test(word);
  // A variable of a path is a whole part of it.
  if (!run.endsWith('/') || /[\w-]/.test(text.charAt(span.to))) return false;
  if (dialect === 'bracket') return (isVariable && isInPath) || inner.startsWith('...');
  return run.startsWith('/') || run.includes('://');
}

/** What stands before an offset without a blank between, opening marks left out; at most 120 characters. */
function runBefore(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 120), at);
  return /(?<![^\s`"'(])[^\s`"'(]*$/.exec(before)?.[0] ?? '';
}

function lineBefore(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 80), at);
  return before.slice(Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1);
}

const tagLabel = /(?:^|[\s*`-])(?:tags?|labels?|keywords?|topics?|aliases|categories)\**\s?[:=]\**\s?$/i;

/** `tags: [roadmap, v20]`: a list in YAML's form, filled. */
function isFlowList(text: string, stretch: Stretch, candidate: Candidate): boolean {
  const { inner, span } = candidate;
  if (stretch.place !== 'frontMatter' && /^["'][^"']*["'](?:,|$)/.test(inner)) return true;
  const parts = inner.split(/\s{0,4},\s{0,4}/);
  const isPlain = parts.every(
    (part) => /^["']?[a-z0-9][\w./-]{0,40}["']?$/.test(part) && !slotWords.openEnds.has(part),
  );
  if (stretch.place === 'frontMatter')
    return span.from === stretch.from && (parts.length > 1 || isPlain || /^["'{<]/.test(inner));
  // Elsewhere words in a row may be a place, but not behind a label for tags.
  return parts.length > 1 && isPlain && tagLabel.test(text.slice(Math.max(0, span.from - 20), span.from));
}

function braceTrap(text: string, candidate: Candidate): string | undefined {
  const { span, inner, dialect, stretch } = candidate;
  if (/^[#/!>^&%]|^else\b|%$/.test(inner))
    return dialect === 'mustache' || inner.startsWith('%') || inner.startsWith('/') ? 'control' : 'attribute';
  if (dialect === 'mustache')
    return stretch.place === 'fence' && /\s/.test(text.charAt(span.from + 2)) ? 'code' : undefined;
  const raw = text.slice(span.from + 1, span.to - 1);
  if (text.charAt(span.from - 1) === '$' || text.charAt(span.from - 1) === '\\') return 'code';
  if (candidate.class !== 'choice' && (!/\p{L}/u.test(inner) || /^[\d,\s]+$/.test(inner))) return 'no words';
  if (/[{};=]|=>|^["']?[\w?]{1,60}["']?\s{0,3}:\s|^["']/.test(inner) || (/^\s/.test(raw) && /\s$/.test(raw)))
    return 'code';
  if (/^[\w.*/-]{1,60}(?:, ?[\w.*/-]{0,60}){1,40}$/.test(inner)) return 'pattern';
  if (inner.startsWith('.') || /^[\w$]+\(/.test(inner)) return 'code';
  return isRoute(text, candidate) ? 'route' : undefined;
}

/** `<ctrl-c>`, `<Enter>`. */
const keyNames =
  /^(?:(?:ctrl|alt|shift|cmd|meta|super)[-+][\w+-]{1,12}|enter|return|esc|tab|space|backspace|F\d{1,2})$/i;

function angleTrap(text: string, candidate: Candidate, around: Surroundings): string | undefined {
  const { span, inner } = candidate;
  if (
    /[A-Za-z\d)]/.test(text.charAt(span.from - 1)) &&
    !isMask(inner) &&
    !/[vV]$/.test(text.slice(0, span.from).slice(-1))
  )
    return 'generic';
  const tag = /^[A-Za-z][\w:-]{0,60}/.exec(inner)?.[0].toLowerCase() ?? '';
  if (
    around.closedTags.has(inner.toLowerCase()) ||
    (around.closedTags.has(tag) && /^[\w:-]+(?:\s+[\w:-]+=|$)/.test(inner))
  )
    return 'tag';
  // An element that must be closed and never is stands for itself: `<title>` in a heading.
  const isElement = htmlTags.has(tag) && (voidTags.has(tag) || around.closedTags.has(tag) || inner.length > tag.length);
  if (isElement && (inner.length === tag.length || /^\s*\/?$|\s[\w:-]+=/.test(inner.slice(tag.length)))) return 'tag';
  if (/\/$|=["']/.test(inner)) return 'tag';
  if (keyNames.test(inner)) return 'key';
  if (/^(?:https?|mailto|ftp):|^[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}$/i.test(inner)) return 'link';
  return undefined;
}
