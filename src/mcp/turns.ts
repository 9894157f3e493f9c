import { nextTurn } from '../tools/nextTurn.ts';

let lastTurn = Promise.resolve();

/** One call begins in each turn of the event loop: a cancel, a signal and whoever else asks are heard between two of many calls. */
export function turnOfTheLoop(): Promise<void> {
  lastTurn = lastTurn.then(nextTurn);
  return lastTurn;
}
