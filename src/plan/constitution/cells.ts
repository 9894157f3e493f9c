import { beyondOwn, between, isEvidence, type Remark, type Statement } from './evidence.ts';
import { withoutOpening } from './phrases.ts';
import type { CheckPlace } from './places.ts';
import { isPlaceholder, type Reader } from './reader.ts';
import { mentionedVerdict, openingVerdict, type Spoken } from './verdictWords.ts';

/** The status cell and the notes of a table row. */
export function readCells(
  place: CheckPlace,
  reader: Reader,
): { statements: readonly Statement[]; evidence: readonly Remark[] } {
  const cell = statusCell(place, reader);
  if (cell === undefined) return { statements: [], evidence: ownCells(place, reader) };
  const spoken = spokenIn(cell, reader);
  if (spoken === undefined) {
    const isOpen = cell.text.trim() === '' || isPlaceholder(cell.text) || reader.words.none.is(cell.text);
    return { statements: isOpen ? [] : [{ said: 'unclear', note: cell.text, line: place.line }], evidence: [] };
  }
  const own = [spoken.note, ...notesBeside(cell, place, reader)].filter((text) => isEvidence(text, reader));
  const stated = { said: spoken.said, note: own.join(between), line: place.line };
  return { statements: [stated, ...otherVerdicts(cell, spoken, place, reader)], evidence: [] };
}

type Cell = CheckPlace['cells'][number];

/** Of the columns that are called so the first with a verdict, else the first; without such a column the first cell that opens with one. */
function statusCell(place: CheckPlace, reader: Reader): Cell | undefined {
  const { words } = reader;
  const behind = place.cells.slice(1);
  const opens = ({ text }: Cell): boolean => openingVerdict(text, words) !== undefined;
  const headed = behind.filter(({ column }) => words.label('verdict').is(column));
  return headed.find(opens) ?? headed[0] ?? behind.find(opens);
}

function spokenIn({ column, text }: Cell, reader: Reader): Spoken | undefined {
  const { words } = reader;
  const asked = words.label('verdict').is(column) ? affirmed(text, reader) : undefined;
  return openingVerdict(text, words) ?? mentionedVerdict(text, words) ?? asked;
}

function notesBeside(cell: Cell, place: CheckPlace, reader: Reader): readonly string[] {
  const others = place.cells.slice(1).filter((other) => other !== cell && reader.names.match(other.text) === undefined);
  const labelled = others.filter((other) => reader.words.label('evidence').is(other.column));
  return (labelled.length > 0 ? labelled : others).map((other) => beyondOwn(other.text, reader));
}

/** Another round's verdict in the same row that is not the same: `✅` before the design, `❌` after it. Notes are none. */
function otherVerdicts(cell: Cell, spoken: Spoken, place: CheckPlace, reader: Reader): readonly Statement[] {
  const { words } = reader;
  return place.cells.slice(1).flatMap((other): readonly Statement[] => {
    if (other === cell || words.label('evidence').is(other.column)) return [];
    const said = openingVerdict(other.text, words);
    const isRound = said !== undefined && said.note === '' && ['pass', 'violation', 'deferred'].includes(said.said);
    return isRound && said.said !== spoken.said ? [{ said: said.said, note: '', line: place.line }] : [];
  });
}

/** 'Yes', 'Covered' where a verdict is asked for; elsewhere they say nothing. */
export function affirmed(text: string, { words }: Reader): Spoken | undefined {
  const clause = text.split(/[.;:,。；：，、（(]|\s[–—-]\s/u, 1)[0] ?? '';
  return words.constitution('affirms').is(clause)
    ? { said: 'pass', note: withoutOpening(text.slice(clause.length)) }
    : undefined;
}

/** What a row without a verdict says itself, in the cells behind its first that name no principle. */
function ownCells(place: CheckPlace, reader: Reader): readonly Remark[] {
  const others = place.cells.filter(({ text }, index) => index > 0 && reader.names.match(text) === undefined);
  const texts = others.map(({ text }) => beyondOwn(text, reader)).filter((text) => isEvidence(text, reader));
  return texts.map((text) => ({ text, line: place.line }));
}
