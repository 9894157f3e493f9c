import { type ChildProcess, execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { PlanError } from '../errors.ts';
import { decodeText } from '../markdown/bytes.ts';
import type { Area } from './confine.ts';
import { repositoryOf } from './repository.ts';
import { tooLarge } from './readFile.ts';
import { shown } from './shown.ts';

/** A commit that changed a file. */
export interface GitCommit {
  /** The short hash, at least 8 hex digits. */
  readonly commit: string;
  /** ISO time, UTC. */
  readonly at: string;
  /** The first line of its message. */
  readonly subject: string;
}

const mostMs = 5000;
const mostBytes = 5 * 1024 * 1024;

/** Reads earlier versions of files out of the repository that they lie in. Runs `git`, which changes nothing and starts no further program. */
export class GitVersions {
  readonly #area: Area;

  constructor(area: Area) {
    this.#area = area;
  }

  /**
   * A file's text at a commit, branch or tag; undefined where Git has none: no `git`, no repository, no such commit, no such
   * file in it, or words that are no plain name of one. Throws PlanError `too_large`, or `unreadable` where Git takes too long.
   */
  async fileAt(ref: string, path: string): Promise<string | undefined> {
    const bytes = await this.bytesAt(ref, path);
    return bytes === undefined ? undefined : decodeText(bytes).text;
  }

  /** The same as bytes, which need not be UTF-8. */
  async bytesAt(ref: string, path: string): Promise<Uint8Array | undefined> {
    if (!isPlainRef(ref)) return undefined;
    const answer = await this.#run(path, (name) => ['cat-file', 'blob', '--', `${ref}:${name}`]);
    if (answer.end === 'tooLong') throw tooLarge(path, mostBytes);
    if (answer.end === 'tooSlow') throw tooSlow(path, ref);
    return answer.end === 'done' ? answer.output : undefined;
  }

  /** The last commits that changed a file, newest first, at most `most`; fewer where Git takes too long to find them. */
  async log(path: string, most: number): Promise<GitCommit[]> {
    const count = `--max-count=${Math.max(0, Math.floor(most))}`;
    const format = ['--abbrev=8', '--encoding=UTF-8', '--format=%h%x09%ct%x09%s'];
    // rev-list, unlike log, heeds no settings of the repository that would change its output or start a program.
    const answer = await this.#run(path, (name) => ['rev-list', count, ...format, 'HEAD', '--', name]);
    const lines = decodeText(answer.output).text.split('\n').slice(0, -1);
    return lines.flatMap((line) => commitOf(line) ?? []);
  }

  /** Git is told its folder and the file's name in there: it looks at nothing of the workspace itself. */
  async #run(path: string, command: (name: string) => readonly string[]): Promise<Run> {
    const found = repositoryOf(this.#area, path);
    if (found === undefined) return { end: 'failed', output: new Uint8Array() };
    try {
      return await run([...found.options, ...settings, ...command(found.name)]);
    } finally {
      found.leave();
    }
  }
}

/** Nothing that the repository's own settings name is started. */
const settings = [
  '--no-pager',
  '--literal-pathspecs',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'protocol.allow=never',
];

interface Run {
  readonly end: 'done' | 'failed' | 'tooLong' | 'tooSlow';
  /** All that it gave before its end. */
  readonly output: Uint8Array;
}

/** None of them outlives this process. */
const running = new Set<ChildProcess>();

function endAll(): void {
  for (const git of running) git.kill('SIGKILL');
}

function run(args: readonly string[]): Promise<Run> {
  if (running.size === 0) process.once('exit', endAll);
  return new Promise((settle) => {
    const git = execFile(
      'git',
      args,
      {
        // Some systems look for a program in the working folder first: the workspace must not be that.
        cwd: dirname(process.execPath),
        env: environment(),
        encoding: 'buffer',
        timeout: mostMs,
        maxBuffer: mostBytes,
        windowsHide: true,
      },
      (error, output) => {
        running.delete(git);
        if (running.size === 0) process.removeListener('exit', endAll);
        settle({ end: error === null ? 'done' : endOf(error), output });
      },
    );
    running.add(git);
  });
}

function endOf(error: { readonly code?: unknown; readonly killed?: boolean | undefined }): Run['end'] {
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return 'tooLong';
  return error.killed === true ? 'tooSlow' : 'failed';
}

/** Ours, without what would lead Git to another repository, and with what keeps it quiet, at home and off the network. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^GIT_/i.test(name));
  return {
    ...Object.fromEntries(own),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    LC_ALL: 'C',
  };
}

/** `HEAD`, `HEAD~2`, `origin/main`, `v1.2`, a hash. No option, range, search or path can be written so. */
function isPlainRef(ref: string): boolean {
  return ref.length <= 200 && /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_./@~^+#=-]*$/u.test(ref) && !ref.includes('..');
}

function commitOf(line: string): GitCommit | undefined {
  const [, commit, seconds, subject] = /^([0-9a-f]{4,64})\t(\d{1,12})\t(.*)$/.exec(line) ?? [];
  if (commit === undefined || seconds === undefined) return undefined;
  return { commit, at: new Date(Number(seconds) * 1000).toISOString(), subject: subject ?? '' };
}

function tooSlow(path: string, ref: string): PlanError {
  return new PlanError('unreadable', `Git took more than ${mostMs / 1000} s to give ${shown(path)} at ${shown(ref)}.`, {
    fix: 'Call again, or name a revision of view history.',
    where: path,
  });
}
