import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import { z } from 'zod';

/** A JSON schema as clients get it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * The JSON schema of what a caller sends (`input`) or gets (`output`), without what costs tokens or makes clients stumble.
 * Throws if zod can not express the schema.
 */
export function jsonSchemaOf(schema: z.ZodObject, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, override: dropHugeBounds });
  return rest;
}

/**
 * The schema as the SDK lists it. Its own check lets everything through, because `callTool` parses both ways itself: input with
 * an answer that names the right arguments, output before it is sent.
 */
export function listedSchema(jsonSchema: JsonSchema): StandardSchemaWithJSON {
  return {
    '~standard': {
      version: 1,
      vendor: 'plankeeper',
      validate: (value) => ({ value }),
      jsonSchema: { input: () => ({ ...jsonSchema }), output: () => ({ ...jsonSchema }) },
    },
  };
}

/** zod writes the safe-integer range for a bound that nobody set; some clients take no number of that size. */
function dropHugeBounds({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
}
