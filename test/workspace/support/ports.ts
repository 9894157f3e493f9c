import type { FilePort } from '../../../src/workspace/port.ts';
import { SystemFault } from '../../../src/workspace/faults.ts';

/** What a watched port does before each call: nothing, or throw. */
export type BeforeCall = (name: string, call: number) => void;

export interface WatchedPort {
  readonly port: FilePort;
  /** Counts from here on; nothing is told before. */
  start(): void;
}

/** A port that tells `before` of each call, counted from 1. */
export function watchedPort(real: FilePort, before: BeforeCall): WatchedPort {
  let calls: number | undefined;
  const port = new Proxy(real, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        if (calls !== undefined) {
          calls += 1;
          before(String(key), calls);
        }
        return Reflect.apply(value, target, args);
      };
    },
  });
  return {
    port,
    start: () => {
      calls = 0;
    },
  };
}

/** Fails one call with a system error; closing always works, as it does on a disk. */
export function failingAt(failing: number, code: string): BeforeCall {
  return (name, call) => {
    if (call === failing && name !== 'close' && name !== 'leave') throw new SystemFault(code);
  };
}

/** The process's end, as far as a test can play it: no call happens any more. */
export class Stopped extends Error {}

/** Ends everything at one call. */
export function stoppingAt(last: number): BeforeCall {
  return (name, call) => {
    if (call >= last && name !== 'close' && name !== 'leave') throw new Stopped('stopped');
  };
}
