import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** A heap of more bytes than this is collected once nobody asks for anything. */
const large = 96 * 1024 * 1024;
/** Milliseconds without a call before that. */
const quiet = 500;
/** The first collection frees, the second gives the emptied pages back. */
const rounds = 2;

/** To call at the end of each call. One heap for all connections. */
export const tidy = createTidying();

/**
 * Gives a function to call at the end of each call: once nothing was asked for a while, a large heap is collected. V8 waits until it
 * needs room, which a server that nobody asks never does: after plans at the limits, garbage of hundreds of MB would stay.
 */
function createTidying(): () => void {
  let timer: NodeJS.Timeout | undefined;
  let collect: (() => void) | undefined;
  const later = (left: number): void => {
    timer = setTimeout(() => {
      collect ??= collector();
      collect();
      if (left > 1) later(left - 1);
    }, quiet);
    timer.unref();
  };
  return () => {
    clearTimeout(timer);
    if (getHeapStatistics().total_heap_size >= large) later(rounds);
  };
}

/** `gc` is there only where V8 was told to show it; a flag set this late counts for new contexts. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  return typeof collect === 'function' ? () => void collect() : () => undefined;
}
