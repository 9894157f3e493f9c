import { PlanError } from '../errors.ts';
import { type Area, atFile } from './confine.ts';
import { reading } from './faults.ts';
import { filesBelow } from './filesBelow.ts';
import { type Glob, matchesGlob, parseGlob } from './glob.ts';
import { NodePort } from './nodePort.ts';
import { isMarkdown } from './planFiles.ts';
import type { FilePort } from './port.ts';
import { readSource } from './readFile.ts';

/** A file's path, relative to the workspace or to the folder that was asked for, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** What could be read, and why the rest could not. */
export interface TemplateSources {
  readonly files: readonly SourceFile[];
  readonly faults: readonly PlanError[];
}

const usualTemplates = ['.plankeeper/templates/**/*.md', '.specify/templates/*plan*.md'];

/**
 * The workspace's templates and the files that go with them, ours first, then those of `configured`; each path once. One that
 * can't be read hides none of the others.
 */
export async function listTemplateSources(area: Area, configured: readonly string[]): Promise<TemplateSources> {
  const paths = new Set<string>();
  const files: SourceFile[] = [];
  const faults: PlanError[] = [];
  const orFault = async (read: () => Promise<void> | void): Promise<void> => {
    try {
      await read();
    } catch (fault) {
      if (!(fault instanceof PlanError)) throw fault;
      faults.push(fault);
    }
  };
  for (const entry of [...usualTemplates, ...configured]) {
    await orFault(async () => {
      for (const path of await pathsOf(area, parseGlob(wholeFolder(area, entry)))) paths.add(path);
    });
  }
  for (const path of paths) await orFault(() => void files.push(...textOf(area, path)));
  return { files, faults };
}

/** Every `.md` and `.json` file below a folder of the program itself, by absolute path, sorted. Throws PlanError or the system's error. */
export async function readPackaged(folder: string, port: FilePort = new NodePort()): Promise<SourceFile[]> {
  const area: Area = { port, base: port.realPath(folder), sharesFiles: true };
  const found = await filesBelow(area, '', () => true);
  const paths = found.map(({ path }) => path).filter((path) => /\.(?:md|json)$/.test(path));
  return paths.sort().flatMap((path) => textOf(area, path));
}

/** A folder stands for all Markdown in it. */
function wholeFolder(area: Area, entry: string): string {
  if (/[*?]/.test(entry)) return entry;
  const file = reading(entry, () => atFile(area, entry, (spot) => spot.facts?.kind));
  return file === 'file' ? entry : `${entry}/**/*.md`;
}

async function pathsOf(area: Area, glob: Glob): Promise<string[]> {
  const found = await filesBelow(area, glob.folder, (folder) => !/(?:^|\/)(?:node_modules|\.git)$/i.test(folder));
  return found
    .filter(({ path, kind }) => (kind === 'file' || kind === 'link') && isMarkdown(path) && matchesGlob(glob, path))
    .map(({ path }) => path)
    .sort();
}

function textOf(area: Area, path: string): SourceFile[] {
  const read = readSource(area, path);
  return read === undefined ? [] : [{ path, text: read.text }];
}
