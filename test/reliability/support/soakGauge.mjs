/** Loaded into the server with `node --expose-gc --import`: at SIGUSR2 writes what the process holds after a collection to `gauge` in HOME. */
import { renameSync, writeFileSync } from 'node:fs';

process.on('SIGUSR2', () => {
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external, arrayBuffers, rss } = process.memoryUsage();
  const resources = process.getActiveResourcesInfo().length;
  const file = `${process.env.HOME}/gauge`;
  writeFileSync(`${file}.new`, JSON.stringify({ heapUsed: heapUsed + external + arrayBuffers, rss, resources }));
  renameSync(`${file}.new`, file);
});
