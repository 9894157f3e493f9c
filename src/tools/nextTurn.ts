/** Lets the event loop turn: what came meanwhile is read, cancels are heard, and others are served. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
