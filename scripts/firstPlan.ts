/**
 * Follows the README as a newcomer does who has Git, Node and npm's registry: copies the checkout, types the commands as they are printed,
 * and creates a first plan from each of the printed configurations, started as its client starts it. Prints what it saw; throws where a
 * step fails. Programs are installed into a temporary folder. Run: npm run first-plan
 */
import { lstatSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { blocksIn, commandsIn } from './firstPlan/blocks.ts';
import { type Launch, launchFrom, launchFromLine } from './firstPlan/clients.ts';
import { firstPlan } from './firstPlan/plan.ts';
import { runLine, shellEnvironment } from './package/run.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = await realpath(await mkdtemp(join(tmpdir(), 'plankeeper-first-plan-')));
const checkout = join(folder, 'plankeeper');
// `npm install --global` goes here, and npx looks here.
const env = { NPM_CONFIG_PREFIX: join(folder, 'programs') };
let projects = 0;

try {
  await copyCheckout();
  const readme = await readFile(join(checkout, 'README.md'), 'utf8');
  const lines = [...commandsIn(readme, 'Try it'), ...commandsIn(readme, 'Plug it in')];
  for (const line of lines) await follow(line);
  for (const { file, text, section } of blocksIn(readme)) {
    if (section !== 'Plug it in' || file === undefined) continue;
    await createPlan(file, (project) => launchFrom(file, text, project), file.startsWith('~') ? undefined : text);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** What Git would give to somebody else: without what is ignored, with what is not committed yet. */
async function copyCheckout(): Promise<void> {
  const listed = await runLine('git ls-files -z --cached --others --exclude-standard --deduplicate', { cwd: root });
  for (const path of listed.split('\0').filter((name) => name !== '')) {
    // A file that was deleted is listed until that is committed; and a link, to installed packages say, would let `npm ci` reach out of the copy.
    if (lstatSync(join(root, path), { throwIfNoEntry: false })?.isFile() !== true) continue;
    await cp(join(root, path), join(checkout, path));
  }
  await runLine('git init --quiet', { cwd: checkout });
}

async function follow(line: string): Promise<void> {
  const launch = launchFromLine(line);
  if (launch !== undefined) return await createPlan(line, () => launch, undefined);
  if (!line.startsWith('npm ')) return console.log(`– not typed here, since it needs a client: ${line}\n`);
  if (/\bnpm (?:test|t)$/.test(line)) return console.log(`– not typed here, since it takes minutes: ${line}\n`);
  console.log(`$ ${line}`);
  const begin = Date.now();
  const output = await runLine(line, { cwd: checkout, env });
  console.log(
    `${output.trim().split('\n').slice(-12).join('\n')}\n  (${((Date.now() - begin) / 1000).toFixed(0)} s)\n`,
  );
}

/** In a project that has nothing but a Git repository and, where there is one, the configuration file. */
async function createPlan(name: string, launch: (project: string) => Launch, text: string | undefined): Promise<void> {
  projects += 1;
  const project = join(folder, `project-${projects}`);
  await mkdir(project);
  await runLine('git init --quiet', { cwd: project });
  if (text !== undefined) {
    await mkdir(dirname(join(project, name)), { recursive: true });
    await writeFile(join(project, name), text);
  }
  const shell = { ...shellEnvironment(), ...env, NPM_CONFIG_OFFLINE: 'true' };
  const begin = Date.now();
  const { path, unfilled } = await firstPlan(launch(project), { cwd: project, project, shell });
  console.log(`${name}\n  first plan: ${path}, ${unfilled} places to fill (${Date.now() - begin} ms from the start)\n`);
}
