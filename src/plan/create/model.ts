/** What the server knows of a new plan without being told. */
export interface Facts {
  readonly title: string;
  /** Words of the title joined by `-`. */
  readonly slug: string;
  /** The plan's number and name as its folder has them: `007-parcel-lockers`; undefined where it has no number. */
  readonly name: string | undefined;
  /** Local date, YYYY-MM-DD. */
  readonly today: string;
  readonly author: string | undefined;
  /** The branch that is checked out, unless it is one that everybody shares. */
  readonly branch: string | undefined;
  /** The spec's path as a link from the plan, and its text. */
  readonly spec: { readonly link: string; readonly text: string } | undefined;
  /** The next free number of an ID, by what stands before it (`PLAN-AUTH-`). */
  nextNumber(prefix: string): number;
}
