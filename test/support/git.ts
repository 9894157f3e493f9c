import { execFileSync, spawnSync } from 'node:child_process';

/** Whether Git is installed; says so where it is not. */
export const hasGit = spawnSync('git', ['--version']).status === 0;
if (!hasGit) process.stderr.write('git is not installed: the versions that it keeps are not tested.\n');

const author = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
};

/** Our environment without what would lead git to the repository of whoever runs the tests. */
const plain = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));

/** Runs Git in a folder, as nobody in particular, a second later each time; gives what it printed. */
export function git(folder: string, ...args: string[]): string {
  const date = `@${(git.seconds += 1)} +0200`;
  const env = { ...plain, ...author, GIT_COMMITTER_DATE: date, GIT_AUTHOR_DATE: date };
  return execFileSync('git', args, { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}
git.seconds = 1_760_000_000;
