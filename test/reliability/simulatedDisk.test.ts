import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { codeOf } from '../../src/workspace/faults.ts';
import { NodePort } from '../../src/workspace/nodePort.ts';
import type { FileFacts, FilePort, Folder, OpenFile } from '../../src/workspace/port.ts';
import { found, size } from '../support/trials.ts';
import { makeMemoryWorkspace } from '../workspace/support/memory.ts';
import { diskWith, putOther } from './support/simulatedDiskFiles.ts';
import { SimulatedPort } from './support/simulatedDiskPort.ts';

/** One call of a port, on the folders and files that earlier ones opened. */
interface Step {
  readonly call: string;
  readonly folder: number;
  readonly file: number;
  readonly name: string;
  readonly to: string;
  readonly text: string;
  readonly count: number;
}

const calls =
  'openFolder enter leave list makeFolder removeFolder syncFolder facts readLink realPath rename link remove openRead openNew openAppend factsOf read write truncate setMode setOwner sync close'.split(
    ' ',
  );
const names = [
  'a',
  'b',
  'c',
  'sub',
  'deep',
  'link',
  'dangling',
  'loop',
  'out',
  'pipe',
  '.',
  '',
  'x/y',
  'n'.repeat(256),
];
const usual = fc.constantFrom(...names.slice(0, 10));
const name = fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: fc.constantFrom(...names) });
const step: fc.Arbitrary<Step> = fc.record({
  call: fc.constantFrom(...calls),
  folder: fc.nat(7),
  file: fc.nat(7),
  name,
  to: name,
  text: fc.constantFrom('', 'one', 'two words', '\0'),
  count: fc.nat(12),
});

it.skipIf(process.platform !== 'linux')('the simulated disk answers as Linux does', () => {
  const runs = size({ short: 200, hard: 2000 });
  let count = 0;
  const codes = new Set<string>();
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120, size: 'max' }), (steps) => {
      const { real, simulated } = makeBoth();
      for (const [index, each] of steps.entries()) {
        const [answer, wanted] = [simulated.run(each), real.run(each)];
        expect(answer, `step ${index}: ${JSON.stringify(each)}`).toEqual(wanted);
        if (typeof wanted === 'string' && wanted.startsWith('E')) codes.add(wanted);
        count += 1;
      }
      real.end();
    }),
    { numRuns: runs, seed: 20260301 },
  );
  expect([...codes]).toEqual(expect.arrayContaining(['EEXIST', 'ENOENT', 'ENOTEMPTY', 'ENOTDIR', 'ELOOP', 'EISDIR']));
  found(
    'simulated disk',
    `${count} calls in ${runs} sequences answered as Linux answers, ${codes.size} codes among them`,
  );
});

it('a disk that folds case has one file by both spellings', () => {
  const disk = diskWith({ '/Plan.md': 'one' }, { foldsCase: true });
  const port = new SimulatedPort(disk);
  const root = port.openFolder('/');
  expect(port.facts(root, 'PLAN.MD')?.kind).toBe('file');
  expect(() => port.openNew(root, 'plan.md', 0o666)).toThrow('the name is taken');
  port.rename(root, 'plan.md', 'PLAN.md');
  expect(port.list(root)).toEqual([{ name: 'PLAN.md', kind: 'file' }]);
  expect(port.realPath('/plan.MD')).toBe('/PLAN.md');
});

/** The same folder twice, once real. */
function makeBoth(): { real: Player; simulated: Player } {
  const { path } = makeMemoryWorkspace({ a: 'text', 'sub/b': 'below' });
  const files = { [`${path}/a`]: 'text', [`${path}/sub/b`]: 'below', [`${path}/.plankeeper/`]: '' };
  const disk = diskWith(files, { umask: process.umask(), ...ids() });
  for (const [from, to] of Object.entries({ link: 'a', dangling: 'nowhere', loop: 'loop', out: 'sub' })) {
    symlinkSync(to, join(path, from));
    putOther(disk, `${path}/${from}`, 'link', to);
  }
  execFileSync('mkfifo', ['-m', '755', join(path, 'pipe')]);
  putOther(disk, `${path}/pipe`, 'other');
  mkdirSync(join(path, 'deep'));
  putOther(disk, `${path}/deep`, 'folder');
  return { real: new Player(new NodePort(), path), simulated: new Player(new SimulatedPort(disk), path) };
}

