import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { expect, test } from 'vitest';
import { densePlan } from '../support/densePlan.ts';
import { startServer } from '../support/server.ts';
import { makeWorkspace } from '../support/workspace.ts';

test('a fill of one section answers in at most 80 tokens and one line of text', async () => {
  const server = await startServer(makeWorkspace().path);
  const created = await server.call('create_plan', { title: 'Parcel lockers', template: 'full-lifecycle' });
  const plan = String(created.data?.['path']);
  const answer = await server.call('fill_section', {
    plan,
    fills: [{ section: '1.1', values: { Frontend: 'Lit', Backend: 'Go' } }],
  });
  expect(countTokens(JSON.stringify(answer.data))).toBeLessThanOrEqual(80);
  expect(answer.text).not.toContain('\n');
});

test('the outline of a 50 KB plan takes at most 1,200 tokens, and tells the address of every section', async () => {
  const text = densePlan();
  expect(Buffer.byteLength(text)).toBeGreaterThan(50_000);
  const server = await startServer(makeWorkspace({ 'plans/ferry.md': text }).path);
  const outline = await server.call('read_plan', { plan: 'ferry', view: 'outline' });
  expect(countTokens(outline.text)).toBeLessThanOrEqual(1_200);
  expect(outline.text).toContain('\n  phases/phase-2 "Phase 2: Quay number 2"');
  expect(outline.text).toMatch(/^ {2}phases\/phase-2 .* \/ goals, scope, dependencies, deliverables, /m);
  expect(outline.text).toMatch(/^chapter-on-matter-7 "7" \/ first-matter-of-7, second-matter-of-7$/m);
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map((match) => match[1]);
  const addresses = addressesIn(outline.text);
  expect(addresses).toHaveLength(headings.length + 1);
  const texts: string[] = [];
  for (let from = 0; from < addresses.length; from += 20) {
    const sections = addresses.slice(from, from + 20);
    const read = await server.call('read_plan', { plan: 'ferry', sections, max_tokens: 25_000 });
    expect(read.isError, read.text).toBe(false);
    texts.push(read.text);
  }
  expect(headings.filter((heading) => !texts.some((read) => read.includes(`${heading} {#`)))).toEqual([]);
  const whole = await server.call('read_plan', { plan: 'ferry', view: 'outline', max_tokens: 8_000 });
  expect(whole.text.split('\n').filter((line) => line.includes('goals'))).toHaveLength(12);
});

/** As the last line of the outline says: the id that a line begins with, and that id with each name behind ` / `. */
function addressesIn(outline: string): string[] {
  const lines = outline.split('\n').slice(2, -1);
  return lines.flatMap((line) => {
    const [head = '', below] = line.split(' / ');
    const id = head.trim().split(' ')[0] ?? '';
    return [id, ...(below?.split(', ').map((name) => `${id}/${name.replace(/ \(.*\)$/, '')}`) ?? [])];
  });
}
