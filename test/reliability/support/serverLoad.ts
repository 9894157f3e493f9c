import { readFileSync } from 'node:fs';
import type { TestServer } from '../../support/server.ts';

/** Processor time and memory of a server's process; on systems without `/proc` the clock's time and no memory. */
export interface ServerLoad {
  /** Runs a call and gives the milliseconds that the server worked, never more than the clock says. */
  timed<T>(call: () => Promise<T>): Promise<{ readonly result: T; readonly ms: number }>;
  /** Resident memory in MB; undefined where the system does not tell. */
  resident(): number | undefined;
}

export function loadOf(server: TestServer): ServerLoad {
  const { transport } = server.client;
  const pid = transport !== undefined && 'pid' in transport ? Number(transport.pid) : undefined;
  return {
    timed: async (call) => {
      const [clock, worked] = [performance.now(), workedBy(pid)];
      const result = await call();
      const elapsed = performance.now() - clock;
      const end = workedBy(pid);
      return { result, ms: worked === undefined || end === undefined ? elapsed : Math.min(elapsed, end - worked) };
    },
    resident: () => {
      const kilobytes = /^VmRSS:\s{1,20}(\d{1,12}) kB/m.exec(proc(pid, 'status') ?? '')?.[1];
      return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
    },
  };
}

/** How many times slower than the machine that the bounds were set on (one at least), by the processor time of a fixed piece of work. */
export function slowness(): number {
  const work = (): number => {
    const start = process.cpuUsage();
    let words = 0;
    for (let turn = 0; turn < 60; turn += 1) {
      const text = `- [ ] item ${turn}: text\n`.repeat(20_000);
      words += text.split('\n').filter((line) => /item \d+: (?<word>\w+)/.test(line)).length;
    }
    const { user, system } = process.cpuUsage(start);
    return words === 0 ? 0 : (user + system) / 1000;
  };
  work();
  return Math.max(1, Math.min(work(), work(), work()) / usual);
}

/** Milliseconds of that work where the bounds were set. */
const usual = 200;

/** Milliseconds of processor time of a process's main thread, which answers the calls. */
function workedBy(pid: number | undefined): number | undefined {
  const nanoseconds = proc(pid, 'schedstat')?.split(' ')[0];
  return nanoseconds === undefined ? undefined : Number(nanoseconds) / 1e6;
}

function proc(pid: number | undefined, name: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return undefined;
  }
}
