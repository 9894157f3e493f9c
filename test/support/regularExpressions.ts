import { transform } from 'esbuild';
import { parseAst } from 'vitest/node';
import type { Sources } from './sources.ts';

/** A regular expression of the program, with the file that it stands in. */
export interface Expression {
  readonly path: string;
  readonly source: string;
  readonly flags: string;
}

/** Every regular expression that is written out in some TypeScript files. */
export async function literalsIn(sources: Sources): Promise<readonly Expression[]> {
  const found = await Promise.all(
    [...sources].map(async ([path, text]) => {
      const { code } = await transform(text, { loader: 'ts', charset: 'utf8', target: 'esnext' });
      return regexesIn(parseAst(code)).map((regex) => ({ path, ...regex }));
    }),
  );
  return found.flat();
}

/** The files that make expressions at run time. */
export function makersIn(sources: Sources): readonly string[] {
  return [...sources].filter(([, text]) => /\bRegExp\(/.test(text)).map(([path]) => path);
}

interface Regex {
  readonly source: string;
  readonly flags: string;
}

/** The `regex` of each literal below a node of a syntax tree. */
function regexesIn(node: unknown): readonly Regex[] {
  if (Array.isArray(node)) return node.flatMap(regexesIn);
  if (typeof node !== 'object' || node === null) return [];
  if ('regex' in node && isPattern(node.regex)) return [{ source: node.regex.pattern, flags: node.regex.flags }];
  return Object.values(node).flatMap(regexesIn);
}

function isPattern(value: unknown): value is { readonly pattern: string; readonly flags: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pattern' in value &&
    typeof value.pattern === 'string' &&
    'flags' in value &&
    typeof value.flags === 'string'
  );
}
