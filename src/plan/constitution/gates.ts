import { wordNumberOf } from '../../markdown/slug.ts';
import type { GateCheck, GatePlace, GateState } from './model.ts';
import type { CheckPlace } from './places.ts';
import { isPlaceholder, isSubstance, type Reader } from './reader.ts';
import { tokensOf, withoutOpening } from './phrases.ts';

/** Whether a place is one gate: a heading or unit 'Gate N'. */
export function isGate(place: CheckPlace, reader: Pick<Reader, 'words'>): boolean {
  if (place.form !== 'heading' && place.form !== 'field' && place.form !== 'bullet') return false;
  const numbered = wordNumberOf(place.name.replace(/\*\*|__/g, ''));
  return numbered !== undefined && reader.words.unit('gate').is(numbered.words.replace(/(?<![\d.\s])[\d.\s]+$/, ''));
}

/** The gates among places: 'Gate N' anywhere; in a gates section every box, row and labelled status too. */
export function readGates(places: readonly CheckPlace[], inGates: boolean, reader: Reader): readonly GateCheck[] {
  return places.flatMap((place): readonly GateCheck[] => {
    if (isGate(place, reader)) return [gateOf(place, reader)];
    if (place.form === 'heading') {
      const isOne = inGates && place.children.some((child) => isStatus(child, reader));
      return isOne ? [gateOf(place, reader)] : readGates(place.children, inGates, reader);
    }
    if (place.form === 'field' && place.children.length > 0) return readGates(place.children, inGates, reader);
    if (!inGates) return [];
    if (place.form === 'box') return [boxGate(place, reader)];
    if (place.form === 'row') return rowGate(place, reader);
    const spoken = place.name === '' ? undefined : stateIn(place.text, reader);
    return spoken === undefined || reader.words.label('gateResult').is(place.name)
      ? []
      : [gateFrom(place, place.name, spoken, isReason(spoken.note, reader) ? spoken.note : reasonOf(place, reader))];
  });
}

interface Spoken {
  readonly state: GateState;
  readonly note: string;
  readonly why?: string;
}

function isStatus(place: CheckPlace, reader: Reader): boolean {
  return reader.words.label('verdict').is(place.name) || reader.words.label('status').is(place.name);
}

function gateOf(place: CheckPlace, reader: Reader): GateCheck {
  const status = place.children.find((child) => isStatus(child, reader));
  const spoken =
    (status === undefined ? stateIn(place.text, reader) : stateIn(status.text, reader)) ?? recordIn(place, reader);
  const title = place.name.replace(/\*\*|__/g, '').trim();
  const reason = [spoken?.note ?? '', reasonOf(place, reader)].find((text) => isReason(text, reader));
  return { ...gateFrom(place, title, spoken ?? unread(status ?? place), reason ?? ''), place: placeOf(place, reader) };
}

