import { z } from 'zod';

/** A JSON schema as far as the page of the tools reads it. */
export const schema = z.looseObject({
  type: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.unknown().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
});

export type Schema = z.output<typeof schema>;

/** What a value is, in words; with its bounds where somebody has to keep them. */
export function kindOf(own: Schema, isBounded: boolean): string {
  if (own.enum !== undefined) return own.enum.map((choice) => `\`${String(choice)}\``).join(', ');
  if (own.anyOf !== undefined) return own.anyOf.map((choice) => kindOf(schema.parse(choice), false)).join(' or ');
  const bounds = isBounded ? boundsOf(own) : '';
  if (own.type === 'array') return `list of ${plural(kindOf(schema.parse(own.items ?? {}), false))}${bounds}`;
  if (own.type === 'string') return `text${bounds}`;
  if (own.type === 'integer') return `whole number${bounds}`;
  if (own.type === 'boolean') return 'true or false';
  if (own.type === 'object' && own.properties === undefined)
    return `object: ${kindOf(schema.parse(own.additionalProperties ?? {}), false)} by name`;
  return own.type ?? 'anything';
}

function plural(kind: string): string {
  return kind === 'object' ? 'objects' : kind === 'text' ? 'texts' : kind;
}

function boundsOf({ type, minimum, maximum, minLength, maxLength, minItems, maxItems }: Schema): string {
  if (type === 'integer') return rangeOf(minimum, maximum);
  return type === 'array' ? rangeOf(minItems, maxItems) : rangeOf(minLength, maxLength);
}

function rangeOf(least: number | undefined, most: number | undefined): string {
  if (most === undefined) return '';
  return least === undefined ? `, up to ${most.toLocaleString('en')}` : `, ${least} to ${most.toLocaleString('en')}`;
}
