/** What a plan is called besides its path. */
export interface PlanNames {
  /** The folder's name for a `plan.md`, else the file's without its ending: `004-user-login`. */
  readonly id: string;
  /** The id without a leading number or date: `user-login`. */
  readonly slug: string;
  /** The leading number without its zeros: `4`. */
  readonly number: string | undefined;
}

/** The names of the plan at a workspace-relative path. */
export function planNames(path: string): PlanNames {
  const parts = path.split('/');
  const file = (parts.at(-1) ?? '').replace(/\.(?:md|markdown)$/i, '');
  const id = file.toLowerCase() === 'plan' ? (parts.at(-2) ?? file) : file;
  const dated = /^\d{4}-\d{2}-\d{2}[-_. ]?/.exec(id);
  if (dated !== null) return { id, slug: id.slice(dated[0].length), number: undefined };
  const number = leadingNumber(id);
  return number === undefined
    ? { id, slug: id, number }
    : { id, slug: id.replace(/^\d+[-_. ]?/, ''), number: withoutZeros(number) };
}

/** The digits that open a name such as `004-user-login`, as written; a date is no number. */
export function leadingNumber(name: string): string | undefined {
  if (/^\d{4}-\d{2}-\d{2}/.test(name)) return undefined;
  return /^(\d{1,6})(?=[-_. ]|$)/.exec(name)?.[1];
}

/** `006` and `6` are one number. */
export function withoutZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}
