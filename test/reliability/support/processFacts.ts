import { readdirSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

/** What the system says of a process, in bytes; 0 where it says nothing (no Linux, process gone). */
export function residentBytes(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** How many files, pipes and sockets a process holds open; 0 where the system does not say. */
export function openHandles(pid: number | undefined): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0;
  }
}

/** Whether a process runs; one that ended and was not waited for (a zombie) does not. */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** Waits until a process that was told to end handles this signal no more: another one ends it at once. */
export async function hasTakenLeave(pid: number | undefined, signal: NodeJS.Signals): Promise<void> {
  // Where the system does not say, by the clock.
  if (signalsCaught(pid) === undefined) await pause(100);
  const bit = 1n << BigInt(constants.signals[signal] - 1);
  while (((signalsCaught(pid) ?? 0n) & bit) !== 0n) await pause(2);
}

function signalsCaught(pid: number | undefined): bigint | undefined {
  try {
    const mask = /^SigCgt:\s*([0-9a-f]{1,16})$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return mask === undefined ? undefined : BigInt(`0x${mask}`);
  } catch {
    return undefined;
  }
}

/** Bytes as megabytes in words. */
export function inMb(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
