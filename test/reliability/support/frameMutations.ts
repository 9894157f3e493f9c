import type { Chance } from './frameChance.ts';

/** Values that programs trip over. */
const oddValues: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53,
  -(2 ** 53),
  1e308,
  '',
  ' ',
  '\u0000',
  '__proto__',
  'constructor',
  '\ud800',
  '\u202e',
  '\ufffd',
  '../../etc/passwd',
  '/etc/passwd',
  'plans/../../x.md',
  'CON',
  'a\nb',
  '\u001b[31m',
  '# Heading',
  '---\n',
  '```',
  '{{#each}}',
  'x'.repeat(5_000),
  [],
  {},
  [[[[]]]],
  [1, 'a', null],
  { toString: 1 },
  { length: 5 },
];
const oddBytes = [
  '\u0000',
  '\n',
  '\r',
  '\t',
  '\u001b',
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\u2028',
  '\ufeff',
  '\\ud800',
  '\\u0000',
  '\\/',
  '9'.repeat(400),
  '1e999',
  '-0',
  '0x1',
  'NaN',
  '//',
];

/** A frame with some of its bytes or parts changed; `others` are frames to splice with. May hold line feeds in its middle. */
export function mutated(chance: Chance, frame: string, others: readonly string[]): Buffer {
  let bytes = Buffer.from(frame.trimEnd());
  if (chance.below(2) === 0) {
    for (let times = 1 + chance.below(2); times > 0; times -= 1)
      bytes = Buffer.from(changedParts(chance, bytes.toString('utf8')));
  } else {
    for (let times = 1 + chance.below(3); times > 0; times -= 1) bytes = changedBytes(chance, bytes, others);
  }
  return Buffer.concat([bytes, Buffer.from('\n')]);
}

function changedBytes(chance: Chance, bytes: Buffer, others: readonly string[]): Buffer<ArrayBuffer> {
  const at = chance.below(bytes.length + 1);
  const to = Math.min(bytes.length, at + chance.below(30));
  const [before, middle, after] = [bytes.subarray(0, at), bytes.subarray(at, to), bytes.subarray(to)];
  switch (chance.below(7)) {
    case 0: {
      const flipped = Buffer.from(bytes);
      if (at < bytes.length) flipped[at] = (flipped[at] ?? 0) ^ (1 << chance.below(8));
      return flipped;
    }
    case 1:
      return Buffer.from(before);
    case 2:
      return Buffer.concat([before, after]);
    case 3:
      return Buffer.concat([before, ...Array.from({ length: 1 + chance.below(20) }, () => middle), after]);
    case 4: {
      const other = Buffer.from(chance.pick(others));
      return Buffer.concat([before, other.subarray(chance.below(other.length))]);
    }
    case 5:
      return Buffer.concat([before, Buffer.from(chance.pick(oddBytes)), middle, after]);
    default: {
      // A number for a number: ids, limits, versions.
      const text = bytes
        .toString('latin1')
        .replace(/\d+/g, (digits) => (chance.below(4) === 0 ? chance.pick(numbers) : digits));
      return Buffer.from(text, 'latin1');
    }
  }
}

const numbers = ['0', '-1', '1.5', '9007199254740993', '1e400', '-1e-400', '4294967296', '00', '1_000', '9'.repeat(60)];

/** Another JSON text with one part of it changed; the text itself where it is no JSON. */
function changedParts(chance: Chance, text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(changed(chance, value));
  } catch {
    return text;
  }
}

function changed(chance: Chance, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || chance.below(8) === 0) return odd(chance, value);
  if (Array.isArray(value)) {
    if (value.length === 0 || chance.below(6) === 0) return [...value, ...value, odd(chance, value[0])];
    const at = chance.below(value.length);
    return value.map((each: unknown, index) => (index === at ? changed(chance, each) : each));
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return { x: odd(chance, 1) };
  const at = chance.below(entries.length);
  const how = chance.below(10);
  if (how === 0) return Object.fromEntries(entries.filter((_, index) => index !== at));
  if (how === 1) return Object.fromEntries([...entries, [chance.pick(names), odd(chance, 1)]]);
  if (how === 2)
    return Object.fromEntries(entries.map(([key, each], index) => [index === at ? chance.pick(names) : key, each]));
  return Object.fromEntries(entries.map(([key, each], index) => [key, index === at ? changed(chance, each) : each]));
}

const names = [
  'id',
  'ID',
  'method',
  'params',
  'jsonrpc',
  'result',
  'error',
  '_meta',
  'arguments',
  'name',
  'plan',
  'fills',
  '',
  '\u0000',
  'constructor',
  'toString',
  'hasOwnProperty',
  'x'.repeat(300),
  'ключ',
];

function odd(chance: Chance, value: unknown): unknown {
  switch (chance.below(6)) {
    case 0:
      return String(value);
    case 1:
      return [value];
    case 2:
      return { value };
    case 3:
      return nested(chance, value);
    default:
      return chance.pick(oddValues);
  }
}

function nested(chance: Chance, value: unknown): unknown {
  let deep = value;
  for (let level = chance.below(200); level > 0; level -= 1) deep = chance.below(2) === 0 ? [deep] : { deep };
  return deep;
}
