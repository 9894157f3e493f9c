import { expect, test } from 'vitest';
import { Turns } from '../../src/workspace/turns.ts';

const patience = { stuckMs: 10_000, late: () => new Error('late'), signal: undefined };

test('calls with one key come one at a time, in their order', async () => {
  const turns = new Turns();
  const order: string[] = [];
  await Promise.all(
    ['a', 'b', 'c'].map((name) =>
      turns.take('key', patience, async () => {
        order.push(`${name} begins`);
        await Promise.resolve();
        order.push(`${name} ends`);
      }),
    ),
  );
  expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});

test('after some turns in a row others get the time to find the plan free', async () => {
  const turns = new Turns();
  const starts: number[] = [];
  await Promise.all(
    Array.from({ length: 20 }, () => turns.take('key', patience, async () => void starts.push(performance.now()))),
  );
  const gaps = starts.slice(1).map((start, at) => start - (starts[at] ?? 0));
  // Processes look for a lock every 8 to 24 ms.
  expect(gaps.filter((gap) => gap >= 24).length).toBeGreaterThanOrEqual(2);
});
