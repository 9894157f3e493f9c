import type { ToolAnswer } from '../../support/answers.ts';

/** What a peer's person does with a form; `none` has no forms at all. */
export type Person = 'accepts' | 'declines' | 'none';

/** A form that a peer was asked to show. */
export interface ShownForm {
  readonly message: string;
  readonly fields: readonly string[];
}

/** A client of whatever make, connected to the installed program. */
export interface Peer {
  /** The names of the tools, in the list's order. */
  tools(): Promise<readonly string[]>;
  call(name: string, args?: Record<string, unknown>): Promise<ToolAnswer>;
  /** The text of a resource. */
  read(uri: string): Promise<string>;
  /** The text of a prompt's first message. */
  prompt(name: string, args: Record<string, string>): Promise<string>;
  readonly forms: readonly ShownForm[];
}

/** Where the installed program is, and on what. */
export interface Place {
  readonly program: string;
  readonly workspace: string;
  /** Where it serves over HTTP. */
  readonly url?: string;
}

/** Connects a peer: over HTTP where the place has a URL, else over stdio to a process of its own. */
export type Connect = (place: Place, person: Person) => Promise<Peer>;

/** How every person here fills in a form that they accept; fields that a form lacks are left out. */
const filledIn: Readonly<Record<string, string | boolean>> = {
  approve: true,
  by: 'Ida Berg',
  words: 'Good, go ahead.',
  overwrite_1: true,
  let_go: true,
  answer_1: 'Kiel',
  decided_by: 'Ida Berg',
};

/** The person's reply to a form's fields, as the protocol has it. */
export function replyOf(person: Person, fields: readonly string[]) {
  if (person !== 'accepts') return { action: 'decline' as const };
  const content = Object.fromEntries(
    fields.flatMap((name) => (name in filledIn ? [[name, filledIn[name] ?? '']] : [])),
  );
  return { action: 'accept' as const, content };
}
