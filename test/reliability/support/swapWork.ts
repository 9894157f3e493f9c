/**
 * Reads, lists, looks at and writes what others swap: `swapWork.ts ROOT LOOKUP OPERATIONS MILLISECONDS SIGN`. Ends after so many
 * operations or milliseconds and prints a `WorkDone` as JSON. `SIGN` stands in the contents of the outside and in a name there.
 */
import { lstatSync, readFileSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { PlanError } from '../../../src/errors.ts';
import { type Area, atNewFile, inFolder } from '../../../src/workspace/confine.ts';
import { existsIn } from '../../../src/workspace/exists.ts';
import { codeOf } from '../../../src/workspace/faults.ts';
import { ByPath } from '../../../src/workspace/lookup.ts';
import { NodePort } from '../../../src/workspace/nodePort.ts';
import { readText } from '../../../src/workspace/readFile.ts';
import { openWorkspace } from '../../../src/workspace/workspace.ts';
import type { WorkDone } from './swapDone.ts';

const [root = '', lookup = '', most = '', milliseconds = '', sign = ''] = process.argv.slice(2);
const port = new NodePort(
  lookup === 'handle' ? {} : lookup === 'path' ? { lookup: new ByPath() } : { anchored: false },
);
const area: Area = { port, base: realpathSync(root) };
const workspace = openWorkspace({ explicit: root, cwd: root, port });
const files = ['moving/secret.md', 'files/secret.md', 'files/hard.md', 'deep/er/secret.md'];
const folders = ['moving', 'deep/er', 'files'];

const done = {
  operations: 0,
  succeeded: 0,
  refused: 0,
  escapes: 0,
  written: 0,
  edited: 0,
  examples: new Set<string>(),
};

/** Each is one operation; true where it saw the outside. */
const read = (n: number): boolean => (readText(area, pick(files, n))?.text ?? '').includes(sign);
const list = (n: number): boolean =>
  (inFolder(area, pick(folders, n), (folder) => port.list(folder)) ?? []).some(({ name }) => name.includes(sign));
const look = (n: number): boolean => existsIn(area, `${pick(folders, n)}/${sign}.md`) === true;
/** Creates a file, writes to it and removes it, all in the folder that was opened. */
const write = (n: number): boolean => {
  atNewFile(area, `${pick(folders, n)}/written-${process.pid}.md`, ({ folder, name }) => {
    const file = port.openNew(folder, name, 0o600);
    try {
      port.write(file, Buffer.from('inside'));
      done.written += 1;
    } finally {
      port.close(file);
      port.remove(folder, name);
    }
  });
  return false;
};
/** 'Look at the real path, then use it', as servers do. */
const naive = (n: number): boolean => {
  const path = join(root, pick(files, n));
  const real = realpathSync(path);
  if (!real.startsWith(root + sep) || lstatSync(real).nlink !== 1) throw new PlanError('outside_workspace', '');
  return readFileSync(path, 'utf8').includes(sign);
};

/** Twenty operations: reading above all. */
const mix = [
  read,
  read,
  list,
  read,
  read,
  look,
  read,
  read,
  write,
  read,
  read,
  list,
  read,
  read,
  look,
  read,
  read,
  write,
  read,
  read,
];

const end = performance.now() + Number(milliseconds);
/** That it is beaten is all that is to be seen of the naive way. */
const isBeaten = (): boolean => lookup === 'naive' && done.escapes >= 10;
for (let n = 0; n < Number(most) && performance.now() < end && !isBeaten(); n += 1) {
  done.operations += 1;
  try {
    if (lookup !== 'naive' && n % 500 === 499) await edit(n);
    else count((lookup === 'naive' ? naive : pick(mix, n))(Math.floor(n / mix.length) + n), n);
  } catch (error) {
    if (!(error instanceof PlanError) && codeOf(error) === undefined) throw error;
    done.refused += 1;
  }
}
const told: WorkDone = { ...done, examples: [...done.examples].slice(0, 5) };
process.stdout.write(`${JSON.stringify(told)}\n`);

/** A whole edit, or a new plan that is taken away again: lock, history, temporary file, rename. */
async function edit(n: number): Promise<void> {
  const turn = Math.floor(n / 500);
  if (turn % 2 === 0) {
    const change = (text: string): string => `inside ${n} ${text.includes(sign) ? sign : ''}\n`;
    await workspace.edit(pick(files, turn / 2), 'trial', change);
  } else {
    const path = `${pick(folders, turn)}/new-${process.pid}.md`;
    await workspace.create(path, 'inside');
    atNewFile(area, path, ({ folder, name }) => port.remove(folder, name));
  }
  done.edited += 1;
  done.succeeded += 1;
}

function count(isEscape: boolean, n: number): void {
  if (isEscape) {
    done.escapes += 1;
    done.examples.add(`${pick(mix, n).name} ${n}`);
  } else done.succeeded += 1;
}

function pick<T>(from: readonly T[], n: number): T {
  const one = from[n % from.length];
  if (one === undefined) throw new Error('Nothing to pick from.');
  return one;
}
