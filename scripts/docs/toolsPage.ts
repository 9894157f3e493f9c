import { z } from 'zod';
import { jsonSchemaOf } from '../../src/mcp/calls/schemas.ts';
import { tools } from '../../src/tools/index.ts';
import type { Tool } from '../../src/tools/tool.ts';
import { wordsFor } from './explained.ts';
import { kindOf, type Schema, schema } from './kinds.ts';
import { sharedWords, type ToolWords, wordsOfTools } from './words.ts';

/**
 * The text of docs/tools.md: what each tool is for, takes and answers, out of its definition and the words beside it. Throws where an
 * argument or a key of an answer has no words, or words are for nothing.
 */
export function toolsPage(own: Readonly<Record<string, ToolWords>> = wordsOfTools, shared = sharedWords): string {
  const words = wordsFor(own, shared);
  const sections = tools.map((tool) => toolSection(tool, words.of));
  words.requireUsed();
  return `${[head, ...sections].join('\n\n')}\n`;
}

const head = `# The tools

<!-- Made by \`npm run docs\` from src/tools and scripts/docs/words.ts: change those. -->

An argument with \`?\` may be left out, a key with \`?\` may be missing. An unknown argument is refused, with the known ones. A refusal is a
result with \`isError\` whose text opens with its code in brackets and names the call that would work. Lengths of text are in characters.

- **Slot**: a place that waits to be filled, such as \`[NAME]\`, a choice, an empty label or cell.
- **Label**: the name in front of a value: \`Goal\` in \`**Goal**: …\`, a table's column, a key of the front matter.
- **Unit**: one of several alike in a section, with labels or a list of its own: \`Phase 1\`, \`Risk 2\`.
- **Address**: how a section, unit, row or item is named: its heading, its number, its id, or a path such as
  \`implementation-phases/phase-2\`. Every id that an answer prints is one.
- **Revision**: 12 hex digits that stand for the bytes of a whole plan; another text has another one.
- **Receipt**: the same for one place, printed behind its heading where it is shown in full (\`{#address @receipt}\`). Sent as \`expect\`, it
  says that the caller has seen what it replaces.`;

/** The words of an argument (\`takes\`) or of a key of the answer (\`gives\`) of a tool, by its path. */
type WordsOf = (tool: string, side: keyof ToolWords, path: string, described: string | undefined) => string;

function toolSection({ name, description, hints, input, output }: Tool, words: WordsOf): string {
  const { readOnly, destructive, idempotent } = hints;
  const kind = readOnly
    ? 'Reads only.'
    : `Writes${destructive ? ', and may replace what stands there' : ', and replaces nothing'}; ${
        idempotent ? 'the same call twice is as once' : 'the same call twice may write twice'
      }.`;
  const taken = rowsOf(z.toJSONSchema(input, { io: 'input' }), '', true, (path, own) =>
    words(name, 'takes', path, own.description),
  );
  const given = (source: unknown): readonly Row[] =>
    rowsOf(source, '', false, (path, own) => words(name, 'gives', path, own.description));
  const answer =
    output === undefined
      ? 'Answers with text.'
      : `Answers with text and data:\n\n${table('key', given(jsonSchemaOf(output, 'output')))}`;
  return [`## ${name}`, description, kind, table('argument', taken), answer].join('\n\n');
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
function rowsOf(
  source: unknown,
  before: string,
  isBounded: boolean,
  note: (path: string, own: Schema) => string,
): readonly Row[] {
  const { properties = {}, required = [] } = schema.parse(source);
  return Object.entries(properties).flatMap(([name, value]) => {
    const own = schema.parse(value);
    const path = `${before}${name}`;
    const isList = own.type === 'array';
    const inner = isList ? schema.parse(own.items ?? {}) : own;
    const row = {
      name: required.includes(name) ? path : `${path}?`,
      takes: kindOf(own, isBounded),
      note: note(path, own),
    };
    const within =
      inner.properties === undefined ? [] : rowsOf(inner, `${path}${isList ? '[]' : ''}.`, isBounded, note);
    return [row, ...within];
  });
}
