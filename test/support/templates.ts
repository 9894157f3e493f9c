import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type LoadOptions, type TemplateSource, loadTemplate } from '../../src/template/load.ts';
import type { PrincipleData, Template } from '../../src/template/model.ts';
import { root } from './sources.ts';

const folder = join(root, 'templates');

/** Each built-in template with the file name of the seed that it is modelled on. */
export const builtIns = [
  { id: 'layered-platform', seed: '000_1c86da56ff0a9230.txt' },
  { id: 'full-lifecycle', seed: '001_323a49af98b146ff.txt' },
  { id: 'principle-gated', seed: '002_8220ab4880ada274.txt' },
  { id: 'spec-traceable', seed: '003_ed59b0e47054af1d.txt' },
  { id: 'service-delivery', seed: '004_55b49c7be8e514d6.txt' },
] as const;

/** The text of a seed; undefined where the shared folder is not beside the repository. */
export function readSeed(name: string): string | undefined {
  const path = join(root, '..', 'shared', 'seeds', name);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** The Markdown files of a folder below `templates/`, by file name. */
export function readTemplateFolder(name: string): ReadonlyMap<string, string> {
  const path = join(folder, name);
  const files = readdirSync(path).filter((file) => file.endsWith('.md'));
  return new Map(files.map((file) => [file, readFileSync(join(path, file), 'utf8')]));
}

export const loadOptions: LoadOptions = {
  partials: new Map([...readTemplateFolder('partials')].map(([file, text]) => [file.replace(/\.md$/, ''), text])),
  constitutions: readTemplateFolder('constitutions'),
  principlesOf,
};

export function builtInSource(id: string): TemplateSource {
  return { path: `${id}.md`, text: readFileSync(join(folder, `${id}.md`), 'utf8'), source: 'built-in' };
}

export function loadBuiltIn(id: string): Template {
  return loadTemplate(builtInSource(id), loadOptions);
}

/** A template of a workspace, with nothing around it. */
export function loadText(text: string, options: Partial<LoadOptions> = {}): Template {
  const source = { path: '.plankeeper/templates/own.md', text, source: 'workspace' as const };
  return loadTemplate(source, { partials: new Map(), constitutions: new Map(), principlesOf, ...options });
}

/** Reads principles in the one form that the default constitutions have. */
export function principlesOf(constitution: string): PrincipleData[] {
  const body = constitution.split('\n## Core Principles\n')[1]?.split('\n## ')[0] ?? '';
  return body
    .split(/^### /m)
    .slice(1)
    .map((part) => {
      const [title = '', ...lines] = part.split('\n');
      const text = lines.join('\n');
      return {
        title,
        question: /^\*\*Check\*\*: (.*)$/m.exec(text)?.[1] ?? '',
        text: text.split(/^\*\*(?:Check|Rules)\*\*/m)[0]?.trim() ?? '',
        strength: /\bMUST\b/.test(text) ? 'MUST' : 'SHOULD',
        rules: [...text.matchAll(/^- (.*)$/gm)].map((match) => match[1] ?? ''),
      };
    });
}
