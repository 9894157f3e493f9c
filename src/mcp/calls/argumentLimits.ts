import { PlanError } from '../../errors.ts';
import { isDeeperThan } from '../messages/depth.ts';

/** Longest arguments of a call, in bytes of their JSON. */
const mostBytes = 1024 * 1024;
/** No argument of any tool goes so deep. */
const deepest = 32;

/** Refuses arguments that are too much to be looked at. Throws PlanError `too_large`. */
export function checkArguments(args: unknown): void {
  if (isDeeperThan(args, deepest)) {
    throw new PlanError('too_large', `The arguments nest deeper than ${deepest} levels.`, { fix: 'Nothing was done.' });
  }
  const bytes = Buffer.byteLength(JSON.stringify(args) ?? '');
  if (bytes <= mostBytes) return;
  throw new PlanError('too_large', `The arguments are too large: found ${bytes} bytes, allowed ${mostBytes}.`, {
    fix: 'Nothing was done. Send the text in several calls.',
  });
}
