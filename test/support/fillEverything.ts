import { z } from 'zod';
import { saneValue } from './saneValues.ts';
import type { TestServer } from './server.ts';

interface Entry {
  readonly name: string;
  /** The slots' own words, one for each time the name stands or one for all. */
  readonly words: string;
  readonly count: number;
  readonly options: readonly string[];
}

/** Reads the unfilled view as an agent would, and gives each place's entries by its id. */
export function readUnfilled(view: string): Map<string, Entry[]> {
  const body = view.slice(view.indexOf('\n\n') + 2).split('\n\nNot counted')[0] ?? '';
  const places = new Map<string, Entry[]>();
  for (const line of body.split('\n')) {
    const match = /^(\S+): (.+)$/.exec(line);
    if (match?.[1] !== undefined && match[2] !== undefined) places.set(match[1], match[2].split('; ').map(entryOf));
  }
  return places;
}

function entryOf(text: string): Entry {
  const count = / ×(\d+)$/.exec(text);
  const rest = count === null ? text : text.slice(0, count.index);
  const labelled = /^(.+?) \[(.+)\]$/.exec(rest);
  const inner = labelled?.[2] ?? rest;
  const options = inner.startsWith('one of ') ? inner.slice('one of '.length).split(', ') : [];
  return { name: labelled?.[1] ?? rest, words: inner, count: Number(count?.[1] ?? 1), options };
}

/** The values that fill a place's entries: one text each, as many as a name stands. */
export function valuesFor(id: string, entries: readonly Entry[]): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  for (const { name, words, count, options } of entries) {
    const text = (index: number): string => saneValue({ place: id, name, words, options, index });
    values[name] = count === 1 ? text(1) : Array.from({ length: count }, (_, index) => text(index + 1));
  }
  return values;
}

/** Fills whatever a plan still names as unfilled, one place a call; gives what each call answered. */
export async function fillEverything(
  server: TestServer,
  plan: string,
  each: (id: string, idAfter: string, before: string, after: string) => void,
  read: () => string,
): Promise<void> {
  for (let round = 0; round < 200; round += 1) {
    const view = (await server.call('read_plan', { plan, view: 'unfilled' })).text;
    const [place] = readUnfilled(view);
    if (place === undefined) return;
    const [id, entries] = place;
    const before = read();
    const answer = await server.call('fill_section', {
      plan,
      fills: [{ section: id, values: valuesFor(id, entries) }],
    });
    if (answer.isError) throw new Error(`${id}: ${answer.text}`);
    const [changed] = z.array(z.object({ section: z.string() })).parse(answer.data?.['changed']);
    each(id, changed?.section ?? id, before, read());
  }
  throw new Error(`Never filled: ${(await server.call('read_plan', { plan, view: 'unfilled' })).text}`);
}
