import { affirmed, readCells } from './cells.ts';
import { beyondOwn, between, isEvidence, type Remark, type Statement } from './evidence.ts';
import type { Principle } from './model.ts';
import { tokensOf, withoutOpening, wordCount } from './phrases.ts';
import type { CheckPlace } from './places.ts';
import { isPlaceholder, type Reader } from './reader.ts';
import { mentionedVerdict, openingVerdict } from './verdictWords.ts';

/** All that a place says of the principle or rule that it names. */
export interface PlaceRecord {
  readonly place: CheckPlace;
  readonly statements: readonly Statement[];
  readonly ticked: boolean;
  /** The author's words beside a verdict. */
  readonly evidence: readonly Remark[];
  readonly justification: string | undefined;
  readonly rules: readonly { readonly words: string; readonly record: PlaceRecord }[];
}

/** Reads what a place says: its box, its own line beyond `rest`'s known words, its child items, its Status and Justification. */
export function readRecord(
  place: CheckPlace,
  rest: string,
  principle: Principle | undefined,
  reader: Reader,
): PlaceRecord {
  const inline = place.form === 'row' ? readCells(place, reader) : readLine(place, rest, reader);
  const parts = below(place).map((child) => readChild(child, principle, reader));
  const stated = parts.filter(({ isMention }) => isMention !== true || inline.statements.length === 0);
  return {
    place,
    statements: [...inline.statements, ...stated.flatMap((part) => part.statements ?? [])],
    ticked: place.box !== undefined && /^x$/i.test(place.box),
    evidence: [...inline.evidence, ...parts.flatMap((part) => part.evidence ?? [])],
    justification: parts.find((part) => part.justification !== undefined)?.justification,
    rules: parts.flatMap((part) => (part.rule === undefined ? [] : [part.rule])),
  };
}

/** The children, those of a subsection in its stead. */
function below(place: CheckPlace): readonly CheckPlace[] {
  return place.children.flatMap((child) => (child.form === 'heading' ? below(child) : [child]));
}

interface Part {
  readonly statements?: readonly Statement[];
  /** Running text that mentions a verdict and is not clear about it: the place's own verdict stands above it. */
  readonly isMention?: boolean;
  readonly evidence?: readonly Remark[];
  readonly justification?: string;
  readonly rule?: { readonly words: string; readonly record: PlaceRecord };
}

function readChild(child: CheckPlace, principle: Principle | undefined, reader: Reader): Part {
  const { words } = reader;
  if (words.label('justification').rank(child.name) !== undefined && child.form !== 'box')
    return justificationPart(child, reader);
  if (words.label('verdict').is(child.name) && child.form !== 'box') {
    const labelled = labelledVerdict(child, reader);
    if (labelled !== undefined) return labelled;
  }
  const spoken = child.form === 'row' ? undefined : openingVerdict(child.whole, words);
  if (spoken !== undefined && child.form !== 'box') {
    const more = child.children.map((one) => readChild(one, undefined, reader));
    const below = more.flatMap((part) => part.evidence ?? []).map(({ text }) => text);
    const notes = [spoken.note, ...below].filter((note) => isEvidence(note, reader));
    return { statements: [{ said: spoken.said, note: notes.join(between), line: child.line }], ...justifiedBy(more) };
  }
  const mentioned = child.form === 'prose' ? mentionedVerdict(child.text, words) : undefined;
  if (mentioned !== undefined) {
    const note = isEvidence(mentioned.note, reader) ? mentioned.note : '';
    return { statements: [{ said: mentioned.said, note, line: child.line }], isMention: mentioned.said === 'unclear' };
  }
  const rule = ruleOf(child, principle, reader) ?? concludedRule(child, principle, reader);
  if (rule !== undefined) return { rule };
  const said = words.label('evidence').is(child.name) ? child.text : child.whole;
  const own = [
    { text: beyondOwn(said, reader), line: child.line },
    ...child.children.flatMap((one) => readChild(one, undefined, reader).evidence ?? []),
  ];
  return { evidence: own.filter(({ text }) => isEvidence(text, reader)) };
}

function justifiedBy(parts: readonly Part[]): { justification?: string } {
  const justification = parts.find((part) => part.justification !== undefined)?.justification;
  return justification === undefined ? {} : { justification };
}

function justificationPart(child: CheckPlace, reader: Reader): Part {
  const texts = [child.text, ...child.children.map((one) => one.whole)].filter((text) => isEvidence(text, reader));
  if (texts.length === 0) return {};
  return { evidence: texts.map((text) => ({ text, line: child.line })), justification: texts.join(' ') };
}

