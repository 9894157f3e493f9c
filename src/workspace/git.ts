import { join, resolve, sep } from 'node:path';
import { codeOf } from './faults.ts';
import type { FilePort } from './port.ts';
import { readSystemText } from './readFile.ts';
import { kindAt, upward } from './root.ts';

/** What Git knows without being run. */
export interface GitFacts {
  /** The branch that is checked out; undefined outside Git and where no branch is. */
  readonly branch: string | undefined;
  /** `user.name` of the repository, else of the user. */
  readonly author: string | undefined;
}

/** Reads the facts of the repository around a folder, by absolute path; `home` is the user's folder. */
export function readGitFacts(port: FilePort, folder: string, home: string): GitFacts {
  const top = upward(folder, (path) => kindAt(port, path, '.git') !== undefined);
  const gitFolder = top === undefined ? undefined : gitFolderOf(port, top);
  return {
    branch: gitFolder === undefined ? undefined : branchOf(readIn(port, gitFolder, 'HEAD')),
    author: authorOf(port, gitFolder, home),
  };
}

/**
 * The folder where Git keeps what it knows of the files below `top`: its `.git`, or the one that a file of that name tells, as in
 * worktrees and submodules. Undefined for a link, and for a file whose folder neither lies below `top` nor names it in turn:
 * such a file could have been put there to show another repository.
 */
export function gitFolderOf(port: FilePort, top: string): string | undefined {
  const place = join(top, '.git');
  const kind = kindAt(port, top, '.git');
  if (kind === 'folder') return place;
  const named = kind === 'file' ? /^gitdir: (.+)$/m.exec(readIn(port, top, '.git') ?? '')?.[1] : undefined;
  if (named === undefined) return undefined;
  const folder = resolve(top, named.trim());
  return isBelow(port, top, folder) || namesBack(port, folder, top) ? folder : undefined;
}

/** Whether Git's folder says of itself that it belongs to the files below `top`. */
function namesBack(port: FilePort, folder: string, top: string): boolean {
  const worktree = readIn(port, folder, 'gitdir')?.trim();
  const files = valueIn(readIn(port, folder, 'config') ?? '', 'core', 'worktree');
  return (
    (worktree !== undefined && isOne(port, resolve(folder, worktree), join(top, '.git'))) ||
    (files !== undefined && files !== '' && isOne(port, resolve(folder, files), top))
  );
}

function isBelow(port: FilePort, top: string, folder: string): boolean {
  const [above, below] = [realOf(port, top), realOf(port, folder)];
  return above !== undefined && below !== undefined && below.startsWith(above + sep);
}

function isOne(port: FilePort, path: string, other: string): boolean {
  const real = realOf(port, path);
  return real !== undefined && real === realOf(port, other);
}

function realOf(port: FilePort, path: string): string | undefined {
  try {
    return port.realPath(path);
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return undefined;
  }
}

function branchOf(head: string | undefined): string | undefined {
  const branch = head === undefined ? undefined : /^ref: refs\/heads\/(.+)$/m.exec(head)?.[1]?.trim();
  // A repository that keeps its references in tables has this in the place of the name.
  return branch === '.invalid' ? undefined : branch;
}

function authorOf(port: FilePort, gitFolder: string | undefined, home: string): string | undefined {
  const texts = [
    ...(gitFolder === undefined
      ? []
      : [(): string | undefined => readIn(port, commonFolder(port, gitFolder), 'config')]),
    (): string | undefined => readSystemText(port, join(home, '.gitconfig')),
    (): string | undefined => readSystemText(port, join(home, '.config', 'git', 'config')),
  ];
  for (const textOf of texts) {
    const text = textOf();
    const name = text === undefined ? undefined : valueIn(text, 'user', 'name');
    if (name !== undefined && name !== '') return name;
  }
  return undefined;
}

/** Worktrees share the configuration of the repository that they belong to, and lie in its folder. */
function commonFolder(port: FilePort, gitFolder: string): string {
  const named = readIn(port, gitFolder, 'commondir')?.trim();
  const common = named === undefined || named === '' ? gitFolder : resolve(gitFolder, named);
  return isBelow(port, common, gitFolder) ? common : gitFolder;
}

/** A file of Git's folder; a link that leads out of it is none. */
function readIn(port: FilePort, folder: string, name: string): string | undefined {
  const path = join(folder, name);
  return isBelow(port, folder, path) ? readSystemText(port, path) : undefined;
}

/** The last value of a key in a section without a name of its own, as Git takes it. */
function valueIn(config: string, section: 'core' | 'user', key: 'name' | 'worktree'): string | undefined {
  let isSection = false;
  let value: string | undefined;
  for (const line of config.split(/\r?\n/)) {
    const text = line.trim();
    if (text.startsWith('[')) isSection = text.toLowerCase().startsWith(`[${section}]`);
    else if (isSection && text.slice(0, key.length).toLowerCase() === key) {
      const rest = text.slice(key.length).trimStart();
      if (rest.startsWith('=')) value = plainValue(rest.slice(1).trim());
    }
  }
  return value;
}

/** A value without its quotes, escapes and comment. */
function plainValue(written: string): string {
  let value = '';
  let isQuoted = false;
  for (let i = 0; i < written.length; i += 1) {
    const letter = written.charAt(i);
    if (letter === '"') isQuoted = !isQuoted;
    else if (letter === '\\') {
      i += 1;
      value += written.charAt(i);
    } else if (!isQuoted && (letter === '#' || letter === ';')) break;
    else value += letter;
  }
  return value.trim();
}
