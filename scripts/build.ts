import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { licencesOf } from './licences.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** zod brings its messages in fifty languages, a third of the program; we word refusals ourselves. */
const englishOnly: Plugin = {
  name: 'english-only',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, ({ path }) => ({
      contents: "export { default as en } from './en.js';",
      resolveDir: dirname(path),
    })),
};

/** Bundles the program with all that it imports into `dist/plankeeper.js`, the licences of what is in it beside. */
export async function buildProgram(): Promise<void> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: ['src/index.ts'],
    outfile: 'dist/plankeeper.js',
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
    // gray-matter and handlebars are CommonJS and ask for node's own modules with `require`.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    plugins: [englishOnly],
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  const [program] = result.outputFiles;
  if (program === undefined) throw new Error('esbuild gave no output.');
  await mkdir(join(root, 'dist'), { recursive: true });
  await put('LICENSES.txt', await licencesOf(root, Object.keys(result.metafile.inputs)), 0o644);
  await put('plankeeper.js', program.contents, 0o755);
}

/** Written beside and renamed, so that a server that starts meanwhile never reads half a file. */
async function put(name: string, content: string | Uint8Array, mode: number): Promise<void> {
  const draft = join(root, 'dist', `.${name}.${process.pid}`);
  await writeFile(draft, content);
  await chmod(draft, mode);
  await rename(draft, join(root, 'dist', name));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await buildProgram();
