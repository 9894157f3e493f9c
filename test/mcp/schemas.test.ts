import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { jsonSchemaOf, listedSchema } from '../../src/mcp/calls/schemas.ts';

describe('jsonSchemaOf', () => {
  it('is strict, without a dialect line and without bounds that nobody set', () => {
    const schema = jsonSchemaOf(z.strictObject({ count: z.int(), limit: z.int().min(1).max(50).optional() }), 'input');
    expect(schema).toEqual({
      type: 'object',
      properties: { count: { type: 'integer' }, limit: { type: 'integer', minimum: 1, maximum: 50 } },
      required: ['count'],
      additionalProperties: false,
    });
  });

  it('keeps limits on length and the type of names to itself', () => {
    const schema = z.strictObject({
      values: z.record(z.string(), z.string().max(9)),
      list: z.array(z.string()).min(1),
    });
    expect(jsonSchemaOf(schema, 'input').properties).toEqual({
      values: { type: 'object', additionalProperties: { type: 'string' } },
      list: { type: 'array', items: { type: 'string' } },
    });
    expect(schema.safeParse({ values: { a: 'longer than nine' }, list: [] }).success).toBe(false);
  });

  it('throws on what JSON schema can not express', () => {
    expect(() => jsonSchemaOf(z.strictObject({ when: z.date() }), 'output')).toThrow(/Date/);
  });
});

describe('listedSchema', () => {
  it('lists the schema and lets every value through to our own parse', async () => {
    const { '~standard': standard } = listedSchema({ type: 'object', additionalProperties: false });
    expect(standard.jsonSchema.input({ target: 'draft-2020-12' })).toEqual({
      type: 'object',
      additionalProperties: false,
    });
    expect(await standard.validate({ anything: 1 })).toEqual({ value: { anything: 1 } });
  });
});
