import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import { z } from 'zod';

/** A JSON schema as clients get it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * The JSON schema of what a caller sends (`input`) or gets (`output`), without what costs tokens or makes clients stumble.
 * Throws if zod can not express the schema.
 */
export function jsonSchemaOf(schema: z.ZodObject, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, override: dropNoise });
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

/**
 * What tells a model nothing that it needs: limits on length guard the server, and their refusal names them; names of records
 * are text anyway; the safe-integer range, which zod writes for a bound that nobody set, is a number that some clients don't take.
 */
function dropNoise({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  for (const limit of ['minLength', 'maxLength', 'minItems', 'maxItems', 'propertyNames'] as const)
    delete jsonSchema[limit];
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
}
