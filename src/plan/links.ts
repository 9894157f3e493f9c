import { codeSpans, commentSpans, isInside } from '../markdown/inline.ts';
import { lineAt } from '../markdown/lines.ts';
import type { Block, Document, Span } from '../markdown/model.ts';
import { metadataOf } from './create/metadata.ts';
import type { Subject } from './edits/model.ts';

/** What a plan says lies beside it. */
export interface Link {
  /** As written: `./research.md#findings`. */
  readonly target: string;
  /** `path` is a bare one behind a label; it may be meant from the workspace's root too. */
  readonly form: 'link' | 'path';
  readonly span: Span;
  /** 0-based. */
  readonly line: number;
}

/** Longest target that is read. */
const longest = 500;

/** The relative links of a plan outside code and comments, and the bare path of its spec, in the order of the document. */
export function linksOf(subject: Pick<Subject, 'document' | 'words'>): readonly Link[] {
  const { document } = subject;
  const links = document.blocks.flatMap((block) => linksInBlock(document, block));
  return [...links, ...pathsOf(subject)].toSorted((a, b) => a.span.from - b.span.from);
}

function linksInBlock(document: Document, block: Block): readonly Link[] {
  if (block.kind === 'fence' || block.kind === 'code' || block.kind === 'html' || block.kind === 'rule') return [];
  if (block.children.length > 0) return block.children.flatMap((child) => linksInBlock(document, child));
  // Code spans end with the cell of a table, and so with its row.
  if (block.kind !== 'table') return linksInLines(document, block.first, block.end);
  return Array.from({ length: block.end - block.first }, (_, index) => block.first + index).flatMap((line) =>
    linksInLines(document, line, line + 1),
  );
}

function linksInLines(document: Document, first: number, end: number): readonly Link[] {
  const from = document.lines[first]?.from ?? 0;
  const text = document.text.slice(from, document.lines[end - 1]?.to ?? from);
  const behind = text.includes('](') ? inlineTargets(text) : [];
  const spans = [...behind, ...(text.includes(']:') ? definedTargets(text) : [])];
  if (spans.length === 0) return [];
  const code = codeSpans(text);
  const comments = commentSpans(text);
  return spans
    .filter((span) => !isInside(code, span.from) && !isInside(comments, span.from))
    .filter((span) => isRelative(text.slice(span.from, span.to)))
    .map((span) => {
      const at = { from: from + span.from, to: from + span.to };
      const target = text.slice(span.from, span.to);
      return { target, form: 'link', span: at, line: lineAt(document.lines, at.from) };
    });
}

/** The targets of `[text](target "title")`. */
function inlineTargets(text: string): Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf(']('); at !== -1; at = text.indexOf('](', at + 2)) {
    if (text.lastIndexOf('[', at) === -1 || text.charAt(at - 1) === '\\') continue;
    const rest = text.slice(at + 2, at + 2 + longest);
    const angled = /^<([^<>\r\n]{1,400})>/.exec(rest)?.[1];
    const from = at + 2 + (angled === undefined ? 0 : 1);
    const target = angled ?? bareTarget(rest);
    if (target !== '') spans.push({ from, to: from + target.length });
  }
  return spans;
}

/** Up to a blank or the closing bracket; brackets inside are in pairs. */
function bareTarget(rest: string): string {
  let depth = 0;
  for (let at = 0; at < rest.length; at += 1) {
    const mark = rest.charAt(at);
    if (/\s/.test(mark)) return rest.slice(0, at);
    if (mark === '(') depth += 1;
    if (mark === ')' && depth === 0) return rest.slice(0, at);
    if (mark === ')') depth -= 1;
  }
  return '';
}

/** The targets of `[text]: target`; one that is a word alone is a sentence's. */
function definedTargets(text: string): Span[] {
  const form = /^[ >]{0,8}\[[^\][^]{1,200}\]:[ \t]{1,8}<?([^\s<>]{1,400})>?(?:[ \t]+["'(][^\r\n]{0,200})?[ \t]*$/gm;
  return [...text.matchAll(form)].flatMap((match) => {
    const target = match[1] ?? '';
    const from = match.index + match[0].indexOf(target, match[0].indexOf(']:'));
    return /[/.]/.test(target) ? [{ from, to: from + target.length }] : [];
  });
}

/** A path from beside the plan, not one that still waits for its words: no address, no anchor, no route of a site, no `{feature}`. */
function isRelative(target: string): boolean {
  if (!/[./]/.test(target) || /^[#/?]/.test(target) || /^[a-z][a-z0-9+.-]*:/i.test(target)) return false;
  return !/[{}[\]<>*|\\]|\.\.\.|…|#{2}/.test(target);
}

/** `Spec: specs/003-ferry/spec.md`. */
function pathsOf({ document, words }: Pick<Subject, 'document' | 'words'>): readonly Link[] {
  const told = metadataOf({ document, words }).filter(({ label }) => words.label('spec').is(label));
  return told.flatMap(({ value }) => {
    const target = document.text.slice(value.from, Math.min(value.to, value.from + longest));
    if (!/^(?:\.{1,2}\/|[\w.-]{1,80}\/)[^\s`'"()]{1,300}$/.test(target) || !isRelative(target)) return [];
    return [{ target, form: 'path', span: value, line: lineAt(document.lines, value.from) }];
  });
}
