import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Path below the repository's folder, with `/`, → text. */
export type Sources = ReadonlyMap<string, string>;

/** Every TypeScript file of `src`. */
export function readSources(): Sources {
  const names = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  const paths = names.filter((name) => name.endsWith('.ts')).map((name) => `src/${name.replaceAll('\\', '/')}`);
  return new Map(paths.sort().map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

export interface Import {
  readonly from: string;
  /** A path below the repository's folder for a file of ours, else the package's or node's own name. */
  readonly to: string;
  /** Whether it vanishes when the types do. */
  readonly typeOnly: boolean;
}

const statement = /^\s*(?:import|export)\s+(type\s)?([^'";]*?)\s*from\s+'([^']+)'/gm;
const bare = /^\s*import\s+'([^']+)'|\bimport\(\s*'([^']+)'/gm;

/** What a file imports and re-exports, `import()` included. */
export function importsOf(path: string, text: string): readonly Import[] {
  const named = [...text.matchAll(statement)].map((match) => ({
    from: path,
    to: targetOf(path, match[3] ?? ''),
    typeOnly: match[1] !== undefined || /^\{(\s*type\s[^,}]+,?)+\s*\}$/.test(match[2] ?? ''),
  }));
  const unnamed = [...text.matchAll(bare)].map((match) => ({
    from: path,
    to: targetOf(path, match[1] ?? match[2] ?? ''),
    typeOnly: false,
  }));
  return [...named, ...unnamed];
}

/** The text without comments that have a line to themselves or end one. */
export function withoutComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split('\n')
    .map((line) => line.replace(/(^|\s)\/\/.*$/, ''))
    .join('\n');
}

function targetOf(path: string, name: string): string {
  return name.startsWith('.') ? posix.join(posix.dirname(path), name) : name;
}
