import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { invalidInput } from '../../src/mcp/calls/invalidInput.ts';
import { jsonSchemaOf } from '../../src/mcp/calls/schemas.ts';

const input = z.strictObject({
  plan: z.string().min(1).max(20),
  view: z.enum(['content', 'outline']).optional(),
  limit: z.int().min(1).max(50).optional(),
  blocking_only: z.boolean().optional(),
  fills: z
    .array(
      z.strictObject({
        section: z.string(),
        values: z.record(z.string().max(25), z.union([z.string(), z.array(z.string()).max(3)])).optional(),
      }),
    )
    .min(1)
    .optional(),
});

function refusalOf(args: unknown): string {
  const parsed = input.safeParse(args);
  if (parsed.success) throw new Error('These arguments fit.');
  return invalidInput('some_tool', jsonSchemaOf(input, 'input'), args, parsed.error.issues).text;
}

describe('invalidInput', () => {
  it.each([
    [
      { plan: 'a', secton: 'b' },
      'Unknown argument "secton": some_tool takes plan, view?, limit?, blocking_only?, fills?.',
    ],
    [
      { plan: 'a', fills: [{ section: 's', contnet: 'x' }] },
      'Unknown argument "contnet": fills[0] takes section, values?.',
    ],
    [{}, 'plan is missing: expected text.'],
    [{ plan: 'a', fills: [{}] }, 'fills[0].section is missing: expected text.'],
    [{ plan: 7 }, 'plan: expected text, found 7.'],
    [{ plan: 'a', view: 'all' }, 'view: expected one of "content", "outline", found "all".'],
    [{ plan: 'a', limit: 1.5 }, 'limit: expected a whole number, found 1.5.'],
    [{ plan: 'a', limit: 0 }, 'limit: expected at least 1, found 0.'],
    [{ plan: 'a', limit: 99 }, 'limit: expected at most 50, found 99.'],
    [{ plan: '' }, 'plan: expected at least 1 character, found 0.'],
    [{ plan: 'x'.repeat(21) }, 'plan: expected at most 20 characters, found 21.'],
    [{ plan: 'a', fills: [] }, 'fills: expected a list of at least 1, found 0.'],
    [
      { plan: 'a', fills: [{ section: 's', values: { Tasks: ['1', '2', '3', '4'] } }] },
      'fills[0].values.Tasks: expected a list of at most 3, found 4.',
    ],
    [
      { plan: 'a', fills: [{ section: 's', values: { [`${'N'.repeat(30)}`]: 'x' } }] },
      `fills[0].values.${'N'.repeat(30)}: as a name, expected at most 25 characters, found 30.`,
    ],
    [{ plan: 'a', blocking_only: 'yes' }, 'blocking_only: expected true or false, found "yes".'],
    [{ plan: 'a', fills: 'x' }, 'fills: expected a list of an object with section, values?, found "x".'],
    [
      { plan: 'a', fills: [{ section: 's', values: ['x'] }] },
      'fills[0].values: expected an object of names and values',
    ],
    [
      { plan: 'a', fills: [{ section: 's', values: { Goal: 5 } }] },
      'fills[0].values.Goal: expected text or a list of text, found 5.',
    ],
    [[], 'The arguments: expected an object with plan, view?'],
  ])('%j', (args, words) => {
    const text = refusalOf(args);
    expect(text).toMatch(/^\[invalid_input\] /);
    expect(text).toContain(words);
  });

  it('tells all faults at once, in a bounded answer', () => {
    const text = refusalOf({
      plan: 'x'.repeat(9),
      a: 1,
      b: 2,
      fills: Array.from({ length: 100 }, () => ({ section: {} })),
    });
    expect(text).toContain('And ');
    expect(text.length).toBeLessThan(1500);
    expect(refusalOf({ plan: { long: 'x'.repeat(100_000) } }).length).toBeLessThan(300);
  });

  it('does not stumble over hostile names', () => {
    const args: unknown = JSON.parse(
      '{"plan":"a","__proto__":{"x":1},"constructor":2,"fills":[{"section":"s","toString":1}]}',
    );
    expect(refusalOf(args)).toContain('"constructor"');
  });
});
