import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveFixture } from '../../test/conformance/host.ts';
import { type Served, serveProgram } from '../peers/program.ts';
import type { Target } from './suites.ts';

const program = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'dist', 'plankeeper.js');

/** Serves a target at a free port of loopback, on a workspace of its own; what the server says goes to the file `log`, absolute. */
export async function serve(target: Target, log: string): Promise<Served> {
  const folder = await mkdtemp(join(tmpdir(), 'plankeeper-conformance-'));
  await writeWorkspace(folder);
  const served = await (target === 'plankeeper' ? serveProgramOn(folder, log) : serveFixtureOn(folder, log));
  return {
    url: served.url,
    stop: async () => {
      await served.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A plan that is written, and one that is not. */
async function writeWorkspace(folder: string): Promise<void> {
  const files = {
    'plans/ferry.md': '# Ferry\n\n**Status**: Draft\n\n## Goals\n\n[What it is for]\n\n## Crew\n\n[Who sails]\n',
    'specs/001-login/plan.md':
      '# Plan: Login\n\n**Branch**: `001-login`\n\n## Goal\n\nLog in.\n\n## Open Questions\n\n- Q1: Who?\n',
  };
  await mkdir(join(folder, '.plankeeper'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

async function serveProgramOn(folder: string, log: string): Promise<Served> {
  const told = createWriteStream(log);
  const { url, stop } = await serveProgram(program, folder, (text) => void told.write(text));
  return {
    url,
    stop: async () => {
      await stop();
      await new Promise<void>((resolve) => told.end(resolve));
    },
  };
}

async function serveFixtureOn(folder: string, log: string): Promise<Served> {
  const lines = createWriteStream(log);
  const { url, finish } = await serveFixture(folder, (line) => void lines.write(`${line}\n`));
  return {
    url,
    stop: async () => {
      finish(1000);
      await new Promise<void>((resolve) => lines.end(resolve));
    },
  };
}
