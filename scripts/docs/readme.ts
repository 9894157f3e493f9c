import { prompts } from '../../src/mcp/prompts/index.ts';
import { resourceTemplates } from '../../src/mcp/resources/templates.ts';
import { constitutionUri } from '../../src/mcp/resources/uris.ts';
import { tools } from '../../src/tools/index.ts';

/** The README with its tables made anew; what stands outside their marks stays. Throws where a mark is missing. */
export function readmeWith(readme: string): string {
  const tables = { tools: toolsTable(), prompts: promptsTable(), resources: resourcesTable() };
  return Object.entries(tables).reduce((page, [name, text]) => between(page, name, text), readme);
}

function toolsTable(): string {
  return table(
    'tool',
    tools.map(({ name, description }) => [`[\`${name}\`](docs/tools.md#${name})`, description]),
  );
}

/** An argument that may be left out bears a `?`, as in docs/tools.md. */
function promptsTable(): string {
  return table(
    'prompt',
    prompts.map(({ name, description, arguments: taken }) => [
      [name, ...taken.map((argument) => `${argument.name}${argument.required ? '' : '?'}`)]
        .map((word) => `\`${word}\``)
        .join(' '),
      description,
    ]),
  );
}

function resourcesTable(): string {
  const templates = Object.values(resourceTemplates).map(
    ({ uriTemplate, description }) => [`\`${uriTemplate}\``, `${description}.`] as const,
  );
  const constitution = 'The constitution file that plans are held against; there is none before the workspace has one.';
  return table('resource', [...templates, [`\`${constitutionUri}\``, constitution]]);
}

function table(head: string, rows: readonly (readonly [string, string])[]): string {
  return [`| ${head} | |`, '|---|---|', ...rows.map(([name, text]) => `| ${name} | ${cell(text)} |`)].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

/** Puts `text` between the marks `<!-- name -->` and `<!-- /name -->`. */
function between(page: string, name: string, text: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [page.indexOf(open), page.indexOf(close)];
  if (start === -1 || end < start) throw new Error(`README.md has no ${open} … ${close}.`);
  return `${page.slice(0, start)}${open}\n${text}\n${page.slice(end)}`;
}
