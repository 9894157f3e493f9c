import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import type { ToolAnswer } from '../../support/answers.ts';
import { root } from '../../support/sources.ts';
import { makeMemoryWorkspace } from '../../workspace/support/memory.ts';
import { checkSaves, type EditorVerdict, type Save } from './raceSaves.ts';
import { startRaceServer } from './raceServer.ts';
import { keptVersion, litterIn, loggedWrites } from './raceTraces.ts';

const plan = 'plans/stations.md';
const stations = Array.from({ length: 20 }, (_, index) => index + 1);
const text = `# Stations\n\n## Notes\n\nSaved by hand 0 times.\n${stations
  .map((number) => `\n## Station ${number}\n\nThe doors of ${number} are open.\n`)
  .join('')}`;

export type Saving = 'rename' | 'in-place';

export interface EditingOutcome extends EditorVerdict {
  readonly acknowledged: number;
  readonly saves: number;
  /** Refusals that the editor brought about; these edits were sent again. */
  readonly metEditor: number;
  readonly refused: readonly string[];
  readonly litter: readonly string[];
}

/** Twenty edits at once, spread over servers, while an editor saves the same file. */
export async function editBeside(servers: number, how: Saving): Promise<EditingOutcome> {
  const workspace = makeMemoryWorkspace({ [plan]: text });
  const seats = await Promise.all(Array.from({ length: servers }, () => startRaceServer(workspace.path)));
  const editor = startEditor(join(workspace.path, plan), how);
  await editor.hasSaved;
  const answers = await Promise.all(
    stations.map(async (number) => {
      const server = seats[number % servers];
      const fill = {
        section: `station-${number}`,
        find: `doors of ${number} are open`,
        content: `doors of ${number} are shut`,
      };
      for (let tries = 1; ; tries += 1) {
        const answer = await server?.call('fill_section', { plan, fills: [fill] });
        const isSentAgain = tries < 40 && metEditor(answer, how);
        if (!isSentAgain) return { answer, tries };
        // A machine that is busy may hold the editor up in the middle of a save.
        await sleep(5 * tries);
      }
    }),
  );
  const saves = await editor.end();
  await Promise.all(seats.map((server) => server.close()));
  const acknowledged = answers.flatMap(({ answer }) => revisionIn(answer?.data) ?? []);
  const writes = loggedWrites(workspace.path, plan);
  const version = (hash: string): string => keptVersion(workspace.path, hash);
  const isOneEdit = (before: string, after: string): boolean => isOneShut(version(before), version(after));
  const race = { start: hashOf(text), writes, acknowledged, saves, disk: hashOf(workspace.read(plan)), isOneEdit };
  return {
    ...checkSaves(race),
    acknowledged: acknowledged.length,
    saves: saves.length,
    metEditor: answers.reduce((sum, { tries }) => sum + tries - 1, 0),
    refused: answers.flatMap(({ answer }) => (answer?.isError === false ? [] : [answer?.text ?? 'no answer'])),
    litter: litterIn(workspace.path, [plan]),
  };
}

/** Whether the editor had emptied the file and not filled it yet, or saved faster than an edit could be worked out, twenty times on end. */
function metEditor(answer: ToolAnswer | undefined, how: Saving): boolean {
  if (how === 'in-place' && answer?.code === 'unknown_address') return true;
  return answer?.code === 'write_failed' && answer.text.includes('changed 20 times');
}

interface Editor {
  readonly hasSaved: Promise<void>;
  /** Lets it make its last save; gives all of them. */
  end(): Promise<Save[]>;
}

const saveSchema = z.object({ seen: z.string(), saved: z.string() });

function startEditor(file: string, how: Saving): Editor {
  const script = join(root, 'test/reliability/support/raceEditor.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, file, how], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const saves: Save[] = [];
  const lines = createInterface({ input: child.stdout });
  const hasSaved = new Promise<void>((done) => {
    lines.on('line', (line) => {
      saves.push(saveSchema.parse(JSON.parse(line)));
      done();
    });
  });
  const ended = new Promise((done) => {
    lines.once('close', done);
  });
  return {
    hasSaved,
    end: async () => {
      child.stdin.end();
      await ended;
      return saves;
    },
  };
}

function isOneShut(before: string, after: string): boolean {
  return stations.some(
    (number) => before.replace(`of ${number} are open`, `of ${number} are shut`) === after && before !== after,
  );
}

function revisionIn(data: Readonly<Record<string, unknown>> | undefined): string | undefined {
  return typeof data?.revision === 'string' ? data.revision : undefined;
}

function hashOf(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