function ids(): { uid: number; gid: number } {
  return { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
}

/** Plays steps on a port and tells each answer in words that two disks can share. */
class Player {
  readonly #port: FilePort;
  readonly #base: string;
  readonly #folders: Folder[];
  readonly #files: OpenFile[] = [];

  constructor(port: FilePort, base: string) {
    this.#port = port;
    this.#base = base;
    this.#folders = [port.openFolder(base)];
  }

  run(step: Step): unknown {
    try {
      return this.#answer(step);
    } catch (error) {
      const code = codeOf(error);
      if (code === undefined) throw error;
      return code;
    }
  }

  end(): void {
    for (const file of this.#files) this.#port.close(file);
    for (const folder of this.#folders) this.#port.leave(folder);
  }

  #answer({ call, folder: f, file: o, name, to, text, count }: Step): unknown {
    const folder = this.#folders[f % this.#folders.length];
    if (folder === undefined) throw new Error('The base is always open.');
    return this.#inFolder(call, folder, name, to) ?? this.#onFile(call, o, text, count);
  }

  #inFolder(call: string, folder: Folder, name: string, to: string): unknown {
    const port = this.#port;
    const acts: Readonly<Record<string, () => unknown>> = {
      openFolder: () => this.#folders.push(port.openFolder(`${this.#base}/${name}/${to}`)),
      enter: () => this.#folders.push(port.enter(folder, name)),
      list: () => port.list(folder).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      makeFolder: () => port.makeFolder(folder, name),
      removeFolder: () => port.removeFolder(folder, name),
      syncFolder: () => port.syncFolder(folder),
      facts: () => told(port.facts(folder, name)),
      readLink: () => port.readLink(folder, name),
      realPath: () => port.realPath(`${this.#base}/${name}/../${to}`),
      rename: () => port.rename(folder, name, to),
      link: () => port.link(folder, name, to),
      remove: () => port.remove(folder, name),
      openRead: () => this.#files.push(port.openRead(folder, name)),
      openNew: () => this.#files.push(port.openNew(folder, name, 0o640)),
      openAppend: () => this.#files.push(port.openAppend(folder, name)),
      leave: () => (this.#folders.length > 1 ? port.leave(this.#folders.pop() ?? folder) : undefined),
    };
    return acts[call] === undefined ? undefined : (acts[call]() ?? 'done');
  }

  #onFile(call: string, index: number, text: string, count: number): unknown {
    const port = this.#port;
    const file = this.#files[index % Math.max(1, this.#files.length)];
    if (file === undefined) return 'no file';
    const acts: Readonly<Record<string, () => unknown>> = {
      factsOf: () => told(port.factsOf(file)),
      read: () => {
        const into = new Uint8Array(count + 1);
        return [port.read(file, into), Buffer.from(into).toString()];
      },
      write: () => port.write(file, Buffer.from(text)),
      truncate: () => port.truncate(file, count),
      setMode: () => port.setMode(file, 0o600 + count),
      setOwner: () => port.setOwner(file, ids().uid, ids().gid),
      sync: () => port.sync(file),
      close: () => port.close(this.#files.splice(this.#files.indexOf(file), 1)[0] ?? file),
    };
    return acts[call]?.() ?? 'done';
  }
}

/** Sizes of folders and FIFOs, and the counts of their names, differ between Linux's own file systems. */
function told(facts: FileFacts | undefined): unknown {
  if (facts === undefined) return 'nothing';
  const { kind, mode, uid, gid, links } = facts;
  return kind === 'file' || kind === 'link'
    ? { kind, mode, uid, gid, links, size: facts.size }
    : { kind, mode, uid, gid };
}
