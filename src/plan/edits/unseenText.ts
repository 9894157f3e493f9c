import { type ErrorCode, PlanError } from '../../errors.ts';

/** Text that an edit would replace or remove although its caller has not shown to have seen it, as a person can be asked about it. */
export interface Overwrite {
  /** The address of its place; undefined for the whole plan. */
  readonly place: string | undefined;
  /** The `expect` with which the edit would happen. */
  readonly revision: string;
  /** The text whole, each line marked as the plan's words. */
  readonly quote: string;
}

/** The refusal of such an edit: `needs_expect` or `stale_revision`. */
export class UnseenText extends PlanError {
  /** Undefined where the text is too long to be shown whole: nobody can say yes to what they do not see. */
  readonly overwrite: Overwrite | undefined;

  constructor(
    code: Extract<ErrorCode, 'needs_expect' | 'stale_revision'>,
    message: string,
    more: { fix: string; where?: string },
    overwrite: Overwrite | undefined,
  ) {
    super(code, message, more);
    this.overwrite = overwrite;
  }
}
