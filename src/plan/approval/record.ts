/** How the server came to know a person's word: by the client's form, quoted by the agent, or on the review page. */
export const sources = ['quoted', 'elicited', 'page'] as const;

export type ApprovalSource = (typeof sources)[number];

/** What an approval was given to: 12 hex digits of the whole substance, and 4 of each of its parts, in order. */
export interface SubstanceDigest {
  readonly whole: string;
  readonly parts: readonly string[];
}

/** A person's approval as `set_status` writes it into the plan. */
export interface ApprovalRecord {
  readonly by: string;
  /** YYYY-MM-DD. */
  readonly on: string;
  readonly source: ApprovalSource;
  readonly words: string;
  /** Version of the constitution that the plan was held against. */
  readonly constitution: string | undefined;
  readonly substance: SubstanceDigest;
}

/** The record on one line: `Ada Lovelace, 2026-11-26, quoted: "Go." (constitution 1.2.0, substance 0123456789ab-0123…)`. */
export function recordText({ by, on, source, words, constitution, substance }: ApprovalRecord): string {
  const version = constitution === undefined ? '' : `constitution ${constitution}, `;
  return `${by}, ${on}, ${source}: "${words}" (${version}substance ${substance.whole}-${substance.parts.join('')})`;
}

const form =
  /^(.{1,200}), (\d{4}-\d{2}-\d{2}), (quoted|elicited|page): "(.{0,1200})" \((?:constitution ([^()]{1,80}), )?substance ([0-9a-f]{12})-((?:[0-9a-f]{4}){0,400})\)$/u;

/** Reads a record back; undefined for an approval in words of its own. */
export function parseRecord(text: string): ApprovalRecord | undefined {
  const match = form.exec(text.trim().slice(0, 4000));
  const source = sources.find((each) => each === match?.[3]);
  if (match === null || source === undefined) return undefined;
  return {
    by: match[1] ?? '',
    on: match[2] ?? '',
    source,
    words: match[4] ?? '',
    constitution: match[5],
    substance: { whole: match[6] ?? '', parts: match[7]?.match(/.{4}/g) ?? [] },
  };
}
