/**
 * Loaded into the server with `node --import`: breaks what the variable FAULT names, as a bug of ours would. Nothing in the product
 * knows of it.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const faults = {
  // A bug in the middle of a write.
  write: () => {
    fs.renameSync = () => {
      throw new TypeError(`broken at ${process.cwd()}/secret`);
    };
    syncBuiltinESMExports();
  },
  // A bug outside of any call, once the client has said the word.
  thrown: () => when(() => {
    throw new Error('thrown by nobody');
  }),
  rejected: () => when(() => void Promise.reject(new Error('rejected by nobody'))),
};

function when(act) {
  const timer = setInterval(() => {
    if (!fs.existsSync(`${process.env.HOME}/now`)) return;
    clearInterval(timer);
    act();
  }, 20);
  timer.unref();
}

faults[process.env.FAULT ?? '']?.();