/** The labels below a gate that take its state and its reason. */
function placeOf(gate: CheckPlace, reader: Reader): GatePlace {
  const { words } = reader;
  const status = gate.children.find((child) => isStatus(child, reader));
  const notes = gate.children.find(
    (child) =>
      child !== status && (words.label('justification').is(child.name) || words.label('evidence').is(child.name)),
  );
  const pass = status?.text
    .split(/[/|]/)
    .map((option) => option.replace(/^[\s*_`[(]+|(?<![\s*_`\])])[\s*_`\])]+$/g, ''));
  const word = pass !== undefined && pass.length > 1 ? pass.find((option) => words.gate('pass').is(option)) : undefined;
  return {
    form: gate.form === 'prose' ? 'section' : gate.form,
    columns: {
      ...(status === undefined ? {} : { status: status.name }),
      ...(notes === undefined ? {} : { notes: notes.name }),
      ...(word === undefined ? {} : { pass: word }),
    },
  };
}

/** A child item `- FAIL: reason` says what the box or gate is. */
function recordIn(place: CheckPlace, reader: Reader): Spoken | undefined {
  return place.children.map((child) => stateIn(child.whole, reader)).find((spoken) => spoken !== undefined);
}

function boxGate(place: CheckPlace, reader: Reader): GateCheck {
  const record = recordIn(place, reader);
  const ticked = place.box !== undefined && /^x$/i.test(place.box);
  const title = place.name === '' ? place.whole : place.name;
  if (record === undefined) return gateFrom(place, title, { state: ticked ? 'pass' : 'undecided', note: '' }, '');
  if (ticked && record.state !== 'pass') {
    return gateFrom(
      place,
      title,
      { state: 'undecided', note: '', why: 'its box is ticked, its record says otherwise' },
      '',
    );
  }
  return gateFrom(place, title, record, isReason(record.note, reader) ? record.note : reasonOf(place, reader));
}

function rowGate(place: CheckPlace, reader: Reader): readonly GateCheck[] {
  const at = place.cells.findIndex(
    (cell, index) =>
      index > 0 && (reader.words.label('verdict').is(cell.column) || stateIn(cell.text, reader) !== undefined),
  );
  const cell = place.cells[at];
  const title = place.cells[0]?.text ?? '';
  if (cell === undefined || title === '') return [];
  const spoken = stateIn(cell.text, reader) ?? { state: 'undecided' as const, note: '' };
  const notes = place.cells.filter((_, index) => index > 0 && index !== at).map((other) => other.text);
  const gate = gateFrom(place, title, spoken, [spoken.note, ...notes].find((text) => isReason(text, reader)) ?? '');
  const noted = place.cells.find(
    ({ column }, index) => index > 0 && index !== at && reader.words.label('evidence').is(column),
  );
  const columns = { status: cell.column, ...(noted === undefined ? {} : { notes: noted.column }) };
  return [{ ...gate, place: { form: 'row', columns } }];
}

function gateFrom(place: CheckPlace, title: string, spoken: Spoken, reason: string): GateCheck {
  const lacks = spoken.state === 'conditional' && reason === '' ? 'it lacks its reason' : undefined;
  const why = spoken.why ?? lacks;
  return {
    id: place.id,
    title: title.slice(0, 200),
    state: spoken.state,
    line: place.line + 1,
    ...(why === undefined ? {} : { why }),
    place: {
      form: place.form === 'prose' ? 'section' : place.form,
      ...(place.box === undefined ? {} : { box: place.box }),
    },
  };
}

function unread(place: CheckPlace): Spoken {
  const isOpen = place.text === '' || isPlaceholder(place.text);
  return isOpen
    ? { state: 'undecided', note: '' }
    : { state: 'undecided', note: '', why: `line ${place.line + 1} gives no state that can be told` };
}

/** The state that opens a text; a list of several is one not chosen. */
export function stateIn(text: string, reader: Pick<Reader, 'words'>): Spoken | undefined {
  const said = new Set<GateState>();
  let rest = text.replace(/^[\s*_`[(]{1,8}/, '');
  let isListed = false;
  for (let found = opening(rest, reader); found !== undefined; found = opening(rest, reader)) {
    said.add(found.state);
    rest = rest.slice(found.length);
    isListed ||= /^[\s*_`]{0,4}[/|]/.test(rest);
    rest = rest.replace(/^[\s*_`/|]{1,8}/, '');
  }
  const [state] = said;
  if (state === undefined) return undefined;
  if (isListed && said.size > 1) return { state: 'undecided', note: '' };
  if (said.size > 1) return { state: 'undecided', note: '', why: 'it gives more than one state' };
  if (reader.words.constitution('promised').opens(rest) > 0)
    return { state: 'undecided', note: '', why: 'its state has a condition' };
  const isSeparate = /^\s*(?:$|[:：.,;，。；、)\]（(=]|[–—-]|->|→)/u.test(rest) || tokensOf(rest).length === 0;
  return isSeparate ? { state, note: withoutOpening(rest.replace(/^\s*[(（]/u, '')) } : undefined;
}

function opening(text: string, reader: Pick<Reader, 'words'>): { state: GateState; length: number } | undefined {
  if (/^\s*[(（:：–—-]/u.test(text)) return undefined;
  return (['pass', 'fail', 'conditional'] as const)
    .map((state) => ({ state, length: reader.words.gate(state).opens(text) }))
    .filter(({ length }) => length > 0)
    .toSorted((a, b) => b.length - a.length)[0];
}

function reasonOf(place: CheckPlace, reader: Reader): string {
  const field = place.children.find(
    (child) => reader.words.label('justification').is(child.name) || reader.words.label('evidence').is(child.name),
  );
  const text = field === undefined ? '' : [field.text, ...field.children.map((child) => child.whole)].join(' ').trim();
  return isReason(text, reader) ? text : '';
}

function isReason(text: string, reader: Reader): boolean {
  return isSubstance(text, reader.words);
}