/** `**Status**: PASS`. A short value that is no verdict is one that cannot be read; a longer one is prose under a like label. */
function labelledVerdict(child: CheckPlace, reader: Reader): Part | undefined {
  const spoken = openingVerdict(child.text, reader.words) ?? affirmed(child.text, reader);
  if (spoken !== undefined) {
    const note = isEvidence(spoken.note, reader) ? spoken.note : '';
    return { statements: [{ said: spoken.said, note, line: child.line }] };
  }
  const isShort = child.text !== '' && wordCount(child.text) <= 3 && !isPlaceholder(child.text);
  return isShort ? { statements: [{ said: 'unclear', note: child.text, line: child.line }] } : undefined;
}

/** A box, a row with a verdict, or a bullet that the constitution has as a rule or that carries a record of its own. */
function ruleOf(child: CheckPlace, principle: Principle | undefined, reader: Reader): Part['rule'] {
  if (principle === undefined) return undefined;
  const opening = principle.rules.find((rule) => opensWith(child.whole, rule));
  const hasRecord = child.children.some((one) => openingVerdict(one.whole, reader.words) !== undefined);
  const hasVerdict = child.form === 'row' && readCells(child, reader).statements.length > 0;
  if (child.form !== 'box' && opening === undefined && !hasRecord && !hasVerdict) return undefined;
  const words = opening ?? (child.form === 'row' ? (child.cells[0]?.text ?? '') : child.whole);
  const rest =
    opening !== undefined
      ? restBehind(child.whole, opening)
      : isUnnamedBox(child)
        ? behindDash(child.whole)
        : child.text;
  return { words, record: readRecord(child, rest, undefined, reader) };
}

/** A bullet that an arrow or dash leads to its verdict: `One project only → PASS`. */
function concludedRule(child: CheckPlace, principle: Principle | undefined, reader: Reader): Part['rule'] {
  const end = /^(.{1,600}?)(?:→|⇒|->|=>|\s[–—]\s)\s{0,3}([^→⇒\n\r]{1,200})$/u.exec(child.whole);
  if (principle === undefined || child.form !== 'bullet' || end === null) return undefined;
  const spoken = openingVerdict(end[2] ?? '', reader.words);
  if (spoken === undefined || spoken.said === 'unclear' || spoken.said === 'choice') return undefined;
  const note = [end[1] ?? '', spoken.note]
    .map((text) => beyondOwn(text, reader))
    .filter((text) => isEvidence(text, reader));
  const statements = [{ said: spoken.said, note: note.join(between), line: child.line }];
  const record = { place: child, statements, ticked: false, evidence: [], justification: undefined, rules: [] };
  return { words: child.whole, record };
}

/** The words of a box without a name are the rule itself; only what a dash leads over to may be the author's. */
function isUnnamedBox(place: CheckPlace): boolean {
  return place.form === 'box' && place.name === '';
}

function opensWith(text: string, start: string): boolean {
  const words = tokensOf(text);
  const own = tokensOf(start);
  return own.length > 0 && own.every((token, index) => words[index]?.text === token.text);
}

function restBehind(text: string, start: string): string {
  const last = tokensOf(text)[tokensOf(start).length - 1];
  return last === undefined ? text : text.slice(last.to).replace(/^[\s.:;,?!)\]]+/, '');
}

/** A verdict on the place's own line, and what it says beyond the words of constitution and template. */
function readLine(
  place: CheckPlace,
  rest: string,
  reader: Reader,
): { statements: readonly Statement[]; evidence: readonly Remark[] } {
  const { words } = reader;
  const beyond = reader.isOwnList && place.form === 'box' ? behindDash(place.whole) : beyondOwn(rest, reader);
  const heading =
    place.form === 'heading' ? (openingVerdict(place.name, words) ?? mentionedVerdict(place.name, words)) : undefined;
  const spoken =
    heading ?? openingVerdict(rest, words) ?? openingVerdict(beyond, words) ?? mentionedVerdict(beyond, words);
  if (spoken === undefined)
    return { statements: [], evidence: isEvidence(beyond, reader) ? [{ text: beyond, line: place.line }] : [] };
  const note = heading === undefined && isEvidence(spoken.note, reader) ? beyondOwn(spoken.note, reader) : '';
  return { statements: [{ said: spoken.said, note, line: place.line }], evidence: [] };
}

/** What follows the last question, or a dash between blanks. */
function behindDash(text: string): string {
  const parts = /[?？](?=\s|$)|\s(?:[–—]|->|→)\s/u.exec(text);
  return parts === null
    ? ''
    : withoutOpening(text.slice(Math.max(text.search(/[?？](?=\s[^?？]*$)/u) + 1, parts.index)));
}
