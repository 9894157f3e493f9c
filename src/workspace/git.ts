import { join, resolve } from 'node:path';
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
    branch: gitFolder === undefined ? undefined : branchOf(readSystemText(port, join(gitFolder, 'HEAD'))),
    author: authorOf(port, gitFolder, home),
  };
}

/** In a worktree or submodule, `.git` is a file that names the folder. */
function gitFolderOf(port: FilePort, top: string): string | undefined {
  const place = join(top, '.git');
  if (kindAt(port, top, '.git') === 'folder') return place;
  const pointer = readSystemText(port, place);
  if (pointer === undefined) return place;
  const named = /^gitdir: (.+)$/m.exec(pointer)?.[1];
  return named === undefined ? undefined : resolve(top, named.trim());
}

function branchOf(head: string | undefined): string | undefined {
  const branch = head === undefined ? undefined : /^ref: refs\/heads\/(.+)$/m.exec(head)?.[1]?.trim();
  // A repository that keeps its references in tables has this in the place of the name.
  return branch === '.invalid' ? undefined : branch;
}

function authorOf(port: FilePort, gitFolder: string | undefined, home: string): string | undefined {
  const files = [join(home, '.gitconfig'), join(home, '.config', 'git', 'config')];
  if (gitFolder !== undefined) files.unshift(join(commonFolder(port, gitFolder), 'config'));
  for (const file of files) {
    const text = readSystemText(port, file);
    const name = text === undefined ? undefined : userName(text);
    if (name !== undefined && name !== '') return name;
  }
  return undefined;
}

/** Worktrees share the configuration of the repository that they belong to. */
function commonFolder(port: FilePort, gitFolder: string): string {
  const common = readSystemText(port, join(gitFolder, 'commondir'))?.trim();
  return common === undefined || common === '' ? gitFolder : resolve(gitFolder, common);
}

/** The last `name` of a `[user]` section, as Git takes it. */
function userName(config: string): string | undefined {
  let isUser = false;
  let name: string | undefined;
  for (const line of config.split(/\r?\n/)) {
    const text = line.trim();
    if (text.startsWith('[')) isUser = /^\[user\]/i.test(text);
    else if (isUser && /^name\s*=/i.test(text)) name = plainValue(text.slice(text.indexOf('=') + 1).trim());
  }
  return name;
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
