import { hostname } from 'node:os';
import { z } from 'zod';
import { codeOf } from './faults.ts';
import type { FilePort } from './port.ts';
import { readSystemText } from './readFile.ts';

/** Who holds a lock, in words that another process can check. What a system does not tell is left out. */
export const holderSchema = z.object({
  pid: z.number().int().positive(),
  /** Clock ticks from boot to the process's start. */
  started: z.string().max(40).optional(),
  /** Differs after each start of the system. */
  boot: z.string().max(80).optional(),
  /** The namespace that the pid counts in. */
  space: z.string().max(80).optional(),
  host: z.string().max(400),
});

export type Holder = z.output<typeof holderSchema>;

/** `unseen`: it runs on another machine or in another container, where we can't look. */
export type HolderState = 'alive' | 'dead' | 'unseen';

/** What is known of processes: this one, and whether another still runs. */
export interface Processes {
  readonly self: Holder;
  state(holder: Holder): HolderState;
}

/** The processes of this machine: start times from `/proc` where there is one, else by signal 0 alone. */
export class SystemProcesses implements Processes {
  readonly self: Holder;
  readonly #port: FilePort;

  constructor(port: FilePort) {
    this.#port = port;
    const started = processFacts(port, process.pid)?.started;
    const boot = readSystemText(port, '/proc/sys/kernel/random/boot_id')?.trim();
    const space = pidNamespace(port);
    const machine = readSystemText(port, '/etc/machine-id')?.trim().slice(0, 64) ?? '';
    this.self = {
      pid: process.pid,
      host: `${hostname()}/${machine}`,
      ...(started === undefined ? {} : { started }),
      ...(boot === undefined ? {} : { boot }),
      ...(space === undefined ? {} : { space }),
    };
  }

  state(holder: Holder): HolderState {
    const { self } = this;
    if (holder.boot !== self.boot) return holder.host === self.host ? 'dead' : 'unseen';
    if (holder.space !== self.space || (self.boot === undefined && holder.host !== self.host)) return 'unseen';
    const facts = processFacts(this.#port, holder.pid);
    if (facts === undefined) return answersSignals(holder.pid) ? 'alive' : 'dead';
    if (facts.ended) return 'dead';
    return holder.started === undefined || facts.started === holder.started ? 'alive' : 'dead';
  }
}

/** From `/proc/PID/stat`: fields 3 (state) and 22 (start); the name before them may hold anything, so count from its last `)`. */
function processFacts(port: FilePort, pid: number): { ended: boolean; started: string } | undefined {
  const stat = readSystemText(port, `/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const started = fields[19];
  // A zombie has ended, though its pid is still taken.
  return started === undefined ? undefined : { ended: /^[ZX]/.test(fields[0] ?? ''), started };
}

function pidNamespace(port: FilePort): string | undefined {
  try {
    const folder = port.openFolder('/proc/self/ns');
    try {
      return port.readLink(folder, 'pid');
    } finally {
      port.leave(folder);
    }
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return undefined;
  }
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs under another user.
    return codeOf(error) !== 'ESRCH';
  }
}
