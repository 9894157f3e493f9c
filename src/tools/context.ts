import type { Workspace } from '../workspace/workspace.ts';
import type { Ask } from './asking.ts';

/** A file that comes with the program: `path` below the built-in templates' folder, with `/` between its parts. */
export interface PackagedFile {
  readonly path: string;
  readonly text: string;
}

/** All that a tool may reach besides its input. Made anew for each call. */
export interface Context {
  readonly workspace: Workspace;
  /** Local date of the call, YYYY-MM-DD. */
  readonly today: string;
  /** The files of the built-in templates; read once, when first asked for. */
  readonly packaged: () => Promise<readonly PackagedFile[]>;
  /** Asks a person; undefined where the client has no form for it. */
  readonly ask: Ask | undefined;
  /** Tells a waiting caller how far a long call has come; does nothing where nobody asked. */
  readonly progress: (done: number, total?: number, message?: string) => void;
  /** Aborted when the caller cancels the call or goes away. */
  readonly signal: AbortSignal;
}
