import type { Span } from '../../markdown/model.ts';

/** What a task can be. `not_applicable` counts as done. */
export type TaskState = 'open' | 'in_progress' | 'blocked' | 'done' | 'not_applicable' | 'deferred';

/** One piece of work, wherever the plan keeps its state. */
export interface Task {
  /** The address of its place: an item or a row. */
  readonly id: string;
  /** The ID that the plan gives it: `T012`. */
  readonly label?: string;
  /** Plain words, without its ID. */
  readonly text: string;
  readonly state: TaskState;
  /** Why it is blocked, deferred or not applicable, in the plan's words. */
  readonly reason?: string;
  /** The id of the phase that it belongs to. */
  readonly phase?: string;
  /** The id of the innermost section or unit that it stands in. */
  readonly section: string;
  /** 1-based. */
  readonly line: number;
  readonly span: Span;
  /** Where its state is written: its own box, a status cell of its row, an entry in the progress lists; `item` has none yet. */
  readonly home: 'box' | 'row' | 'entry' | 'item';
  /** The id of its entry in the progress lists, where it has one besides its own place. */
  readonly entry?: string;
}

export interface PhaseProgress {
  /** The id of the phase's section or unit. */
  readonly id: string;
  readonly title: string;
  readonly done: number;
  readonly total: number;
}

export interface Progress {
  readonly tasks: readonly Task[];
  /** In the order of the document; phases without tasks have `total` 0. */
  readonly phases: readonly PhaseProgress[];
  readonly done: number;
  readonly total: number;
}
