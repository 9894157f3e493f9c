import { z } from 'zod';
import type { ShownTool } from '../../src/mcp/listedTool.ts';
import { listing } from '../../src/mcp/listing.ts';

/** The text of docs/tools.md: what each tool is for, takes and answers, out of its definition. */
export function toolsPage(): string {
  return `${[head, ...listing.map(toolSection)].join('\n\n')}\n`;
}

const head = `# The tools

<!-- Made by \`npm run docs\` from src/tools: change those. -->

An argument with \`?\` may be left out. An unknown argument is refused, with the known ones. A refusal is a result with \`isError\` whose text
opens with its code in brackets and names the call that would work.`;

/** A JSON schema as far as this page reads it. */
const schema = z.looseObject({
  type: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.unknown().optional(),
});

type Schema = z.output<typeof schema>;

function toolSection({ tool, input, output }: ShownTool): string {
  const { readOnly, destructive, idempotent } = tool.hints;
  const kind = readOnly
    ? 'Reads only.'
    : `Writes${destructive ? ', and may replace what stands there' : ', and replaces nothing'}; ${
        idempotent ? 'the same call twice is as once' : 'the same call twice may write twice'
      }.`;
  const answer =
    output === undefined ? 'Answers with text.' : `Answers with text and data:\n\n${table('key', rowsOf(output, ''))}`;
  return [`## ${tool.name}`, tool.description, kind, table('argument', rowsOf(input, '')), answer].join('\n\n');
}

interface Row {
  readonly name: string;
  readonly takes: string;
  readonly note: string;
}

function table(what: string, rows: readonly Row[]): string {
  if (rows.length === 0) return `No ${what}s.`;
  const lines = rows.map(({ name, takes, note }) => `| \`${name}\` | ${cell(takes)} | ${cell(note)} |`);
  return [`| ${what} | | |`, '|---|---|---|', ...lines].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

/** Each property with those within it: `items[].state`. */
function rowsOf(source: unknown, before: string): readonly Row[] {
  const { properties = {}, required = [] } = schema.parse(source);
  return Object.entries(properties).flatMap(([name, value]) => {
    const own = schema.parse(value);
    const at = `${before}${name}`;
    const inner = own.type === 'array' ? schema.parse(own.items ?? {}) : own;
    const isList = own.type === 'array';
    return [
      { name: required.includes(name) ? at : `${at}?`, takes: kindOf(own), note: own.description ?? '' },
      ...(inner.properties === undefined ? [] : rowsOf(inner, `${at}${isList ? '[]' : ''}.`)),
    ];
  });
}

function kindOf(own: Schema): string {
  if (own.enum !== undefined) return own.enum.map((choice) => `\`${String(choice)}\``).join(', ');
  if (own.anyOf !== undefined) return own.anyOf.map((choice) => kindOf(schema.parse(choice))).join(' or ');
  if (own.type === 'array') return `list of ${kindOf(schema.parse(own.items ?? {}))}`;
  if (own.type === 'string') return 'text';
  if (own.type === 'integer') return 'whole number';
  if (own.type === 'boolean') return 'true or false';
  if (own.type === 'object' && own.properties === undefined) return 'names with values';
  return own.type ?? 'anything';
}
