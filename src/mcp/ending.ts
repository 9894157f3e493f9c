import { randomUUID } from 'node:crypto';
import type { Report } from './calls/toolCall.ts';

/** How long calls may go on after a signal, in milliseconds: clients kill a server 2 s after they told it to end. */
const graceTime = 1000;
/** How long calls that were cut off then have to give back what they hold, in milliseconds. */
const lastTime = 500;

const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
const numbers = { SIGTERM: 15, SIGINT: 2, SIGHUP: 1 } as const;

/** What serves, and can be told to serve no more. */
export interface Ending {
  /** Reads nothing more, and closes when every request was answered: at the latest after `graceTime` milliseconds. */
  finish(graceTime: number): void;
}

/**
 * Ends the process in order: at the first signal, with 128 and its number; a second one ends it at once, as signals do. A fault
 * that no call caught ends it with 1: what the process remembers may be wrong then, the files are not.
 */
export function endInOrder(server: Ending, report: Report): void {
  const end = (code: number): void => {
    process.exitCode ??= code;
    for (const signal of signals) process.removeListener(signal, endBySignal);
    server.finish(graceTime);
    // By itself the process is gone sooner, when the last call has ended.
    setTimeout(() => process.exit(), graceTime + lastTime).unref();
  };
  const endBySignal = (signal: (typeof signals)[number]): void => end(128 + numbers[signal]);
  for (const signal of signals) process.on(signal, endBySignal);
  process.on('uncaughtException', (error) => {
    report(faultLine('A fault that no call caught ends the server', error));
    end(1);
  });
  // A promise that nobody waits for: every call's own faults are answered, and the files hold the state.
  process.on('unhandledRejection', (error) => report(faultLine('A fault outside of any call', error)));
}

function faultLine(what: string, error: unknown): string {
  const id = randomUUID().slice(0, 8);
  return `${what} (${id}): ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
