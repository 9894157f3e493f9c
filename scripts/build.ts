import { chmod, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { listing } from '../src/mcp/calls/listing.ts';
import { licencesOf } from './licences.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** zod brings its messages in fifty languages, a third of the program; we word refusals ourselves. */
export const englishOnly: Plugin = {
  name: 'english-only',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, ({ path }) => ({
      contents: "export { default as en } from './en.js';",
      resolveDir: dirname(path),
    })),
};

/** What clients are shown of the tools is worked out here: the program starts without their code. */
const readyListing: Plugin = {
  name: 'ready-listing',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]src[\\/]mcp[\\/]calls[\\/]listing\.ts$/ }, () => ({
      contents: `export const listing = ${JSON.stringify(listing)};`,
      loader: 'js',
    })),
};

/** Bundles the program with all that it imports into `plankeeper.js` and the parts that it loads when they are needed, the licences of what is in it beside. `dist` is an absolute path. */
export async function buildProgram(dist: string = join(root, 'dist')): Promise<void> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: ['src/index.ts'],
    outdir: dist,
    entryNames: 'plankeeper',
    chunkNames: 'parts/[name]-[hash]',
    splitting: true,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
    charset: 'utf8',
    // gray-matter and handlebars are CommonJS and ask for node's own modules with `require`.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    plugins: [englishOnly, readyListing],
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  const files = result.outputFiles.map(({ path, contents }) => ({ name: relative(dist, path), contents }));
  const parts = files.filter(({ name }) => name !== 'plankeeper.js');
  const program = files.find(({ name }) => name === 'plankeeper.js');
  if (program === undefined) throw new Error('esbuild gave no program.');
  await mkdir(join(dist, 'parts'), { recursive: true });
  for (const part of parts) await put(join(dist, part.name), part.contents, 0o644);
  await put(join(dist, 'LICENSES.txt'), await licencesOf(root, Object.keys(result.metafile.inputs)), 0o644);
  await put(join(dist, 'plankeeper.js'), program.contents, 0o755);
  await removeOldParts(join(dist, 'parts'), new Set(parts.map(({ name }) => basename(name))));
}

/** Written beside and renamed, so that a server that starts meanwhile never reads half a file. */
async function put(path: string, content: string | Uint8Array, mode: number): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}`);
  await writeFile(draft, content);
  await chmod(draft, mode);
  await rename(draft, path);
}

/** Parts of earlier builds stay for a day, since a server that runs may still load one; `--clean`, for packing, takes all of them. */
async function removeOldParts(folder: string, current: ReadonlySet<string>): Promise<void> {
  const youngest = process.argv.includes('--clean') ? Infinity : Date.now() - 86_400_000;
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (!current.has(name) && (await stat(path)).mtimeMs < youngest) await rm(path, { force: true });
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await buildProgram();
