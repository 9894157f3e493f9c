import type { Context, PackagedFile } from '../tools/context.ts';
import type { Changes } from './changes/changes.ts';
import type { ListedTool } from './calls/listedTool.ts';
import type { Report } from './calls/toolCall.ts';

/** What all connections of a process share. */
export interface Shared {
  readonly version: string;
  readonly tools: readonly ListedTool[];
  readonly workspace: Context['workspace'];
  readonly packaged: () => Promise<readonly PackagedFile[]>;
  /** Local date, YYYY-MM-DD; asked anew for each call. */
  readonly today: () => string;
  readonly report: Report;
  /** Tells connections of what changes. */
  readonly changes: Changes;
}
